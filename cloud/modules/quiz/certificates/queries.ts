import { Attempts } from '../exams/collection'
import { Certificates } from './collection'

/** Ids of the certificates a person has for these exams, by exam. */
export async function certificatesOf(personId: string, examIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await Certificates.find({ examId: { $in: [...examIds] }, personId }, { examId: 1 }).lean<
    { _id: string; examId: string }[]
  >()
  return new Map(rows.map(({ _id, examId }) => [examId, _id]))
}

/** People who have a valid certificate of this exam: whoever has passed, as long as it was not called off. */
export async function countCertificates(exam: { _id: string; certificate: boolean; state: string }): Promise<number> {
  if (!exam.certificate || exam.state !== 'published') return 0
  return Attempts.countDocuments({ examId: exam._id, counts: true, passed: true })
}
