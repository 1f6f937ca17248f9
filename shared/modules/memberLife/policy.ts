import type { Role } from '@shared/core/roles'

interface LifeActor {
  appointments: readonly { organizationId: string; path: string; role: Role }[]
}

interface LifePlace {
  organizationId: string
  path: string
}

/** 权限表 — who was away is for those who look after the branch; that leading cadres came is for whoever oversees them. */
export const LIFE_POLICY = {
  absences: (actor, place) =>
    actor.appointments.some(
      (a) => a.organizationId === place.organizationId && (a.role === 'secretary' || a.role === 'deputySecretary'),
    ),
  dual: (actor, place) =>
    actor.appointments.some(
      (a) =>
        place.path.startsWith(a.path) &&
        (a.role === 'administrator' ||
          a.role === 'secretary' ||
          a.role === 'deputySecretary' ||
          a.role === 'organizationCommissioner'),
    ),
} as const satisfies Record<string, (actor: LifeActor, place: LifePlace) => boolean>
