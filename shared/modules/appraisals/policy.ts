import { ORGANISER_ROLES, type Role } from '@shared/core/roles'
import { APPROVER_ROLES, SUPERVISOR_ROLES } from '../meetings/policy'

/** As much of the caller as the table reads. */
export interface AppraisalActor {
  personId: string
  organizationId: string
  appointments: readonly { organizationId: string; path: string; role: Role }[]
}

/** As much of a case as the table reads. */
export interface AppraisalSubject {
  organizationId: string
  path: string
  /** Takes part in it. */
  participates: boolean
}

const holdsIn = (actor: AppraisalActor, organizationId: string, roles: readonly Role[]): boolean =>
  actor.appointments.some((a) => a.organizationId === organizationId && roles.includes(a.role))
const organises = (actor: AppraisalActor, subject: Pick<AppraisalSubject, 'organizationId'>): boolean =>
  holdsIn(actor, subject.organizationId, ORGANISER_ROLES)
const leads = (actor: AppraisalActor, subject: Pick<AppraisalSubject, 'organizationId'>): boolean =>
  holdsIn(actor, subject.organizationId, APPROVER_ROLES)
/** Holds an office above the branch or in it that looks over it. */
export const supervises = (actor: AppraisalActor, subject: Pick<AppraisalSubject, 'path'>): boolean =>
  actor.appointments.some((a) => subject.path.startsWith(a.path) && SUPERVISOR_ROLES.some((role) => role === a.role))
const belongsTo = (actor: AppraisalActor, subject: Pick<AppraisalSubject, 'organizationId'>): boolean =>
  actor.organizationId === subject.organizationId

/** 权限表 — who may do what with a case. Nobody may see a form somebody has handed in, and there is no row that allows it. */
export const APPRAISAL_POLICY = {
  /** State and numbers of people, no contents. */
  read: (actor, subject) => belongsTo(actor, subject) || subject.participates || supervises(actor, subject),
  plan: organises,
  openPeer: organises,
  openBallot: organises,
  closeBallot: organises,
  linkMeeting: organises,
  /** Who has handed in, not what. */
  board: organises,
  /** Totals per person and the rating sheet. */
  totals: organises,
  propose: leads,
  report: leads,
  tell: leads,
  correct: leads,
  cancel: leads,
  export: organises,
  takePart: (_, subject) => subject.participates,
} as const satisfies Record<string, (actor: AppraisalActor, subject: AppraisalSubject) => boolean>
export type AppraisalAction = keyof typeof APPRAISAL_POLICY

/** All actions this actor may take, in the order of the table. */
export const allowedActions = (actor: AppraisalActor, subject: AppraisalSubject): AppraisalAction[] =>
  (Object.keys(APPRAISAL_POLICY) as AppraisalAction[]).filter((action) => APPRAISAL_POLICY[action](actor, subject))
