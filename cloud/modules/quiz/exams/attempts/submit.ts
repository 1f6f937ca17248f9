import { found } from '@cloud/core/authorize'
import { recordChange } from '@cloud/core/change'
import type { Work } from '@cloud/core/deps'
import { settingsOf } from '@cloud/modules/organizations/index'
import { AppError } from '@shared/core/errors'
import { sentAnswerOf } from '@shared/modules/quiz/asked'
import type { LateAnswer, LateProblem, SavedAnswer, SubmittedBy } from '@shared/modules/quiz/exams/model'
import { bestOf, isLaterAnswer, isTimeUp, lateProblemOf } from '@shared/modules/quiz/exams/rules'
import type { SentAnswer } from '@shared/modules/quiz/exams/schemas'
import type { Answer } from '@shared/modules/quiz/model'
import { issueWhenPassed } from '../../certificates/issue'
import { type AttemptRecord, Attempts, type ExamRecord, Exams, Papers } from '../collection'
import { ATTEMPT_FACT, HANDED_IN_FACT } from '../note'
import { type Grading, gradePaper } from './grade'

/** So many late answers are kept of one attempt; nobody has more questions twice. */
const MOST_LATE = 400

export interface Refused {
  place: number
  problem: LateProblem
}

/** A later answer that stands instead of one that was sent, as replies carry it. */
export interface Newer {
  place: number
  seq: number
  answer: ReturnType<typeof sentAnswerOf>
}

/** An own attempt. @throws AppError not_found for anybody else's, as for one that does not exist. */
export async function getOwnAttempt({ actor }: Work, attemptId: string): Promise<AttemptRecord> {
  return found(await Attempts.findOne({ _id: attemptId, personId: actor.personId }).lean<AttemptRecord>(), '份答卷')
}

/** Answers as they stand after these have arrived, and what came late. */
export interface Merged {
  answers: Record<string, SavedAnswer>
  late: LateAnswer[]
  refused: Refused[]
  newer: Newer[]
  /** Some of what came counts. */
  changed: boolean
}

const isSame = (one: Answer, other: Answer): boolean => JSON.stringify(one) === JSON.stringify(other)

/**
 * Lays answers that arrive over those that are there: the later of a question wins. After the time was up each is looked at, and stays
 * on record whether it counts or not. @throws AppError invalid_input for a question the paper does not have.
 */
export async function mergeAnswers(
  { now }: Pick<Work, 'now'>,
  attempt: AttemptRecord,
  sent: readonly SentAnswer[],
): Promise<Merged> {
  const { answers, late } = attempt
  const merged: Merged = { answers: { ...answers }, late: [...late], refused: [], newer: [], changed: false }
  if (sent.some(({ place }) => place >= attempt.count)) throw new AppError('invalid_input', '试卷里没有这道题')
  const isOver = attempt.state === 'submitted' || isTimeUp(attempt.dueAt.toISOString(), now)
  const tolerance = isOver ? await settingsOf({ id: attempt.organizationId, path: attempt.path }) : undefined
  for (const { place, seq, answer, ...one } of sent) {
    const doneAt = new Date(one.doneAt).toISOString()
    const known = merged.late.find((other) => other.place === place && other.seq === seq && other.doneAt === doneAt)
    if (known?.problem) merged.refused.push({ place, problem: known.problem })
    const there = merged.answers[place]
    const isOlder = there !== undefined && !isLaterAnswer({ seq, doneAt }, there)
    if (isOlder && !known?.problem && !isSame(there.answer, answer))
      merged.newer.push({ place, seq: there.seq, answer: sentAnswerOf(there.answer) })
    if (known || isOlder) continue
    const problem =
      tolerance &&
      lateProblemOf(
        {
          startedAt: attempt.startedAt.toISOString(),
          dueAt: attempt.dueAt.toISOString(),
          doneAt,
          arrivedAt: now,
          submittedBy: attempt.submittedBy,
          reviewed: attempt.reviewedAt !== undefined,
        },
        tolerance,
      )
    if (tolerance && merged.late.length < MOST_LATE)
      merged.late.push({ place, seq, doneAt, arrivedAt: now, ...(problem && { problem }) })
    if (problem) merged.refused.push({ place, problem })
    else {
      merged.answers[place] = { seq, answer, doneAt }
      merged.changed = true
    }
  }
  return merged
}

