import { ORGANISER_ROLES, type Role, TEAM_ROLES, UNION_STAFF_ROLES } from '@shared/core/roles'

/** Who writes courses and asks for them, for everything at or below the place of the office. */
export const COURSE_EDITOR_ROLES = [
  ...UNION_STAFF_ROLES,
  ...ORGANISER_ROLES,
  'disciplineCommissioner',
] as const satisfies readonly Role[]

/** Who sees how far people are: those above, and whoever looks after one team. */
export const WATCHER_ROLES = [...COURSE_EDITOR_ROLES, ...TEAM_ROLES] as const satisfies readonly Role[]

export interface LearningActor {
  appointments: readonly { organizationId: string; path: string; role: Role }[]
}

export interface LearningSubject {
  /** Empty for what ships with the product. */
  organizationId: string
  path: string
}

const holds = (actor: LearningActor, roles: readonly Role[], reaches: (path: string) => boolean): boolean =>
  actor.appointments.some(({ path, role }) => roles.includes(role) && reaches(path))

/** 课程 — editors write what belongs to their place or below; they offer and ask for what their place, one above it, or the product has. */
export const LEARNING_POLICY = {
  use: (actor, { organizationId, path }) =>
    holds(
      actor,
      COURSE_EDITOR_ROLES,
      (office) => organizationId === '' || path.startsWith(office) || office.startsWith(path),
    ),
  edit: (actor, { organizationId, path }) =>
    organizationId !== '' && holds(actor, COURSE_EDITOR_ROLES, (office) => path.startsWith(office)),
  /** See how far people are whose organisation or team stands there. */
  watch: (actor, { path }) => holds(actor, WATCHER_ROLES, (office) => path.startsWith(office)),
} as const satisfies Record<string, (actor: LearningActor, subject: LearningSubject) => boolean>
