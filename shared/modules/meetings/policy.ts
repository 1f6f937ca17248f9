import { ORGANISER_ROLES, type Role } from '@shared/core/roles'

/** As much of the caller as the table reads. */
export interface MeetingActor {
  personId: string
  /** Own branch. */
  organizationId: string
  appointments: readonly { organizationId: string; path: string; role: Role }[]
}

/** As much of a meeting as the table reads. */
export interface MeetingSubject {
  organizationId: string
  path: string
  groupId?: string
  recorderId: string
  /** Stands on the list of the meeting. */
  invited: boolean
  /** Person who filed the minutes. */
  filedBy?: string
  /** Persons who may approve in this branch: the secretary first, then the deputies. */
  approverIds: readonly string[]
  /** Branches asked to hold it together, and whether they do. */
  joined?: readonly { organizationId: string; path: string; state: 'invited' | 'accepted' | 'declined' }[]
}

/** A branch whose ledger or attendance is looked at. */
export type BranchSubject = Pick<MeetingSubject, 'organizationId' | 'path'>

export const APPROVER_ROLES = ['secretary', 'deputySecretary'] as const satisfies readonly Role[]
/** Who looks over several branches. */
export const SUPERVISOR_ROLES = [
  'administrator',
  'secretary',
  'deputySecretary',
  'organizationCommissioner',
  'disciplineCommissioner',
] as const satisfies readonly Role[]

const holdsIn = (actor: MeetingActor, organizationId: string, roles: readonly Role[]): boolean =>
  actor.appointments.some((a) => a.organizationId === organizationId && roles.includes(a.role))
const supervises = (actor: MeetingActor, subject: BranchSubject): boolean =>
  actor.appointments.some((a) => subject.path.startsWith(a.path) && SUPERVISOR_ROLES.some((role) => role === a.role))
const belongsTo = (actor: MeetingActor, subject: BranchSubject): boolean =>
  actor.organizationId === subject.organizationId

/** Runs the branch's meetings; a group's leader runs the meetings of the group. */
export const organises = (actor: MeetingActor, subject: Pick<MeetingSubject, 'organizationId' | 'groupId'>): boolean =>
  holdsIn(actor, subject.organizationId, ORGANISER_ROLES) ||
  (subject.groupId !== undefined && holdsIn(actor, subject.groupId, ['groupLeader']))

/** Whom a filed record waits for: the first who did not file it; whoever filed it only when there is nobody else. */
export const approverFor = (approverIds: readonly string[], filedBy: string | undefined): string | undefined =>
  approverIds.find((id) => id !== filedBy) ?? approverIds[0]

/** Secretary or deputy; nobody approves what he filed himself, unless no one else could. */
const approves = (actor: MeetingActor, subject: MeetingSubject): boolean =>
  holdsIn(actor, subject.organizationId, APPROVER_ROLES) &&
  (subject.filedBy !== actor.personId || subject.approverIds.every((id) => id === actor.personId))

/** A branch holding it together reads it like its own; one that has only been asked, through those who answer. */
const joins = (actor: MeetingActor, { joined = [] }: MeetingSubject): boolean =>
  joined.some(
    (branch) =>
      organises(actor, branch) ||
      (branch.state === 'accepted' && (belongsTo(actor, branch) || supervises(actor, branch))),
  )

/** 权限表 — who may do what with a meeting. */
export const MEETING_POLICY = {
  read: (actor, subject) =>
    belongsTo(actor, subject) || subject.invited || supervises(actor, subject) || joins(actor, subject),
  notify: organises,
  move: organises,
  cancel: organises,
  screen: organises,
  proxy: organises,
  decideLeave: organises,
  minutes: (actor, subject) => actor.personId === subject.recorderId || organises(actor, subject),
  return: (actor, subject) => holdsIn(actor, subject.organizationId, APPROVER_ROLES),
  approve: approves,
  correct: (actor, subject) => holdsIn(actor, subject.organizationId, APPROVER_ROLES),
  decideArrival: (actor, subject) => holdsIn(actor, subject.organizationId, APPROVER_ROLES),
  checkIn: (actor, subject) =>
    subject.invited ||
    belongsTo(actor, subject) ||
    (subject.joined ?? []).some((branch) => branch.state === 'accepted' && belongsTo(actor, branch)),
  leave: (_, subject) => subject.invited,
  export: (actor, subject) => organises(actor, subject) || supervises(actor, subject),
  /** Asks other branches to hold it together. */
  joint: organises,
  lecture: (actor, subject) => actor.personId === subject.recorderId || organises(actor, subject),
} as const satisfies Record<string, (actor: MeetingActor, subject: MeetingSubject) => boolean>

export type MeetingAction = keyof typeof MEETING_POLICY

/** Who may look at a branch's ledger, and who at the attendance of its members: never the members among each other. */
export const BRANCH_POLICY = {
  ledger: (actor, subject) => belongsTo(actor, subject) || supervises(actor, subject),
  attendance: (actor, subject) => organises(actor, subject) || supervises(actor, subject),
} as const satisfies Record<string, (actor: MeetingActor, subject: BranchSubject) => boolean>

/** All actions this actor may take, in the order of the table. */
export const allowedActions = (actor: MeetingActor, subject: MeetingSubject): MeetingAction[] =>
  (Object.keys(MEETING_POLICY) as MeetingAction[]).filter((action) => MEETING_POLICY[action](actor, subject))

/** What stands in the way of approving, in words. */
export function whyNotApprove(actor: MeetingActor, subject: MeetingSubject): string {
  if (!holdsIn(actor, subject.organizationId, APPROVER_ROLES)) return '只有本支部书记或副书记可以审核记录'
  return '记录是你自己提交的，请另一位书记或副书记审核'
}
