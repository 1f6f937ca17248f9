import type { Actor } from '@cloud/core/actor'
import { found, mustBeAllowed } from '@cloud/core/authorize'
import { meantFor } from '@cloud/modules/people/index'
import { idsOn } from '@shared/core/audience'
import type { Exam } from '@shared/modules/quiz/exams/model'
import { QUIZ_EDITOR_ROLES, QUIZ_POLICY, type QuizAction } from '@shared/modules/quiz/policy'
import type { QueryFilter } from 'mongoose'
import { Attempts, type ExamRecord, Exams } from './collection'

export function toExam(record: ExamRecord): Exam {
  const { _id, places: _p, revision: _r, byId: _b, at: _a, opensAt, closesAt, ...rest } = record
  const { publishedOn: _o, remindDays: _d, quiet: _q, live: _l, word: _w, ...exam } = rest
  return { id: _id, ...exam, opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString() }
}

/** Organisations at or below which the actor sets exams. */
export const editedPlaces = (actor: Actor): string[] =>
  actor.appointments
    .filter(({ role }) => (QUIZ_EDITOR_ROLES as readonly string[]).includes(role))
    .flatMap(({ path }) => idsOn(path).at(-1) ?? [])

/** @throws AppError not_found for an exam the actor may not look after, as for one that does not exist. */
export async function getExamFor(actor: Actor, examId: string, action: QuizAction = 'edit'): Promise<ExamRecord> {
  const record = await Exams.findById(examId).lean<ExamRecord>()
  return found(record && QUIZ_POLICY[action](actor, record) ? record : undefined, '次考试')
}

/** Published and meant for the actor. */
export const meantExams = (actor: Actor): QueryFilter<ExamRecord> =>
  ({ $and: [meantFor(actor), { state: { $in: ['published', 'cancelled'] } }] }) as QueryFilter<ExamRecord>

/**
 * An exam that is meant for the actor, or that he has taken already: whoever moves keeps what he has done.
 * @throws AppError not_found.
 */
export async function getOwnExam(actor: Actor, examId: string): Promise<ExamRecord> {
  const record = await Exams.findOne({
    $and: [{ _id: examId }, meantExams(actor)],
  } as QueryFilter<ExamRecord>).lean<ExamRecord>()
  if (record) return record
  const taken = await Attempts.exists({ examId, personId: actor.personId })
  return found(taken ? await Exams.findById(examId).lean<ExamRecord>() : undefined, '次考试')
}

/** @throws AppError forbidden unless the exam is still a draft. */
export function mustBeDraft({ state }: Pick<ExamRecord, 'state'>): void {
  mustBeAllowed(state === 'draft', '已经发布的考试不能再改；可以推迟结束，或取消后照着再建一次')
}