/** Marks the best of somebody's attempts at an exam as the one that counts. Call it inside the transaction of the score. */
export async function markBest({ examId, personId }: Pick<AttemptRecord, 'examId' | 'personId'>): Promise<void> {
  const all = await Attempts.find({ examId, personId, state: 'submitted' }, { number: 1, score: 1, counts: 1 }).lean<
    Pick<AttemptRecord, '_id' | 'number' | 'score' | 'counts'>[]
  >()
  const best = bestOf(all)
  for (const { _id, counts } of all)
    if (counts !== (_id === best?._id)) await Attempts.updateOne({ _id }, { $set: { counts: _id === best?._id } })
}

/** @returns the score of these answers, by the rules of the exam. */
async function gradeAttempt(exam: ExamRecord, attemptId: string, answers: Merged['answers']): Promise<Grading> {
  const paper = found(await Papers.findById(attemptId).lean(), '份试卷')
  return gradePaper(paper.items, answers, exam)
}

/** Notes that an attempt was handed in or its score changed: duties and figures follow. */
export const noteAttempt = (work: Pick<Work, 'now'>, { _id, organizationId }: AttemptRecord): Promise<void> =>
  recordChange(work, [{ organizationId, fact: ATTEMPT_FACT, factId: _id }])

/**
 * 交卷 — grades and closes an attempt. Call it inside a transaction. An attempt that was collected when the time was up and gets more
 * answers, given in time, is graded anew with a note of what the score was.
 */
export async function closeAttempt(
  work: Pick<Work, 'now'>,
  attempt: AttemptRecord,
  merged: Merged,
  by: SubmittedBy,
): Promise<AttemptRecord> {
  const exam = found(await Exams.findById(attempt.examId).lean<ExamRecord>(), '次考试')
  const { shares, score, full, passed } = await gradeAttempt(exam, attempt._id, merged.answers)
  const before = { score: attempt.score, passed: attempt.passed === true }
  const change = before.score !== undefined && {
    ...{ at: work.now, why: 'late' as const, from: before.score, to: score },
    passedBefore: before.passed,
    passedAfter: passed,
  }
  const set = {
    ...{ answers: merged.answers, late: merged.late, shares, score, full, passed },
    state: 'submitted' as const,
    submittedBy: by,
    submittedAt: attempt.submittedAt ?? new Date(work.now),
    ...(change && change.from !== change.to && { changes: [...attempt.changes, change] }),
    // Alone it is the best: no need to look for others.
    ...(attempt.number === 1 && exam.attempts === 1 && { counts: true }),
  }
  await Attempts.updateOne({ _id: attempt._id }, { $set: set })
  if (!set.counts) await markBest(attempt)
  await issueWhenPassed(work, exam, attempt.personId)
  await noteAttempt(work, attempt)
  if (exam.live && !attempt.submittedAt)
    await recordChange(work, [{ organizationId: attempt.organizationId, fact: HANDED_IN_FACT, factId: attempt.examId }])
  return { ...attempt, ...set }
}

/**
 * 交卷 by the person, with what had not arrived yet. However often it comes, it counts once. Sent later from a phone without signal it
 * takes over from the service, which collected when the time was up.
 */
export async function submitAttempt(work: Work, attemptId: string, sent: readonly SentAnswer[]) {
  const attempt = await getOwnAttempt(work, attemptId)
  const merged = await mergeAnswers(work, attempt, sent)
  const { refused, newer } = merged
  if (attempt.submittedBy === 'person') return { attempt, refused, newer }
  return { attempt: await closeAttempt(work, attempt, merged, 'person'), refused, newer }
}
