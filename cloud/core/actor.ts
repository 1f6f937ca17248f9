import type { Role } from '@shared/core/roles'

/** 任职 — an appointment in force, as rights read it. */
export interface ActorAppointment {
  organizationId: string
  /** Materialised path of that organisation: `/root/…/own/`. */
  path: string
  role: Role
}

/** Who is calling. */
export interface Actor {
  /** `binding` has signed in with WeChat but is not bound to a person yet; `proving` has given the password but not the second factor. */
  kind: 'anonymous' | 'binding' | 'proving' | 'person' | 'system'
  sessionId?: string
  /** Only while binding: the WeChat identity to be bound. */
  identityId?: string
  personId: string
  name: string
  /** Own branch, and its path. */
  organizationId: string
  path: string
  appointments: readonly ActorAppointment[]
  /** Signed in with an initial password somebody else knows: nothing is open but replacing it. */
  mustChangePassword?: true
  /** An administrator who signed in by password alone: nothing is open but setting up the second factor. */
  mustSetSecondFactor?: true
}

const nobody = { personId: '', name: '', organizationId: '', path: '', appointments: [] } as const

export const ANONYMOUS: Actor = { kind: 'anonymous', ...nobody }
/** The service itself, in jobs and consumers. */
export const SYSTEM: Actor = { kind: 'system', ...nobody, name: '系统' }
