import { type Consumer, recordChange } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import type { Deps } from '@cloud/core/deps'
import type { ScoreChange } from '@shared/modules/quiz/exams/model'
import { issueWhenPassed } from '../certificates/issue'
import { gradePaper } from '../exams/attempts/grade'
import { markBest, noteAttempt } from '../exams/attempts/submit'
import { type AttemptRecord, Attempts, type ExamRecord, Exams, type PaperRecord, Papers } from '../exams/collection'
import { type RulingRecord, Rulings } from './collection'
import { RULING_FACT } from './decide'

/** All results a ruling changes in one exam are known. */
export const RESCORED_FACT = 'quiz.rescored'
const BATCH = 200

const sameShares = (a: AttemptRecord['shares'] = [], b: readonly (number | null)[]): boolean =>
  a.length === b.length && a.every((share, i) => share === b[i])

/**
 * Grades one attempt anew and keeps what its result was. Graded alike, it is left alone: the same once more changes nothing.
 * @returns its exam when the result has changed.
 */
async function rescoreAttempt(
  now: string,
  attemptId: string,
  items: PaperRecord['items'],
  exam: ExamRecord,
  appealId: string,
) {
  return inTransaction(async () => {
    const attempt = await Attempts.findById(attemptId).lean<AttemptRecord>()
    if (attempt?.state !== 'submitted' || attempt.score === undefined) return
    const { shares, score, full, passed } = await gradePaper(items, attempt.answers, exam)
    const before = { score: attempt.score, full: attempt.full ?? full, passed: attempt.passed === true }
    const isSame = before.score === score && before.full === full && before.passed === passed
    if (isSame && sameShares(attempt.shares, shares)) return
    const change: ScoreChange = {
      ...{ at: now, why: 'appeal', appealId, from: before.score, to: score },
      ...(before.full !== full && { fullFrom: before.full, fullTo: full }),
      ...{ passedBefore: before.passed, passedAfter: passed },
    }
    await Attempts.updateOne(
      { _id: attemptId },
      { $set: { shares, score, full, passed, ...(!isSame && { changes: [...attempt.changes, change] }) } },
    )
    await markBest(attempt)
    await issueWhenPassed({ now }, exam, attempt.personId)
    await noteAttempt({ now }, attempt)
  })
}

/** 重新算分 — everything handed in that asks this version, in exams the ruling reaches. */
async function rescore(deps: Deps, { versionId, path, appealId }: RulingRecord): Promise<void> {
  const exams = new Map<string, ExamRecord | null>()
  for (let after = ''; ; ) {
    const papers: PaperRecord[] = await Papers.find({ 'items.versionId': versionId, _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(BATCH)
      .lean()
    for (const { _id, examId, items } of papers) {
      if (!exams.has(examId)) exams.set(examId, await Exams.findById(examId).lean<ExamRecord>())
      const exam = exams.get(examId)
      if (exam?.path.startsWith(path))
        await rescoreAttempt(new Date(deps.clock.now()).toISOString(), _id, items, exam, appealId)
    }
    after = papers.at(-1)?._id ?? ''
    if (papers.length < BATCH) break
  }
  const now = new Date(deps.clock.now()).toISOString()
  const reached = [...exams.values()].filter((exam) => exam?.path.startsWith(path))
  await inTransaction(() =>
    recordChange(
      { now },
      reached.flatMap((exam) =>
        exam ? [{ organizationId: exam.organizationId, fact: RESCORED_FACT, factId: `${appealId}:${exam._id}` }] : [],
      ),
    ),
  )
}

export const rescoreConsumer: Consumer = {
  name: 'quiz.rescore',
  facts: [RULING_FACT],
  async apply(deps, changes) {
    for (const appealId of new Set(changes.map(({ factId }) => factId))) {
      const ruling = await Rulings.findOne({ appealId }).lean<RulingRecord>()
      if (ruling) await rescore(deps, ruling)
    }
  },
}
