import type { Work } from '@cloud/core/deps'
import { Banks } from '../banks/collection'
import { type ProductBank, productId } from '../banks/product'
import { type AttemptRecord, Attempts, type ExamRecord, Exams } from './collection'
import { cancelExam, deleteExam, publishExam } from './commands'
import { moveWithCampaign } from './moveExam'
import { getExamFor } from './queries'

/** What somebody has reached in an exam with the attempt that counts. */
export interface ExamResult {
  examId: string
  personId: string
  /** 0…1 of what could be reached; null where nothing could be. */
  share: number | null
}

/** Results of these people in these exams; whoever has not handed in is absent. */
export async function listExamResults(examIds: readonly string[], personIds: readonly string[]): Promise<ExamResult[]> {
  const rows = await Attempts.find(
    { examId: { $in: [...examIds] }, personId: { $in: [...personIds] }, counts: true },
    { examId: 1, personId: 1, score: 1, full: 1 },
  ).lean<Pick<AttemptRecord, '_id' | 'examId' | 'personId' | 'score' | 'full'>[]>()
  return rows.map(({ examId, personId, score = 0, full = 0 }) => ({
    examId,
    personId,
    share: full > 0 ? score / full : null,
  }))
}

/** Whose attempts these are and at which exam; unknown ids are absent. */
export async function listAttemptOwners(
  attemptIds: readonly string[],
): Promise<{ examId: string; personId: string }[]> {
  const rows = await Attempts.find({ _id: { $in: [...attemptIds] } }, { examId: 1, personId: 1 }).lean<
    Pick<AttemptRecord, '_id' | 'examId' | 'personId'>[]
  >()
  return rows.map(({ examId, personId }) => ({ examId, personId }))
}

/** Ids of these banks of the product, as far as they are installed. */
export async function findProductBanks(names: readonly ProductBank[]): Promise<string[]> {
  const ids = names.map((name) => productId(`bank:${name}`))
  const rows = await Banks.find({ _id: { $in: ids } }, { _id: 1 }).lean<{ _id: string }[]>()
  return rows.map(({ _id }) => _id)
}

/** @throws AppError not_found for an exam that is not the actor's to run. */
export async function mustRunExam({ actor }: Work, examId: string): Promise<void> {
  await getExamFor(actor, examId)
}

/**
 * 交给活动 — an exam of a campaign that is under way: published, on the days of its node, and the campaign tells of it.
 * @returns of which days people have heard already, from the exam itself; undefined when they have not heard of it.
 * @throws AppError rule_broken with every reason why it cannot be published, conflict when its days cannot be moved any more.
 */
export async function publishWithCampaign(
  work: Work,
  examId: string,
  window: { opensAt: string; closesAt: string },
): Promise<'these' | 'others' | undefined> {
  const { state, word, quiet } = await getExamFor(work.actor, examId)
  const isOut = state === 'published'
  if (isOut) await publishExam(work, examId, { quiet: true })
  const moved = await moveWithCampaign(work, examId, window)
  if (!isOut) await publishExam(work, examId, { quiet: true })
  if (word === undefined || quiet) return undefined
  return moved ? 'others' : 'these'
}

/**
 * 不办了 — a draft is deleted, a published exam is cancelled. Left alone is one that is gone, cancelled or over already, and one that was
 * published by itself and that no campaign has taken yet.
 */
export async function callOff(work: Work, examId: string, reason: string): Promise<void> {
  const record = await Exams.findById(examId, { state: 1, closesAt: 1, quiet: 1 }).lean<
    Pick<ExamRecord, '_id' | 'state' | 'closesAt' | 'quiet'>
  >()
  if (record?.state === 'draft') await deleteExam(work, examId)
  else if (record?.state === 'published' && record.quiet && record.closesAt.toISOString() > work.now)
    await cancelExam(work, examId, reason, { byCampaign: true })
}
