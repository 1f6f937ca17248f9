import { keptEdits } from '@/core/keptEdits'
import type { EditedQuestion } from './editedQuestion'

/** A change of a question, or a new one, as it stands on this device. */
export interface QuestionWork {
  question: EditedQuestion
  /** Pictures put here while it is written, by file id: where they can be seen. */
  uploaded: Readonly<Record<string, string>>
  /** Why it is changed. */
  reason: string
}
export const questionEdits = keptEdits<QuestionWork>('questionEdits')

export const workOn = (question: EditedQuestion): QuestionWork => ({ question, uploaded: {}, reason: '' })
