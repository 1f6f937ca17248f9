import type { Role } from '@shared/core/roles'

interface BurdenActor {
  organizationId: string
  appointments: readonly { organizationId: string; path: string; role: Role }[]
}

interface Place {
  organizationId: string
  path: string
}

/** Who answers for what is asked of those below. */
export const OVERSEERS: readonly Role[] = ['secretary', 'deputySecretary', 'administrator']

const holdsOver = (actor: BurdenActor, place: Place, roles: readonly Role[]): boolean =>
  actor.appointments.some((a) => place.path.startsWith(a.path) && roles.includes(a.role))

/** 权限表 — what is asked of a branch is no secret to its people; exceptions from the guard are made by an administrator alone. */
export const BURDEN_POLICY = {
  read: (actor, place) => actor.organizationId === place.organizationId || holdsOver(actor, place, OVERSEERS),
  compare: (actor, place) => holdsOver(actor, place, OVERSEERS),
  except: (actor, place) => holdsOver(actor, place, ['administrator']),
} as const satisfies Record<string, (actor: BurdenActor, place: Place) => boolean>
