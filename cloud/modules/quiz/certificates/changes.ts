import { type CertificateChange, certificateChange } from '@shared/modules/quiz/certificates/model'
import { bestOf } from '@shared/modules/quiz/exams/rules'
import { type AttemptRecord, Attempts, type ExamRecord } from '../exams/collection'
import { Certificates } from './collection'

type Marked = Pick<AttemptRecord, '_id' | 'personId' | 'number' | 'score' | 'passed' | 'counts' | 'changes'>
const MARKED = { personId: 1, number: 1, score: 1, passed: 1, counts: 1, changes: 1 } as const

/** Had the person passed before an appeal changed these attempts? */
function passedBefore(attempts: readonly Marked[], appealId: string): boolean {
  const before = attempts.map(({ number, score, passed, changes }) => {
    const change = changes.find((one) => one.appealId === appealId)
    return { number, score: change?.from ?? score, passed: change?.passedBefore ?? passed }
  })
  return (
    bestOf(before.map(({ score, ...rest }) => ({ ...rest, ...(score !== undefined && { score }) })))?.passed === true
  )
}

/** What the accepted appeal has done to the certificates of these people in an exam; whose stays as it was is absent. */
export async function certificateChanges(
  { _id: examId, certificate, state }: Pick<ExamRecord, '_id' | 'certificate' | 'state'>,
  appeal: { id: string; decidedAt: Date },
  personIds: readonly string[],
): Promise<Map<string, CertificateChange>> {
  if (!certificate || state !== 'published') return new Map()
  const where = { examId, personId: { $in: [...personIds] } }
  const issued = await Certificates.find(where, { personId: 1, issuedAt: 1 }).lean()
  const attempts = await Attempts.find({ ...where, state: 'submitted' }, MARKED).lean<Marked[]>()
  const byPerson = new Map<string, Marked[]>()
  for (const row of attempts) byPerson.set(row.personId, [...(byPerson.get(row.personId) ?? []), row])
  const changes = new Map<string, CertificateChange>()
  for (const { personId, issuedAt } of issued) {
    const own = byPerson.get(personId) ?? []
    const change = certificateChange({
      isNew: issuedAt >= appeal.decidedAt,
      before: passedBefore(own, appeal.id),
      after: own.some(({ counts, passed }) => counts && passed === true),
    })
    if (change) changes.set(personId, change)
  }
  return changes
}
