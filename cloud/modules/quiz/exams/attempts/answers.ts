import { inTransaction } from '@cloud/core/database/connect'
import { repeatWhenCutOff } from '@cloud/core/database/repeatWhenCutOff'
import type { Work } from '@cloud/core/deps'
import { GRACE_MS } from '@shared/modules/quiz/exams/rules'
import type { SentAnswer } from '@shared/modules/quiz/exams/schemas'
import { type AttemptRecord, Attempts } from '../collection'
import { closeAttempt, getOwnAttempt, mergeAnswers, type Newer, type Refused } from './submit'

/**
 * All conditions of a save stand in its filter: whose attempt, open, in time, such a question, and a higher count than what is there.
 * The same count, from two devices, is rare and looked at more closely.
 */
function saveOf({ actor, now }: Work, attemptId: string, { place, seq, answer, doneAt: at }: SentAnswer) {
  const path = `answers.${place}`
  const doneAt = new Date(at).toISOString()
  return {
    filter: {
      _id: attemptId,
      personId: actor.personId,
      state: 'open' as const,
      dueAt: { $gte: new Date(Date.parse(now) - GRACE_MS) },
      count: { $gt: place },
      [`${path}.seq`]: { $not: { $gte: seq } },
    },
    update: { $set: { [path]: { seq, answer, doneAt } } },
  }
}

async function saveInTime(work: Work, attemptId: string, sent: readonly SentAnswer[]): Promise<boolean> {
  const [first, ...others] = sent.map((one) => saveOf(work, attemptId, one))
  if (!first) return true
  // Straight to the driver: in an exam this is what everybody does all the time.
  if (others.length === 0)
    return (await Attempts.collection.updateOne(first.filter as object, first.update)).matchedCount === 1
  const writes = [first, ...others].map((updateOne) => ({ updateOne }))
  return (await Attempts.bulkWrite(writes, { ordered: false })).matchedCount === sent.length
}

export interface Kept {
  state: AttemptRecord['state']
  refused: Refused[]
  newer: Newer[]
}

/** What was not simply saved: older than what is there, or late. The attempt is read to tell. */
async function saveOtherwise(work: Work, attemptId: string, sent: readonly SentAnswer[]): Promise<Kept> {
  const attempt = await getOwnAttempt(work, attemptId)
  const merged = await mergeAnswers(work, attempt, sent)
  const { refused, newer } = merged
  if (attempt.state === 'submitted' && merged.changed)
    await closeAttempt(work, attempt, merged, attempt.submittedBy ?? 'time')
  else if (merged.late.length > attempt.late.length || merged.changed)
    await Attempts.updateOne({ _id: attemptId }, { $set: { answers: merged.answers, late: merged.late } })
  return { state: attempt.state, refused, newer }
}

/**
 * 保存作答 — one write, without a transaction: whatever arrives late or twice changes nothing. Only what finds no open attempt in time
 * is looked at more closely. @throws AppError not_found, invalid_input.
 */
export async function saveAnswers(work: Work, attemptId: string, sent: readonly SentAnswer[]): Promise<Kept> {
  if (await repeatWhenCutOff(() => saveInTime(work, attemptId, sent))) return { state: 'open', refused: [], newer: [] }
  return repeatWhenCutOff(() => inTransaction(() => saveOtherwise(work, attemptId, sent)))
}
