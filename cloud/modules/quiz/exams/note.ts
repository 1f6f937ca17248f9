import { recordAudit } from '@cloud/core/audit'
import { recordChange } from '@cloud/core/change'
import type { Work } from '@cloud/core/deps'
import type { ExamRecord } from './collection'

export const EXAM_FACT = 'quiz.exam'
export const ATTEMPT_FACT = 'quiz.attempt'
/** An exam stands in the plans of those it is meant for, or no longer does, or ends at another time. */
export const ASKED_FACT = 'quiz.asked'
/** Somebody has handed in for the first time at such an exam. */
export const HANDED_IN_FACT = 'quiz.handedIn'

type Place = Pick<ExamRecord, '_id' | 'organizationId' | 'path'>

/** Audit entry and change row of something that was done to an exam. */
export async function noteExam(work: Work, { _id, organizationId, path }: Place, action: string, summary: string) {
  await recordAudit(work, {
    action: `quiz.${action}`,
    subject: { kind: 'exam', id: _id },
    place: { organizationId, path },
    summary,
  })
  await recordChange(work, [{ organizationId, fact: EXAM_FACT, factId: _id }])
}
