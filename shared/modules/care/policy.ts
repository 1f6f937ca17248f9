import { ORGANISER_ROLES, type Role } from '@shared/core/roles'

interface CareActor {
  personId: string
  appointments: readonly { organizationId: string; path: string; role: Role }[]
}

interface CareSubject {
  organizationId: string
  personId?: string
}

const organises = (actor: CareActor, subject: CareSubject): boolean =>
  actor.appointments.some(
    (a) => a.organizationId === subject.organizationId && ORGANISER_ROLES.some((role) => role === a.role),
  )
const decides = (actor: CareActor, subject: CareSubject): boolean =>
  actor.appointments.some(
    (a) => a.organizationId === subject.organizationId && (a.role === 'secretary' || a.role === 'deputySecretary'),
  )

/** 权限表 — what somebody cannot do, and why, is for the branch's organisers and the person alone; superiors see none of it. */
export const CARE_POLICY = {
  list: organises,
  /** The sealed note, each time audited. */
  reveal: decides,
  exempt: decides,
  visit: organises,
} as const satisfies Record<string, (actor: CareActor, subject: CareSubject) => boolean>

export type CareAction = keyof typeof CARE_POLICY
export const CARE_ACTIONS = Object.keys(CARE_POLICY) as CareAction[]
