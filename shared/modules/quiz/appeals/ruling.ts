import { FULL_SHARE, gradeAnswer, type PartialCredit } from '../grading'
import type { Answer, Content } from '../model'

/**
 * 裁定 — how a version of a question is graded since an appeal was accepted: by another content (its key put right), as right for
 * everybody, or not at all.
 */
export type Ruling = { kind: 'corrected'; content: Content } | { kind: 'allRight' } | { kind: 'withdrawn' }

export const RULING_LABELS = {
  corrected: '更正答案',
  allRight: '人人算对',
  withdrawn: '作废，不计分',
} as const satisfies Record<Ruling['kind'], string>

/** Thousandths of a question that are right under a ruling, if there is one; null when the question counts no more. */
export function shareUnder(
  ruling: Ruling | undefined,
  content: Content,
  answer: Answer,
  partial: PartialCredit,
): number | null {
  if (ruling?.kind === 'withdrawn') return null
  if (ruling?.kind === 'allRight') return FULL_SHARE
  return gradeAnswer(ruling?.content ?? content, answer, partial)
}
