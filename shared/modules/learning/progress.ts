import type { PlainDate } from '@shared/core/plainDate'
import type { LearnerState, LessonState } from './model'

/**
 * 学习记录 — one thing somebody did in a lesson. Only ever added. `done` says that everything the lesson asked for was there then: a
 * question that is retired or added later takes nothing away.
 */
export type LearningEntry =
  | { kind: 'read'; lessonId: string; on: PlainDate }
  | { kind: 'answer'; lessonId: string; on: PlainDate; questionId: string; right: boolean }
  | { kind: 'done'; lessonId: string; on: PlainDate }

/** Where somebody stands in a lesson. */
export interface LessonStanding {
  state: LessonState
  /** Questions answered rightly at least once. */
  passed: ReadonlySet<string>
  /** Wrong answers to each question: it comes again, in another order. */
  wrong: ReadonlyMap<string, number>
  doneOn?: PlainDate
}

/** The fold over what somebody did in one lesson; the order of the entries plays no part. */
export function standingIn(lessonId: string, entries: readonly LearningEntry[]): LessonStanding {
  const passed = new Set<string>()
  const wrong = new Map<string, number>()
  let started = false
  let doneOn: PlainDate | undefined
  for (const entry of entries) {
    if (entry.lessonId !== lessonId) continue
    started = true
    if (entry.kind === 'done' && (!doneOn || entry.on < doneOn)) doneOn = entry.on
    if (entry.kind !== 'answer') continue
    if (entry.right) passed.add(entry.questionId)
    else wrong.set(entry.questionId, (wrong.get(entry.questionId) ?? 0) + 1)
  }
  const state = doneOn ? 'done' : started ? 'started' : 'todo'
  return { state, passed, wrong, ...(doneOn && { doneOn }) }
}

/**
 * 这一节学完了吗 — when every question it asks was answered rightly; without questions, when it was read to the end and confirmed.
 * @param checks questions in use
 */
export function isLearnt(lessonId: string, checks: readonly string[], entries: readonly LearningEntry[]): boolean {
  if (checks.length === 0) return entries.some((entry) => entry.lessonId === lessonId && entry.kind === 'read')
  const { passed } = standingIn(lessonId, entries)
  return checks.every((id) => passed.has(id))
}

/** Questions still to be asked, the wrong ones after those not asked yet. */
export function openChecks(checks: readonly string[], { passed, wrong }: LessonStanding): string[] {
  const open = checks.filter((id) => !passed.has(id))
  return [...open.filter((id) => !wrong.has(id)), ...open.filter((id) => wrong.has(id))]
}

/** The first lesson not learnt yet. */
export const findNextLesson = <L extends { id: string }>(
  lessons: readonly L[],
  isDone: (lessonId: string) => boolean,
): L | undefined => lessons.find(({ id }) => !isDone(id))

/** Finished counts for what is asked of a day if it happened in the same year or after it was asked. */
export const countsFrom = (askedOn: PlainDate, dueOn: PlainDate): PlainDate => {
  const newYear = `${dueOn.slice(0, 4)}-01-01` as PlainDate
  return askedOn < newYear ? askedOn : newYear
}

export const learnerState = (begun: number, isFinished: boolean): LearnerState =>
  isFinished ? 'done' : begun > 0 ? 'started' : 'none'
