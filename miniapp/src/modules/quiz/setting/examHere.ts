import { keptEdits } from '@/core/keptEdits'
import type { EditedExam } from './draft'

/** What was set of an exam on this phone and is not stored with the service yet; a new exam has no id. */
export const examEdits = keptEdits<EditedExam>('examEdits')
