import { ORGANISER_ROLES, type Role, UNION_STAFF_ROLES } from '@shared/core/roles'

/** Who writes banks, sets exams and judges appeals, for everything at or below the place of the office. */
export const QUIZ_EDITOR_ROLES = [
  ...UNION_STAFF_ROLES,
  ...ORGANISER_ROLES,
  'disciplineCommissioner',
] as const satisfies readonly Role[]

export interface QuizActor {
  appointments: readonly { organizationId: string; path: string; role: Role }[]
}

export interface QuizSubject {
  /** Empty for what ships with the product. */
  organizationId: string
  path: string
}

const isEditor = (actor: QuizActor): boolean =>
  actor.appointments.some(({ role }) => (QUIZ_EDITOR_ROLES as readonly Role[]).includes(role))

const isOver = (actor: QuizActor, path: string): boolean =>
  actor.appointments.some(
    (office) => path.startsWith(office.path) && (QUIZ_EDITOR_ROLES as readonly Role[]).includes(office.role),
  )

/** 题库与考试 — editors write what belongs to their place or below; they use what their place, one above it, or the product offers. */
export const QUIZ_POLICY = {
  use: (actor, subject) =>
    isEditor(actor) &&
    (subject.organizationId === '' ||
      isOver(actor, subject.path) ||
      actor.appointments.some((office) => office.path.startsWith(subject.path))),
  edit: (actor, subject) => subject.organizationId !== '' && isOver(actor, subject.path),
} as const satisfies Record<string, (actor: QuizActor, subject: QuizSubject) => boolean>

export type QuizAction = keyof typeof QUIZ_POLICY
