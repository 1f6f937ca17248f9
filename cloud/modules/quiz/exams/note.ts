import { recordAudit } from '@cloud/core/audit'
import { recordChange } from '@cloud/core/change'
import type { Work } from '@cloud/core/deps'
import type { ExamRecord } from './collection'

export const EXAM_FACT = 'quiz.exam'
export const ATTEMPT_FACT = 'quiz.attempt'

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
