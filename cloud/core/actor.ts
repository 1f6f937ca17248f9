import type { Role } from '@shared/core/roles'

/** 任职 — an appointment in force, as rights read it. */
export interface ActorAppointment {
  organizationId: string
  /** Everything at or below this path is in reach: that organisation's own, for union staff that of what the union stands in. */
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
  /** Organisations whose people the actor is among: everything on the path of the own register and of the own team. */
  placeIds: readonly string[]
  /** 班组 */
  teamId?: string
  /** 工作岗位 */
  post?: string
  appointments: readonly ActorAppointment[]
  /** Signed in with an initial password somebody else knows: nothing is open but replacing it. */
  mustChangePassword?: true
  /** An administrator who signed in by password alone: nothing is open but setting up the second factor. */
  mustSetSecondFactor?: true
}

const nobody = { personId: '', name: '', organizationId: '', path: '', placeIds: [], appointments: [] } as const

export const ANONYMOUS: Actor = { kind: 'anonymous', ...nobody }
/** The service itself, in jobs and consumers. */
export const SYSTEM: Actor = { kind: 'system', ...nobody, name: '系统' }

/** Path of the organisation in which an office is held: below the path it reaches where it reaches further. */
export const seatPathOf = ({ organizationId, path }: ActorAppointment): string =>
  path.endsWith(`/${organizationId}/`) ? path : `${path}${organizationId}/`
