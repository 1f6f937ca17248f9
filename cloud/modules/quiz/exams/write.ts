import { AppError } from '@shared/core/errors'
import type { ExamWord } from '@shared/modules/quiz/exams/model'
import { type ExamRecord, Exams } from './collection'

/** @throws AppError conflict when somebody else has written meanwhile. */
export async function writeExam(
  record: ExamRecord,
  set: Partial<ExamRecord>,
  unset: Record<string, 1> = {},
): Promise<void> {
  const updated = await Exams.updateOne(
    { _id: record._id, revision: record.revision },
    { $set: set, $inc: { revision: 1 }, ...(Object.keys(unset).length > 0 && { $unset: unset }) },
  )
  if (updated.modifiedCount !== 1) throw new AppError('conflict', '刚刚有人改过这次考试，请刷新后再看')
}

/** The next word about an exam; none about one of which a campaign tells. */
export const nextWord = ({ quiet, word }: ExamRecord, kind: ExamWord, why?: string): Pick<ExamRecord, 'word'> =>
  quiet ? {} : { word: { number: (word?.number ?? 0) + 1, kind, ...(why && { why }) } }
