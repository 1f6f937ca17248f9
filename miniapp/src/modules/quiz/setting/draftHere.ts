import { session } from '@/core/session'
import { keptAs } from '@/core/storage'
import type { EditedExam } from './draft'

/** What was set of an exam on this phone and is not stored with the service yet, by person and exam. */
const kept = keptAs<Record<string, EditedExam>>('examDrafts')
/** The oldest go first. */
const MOST = 3

/** A new exam has no id yet. */
const nameOf = (examId = ''): string => `${session.get().person?.id ?? ''}|${examId}`

export const findEdited = (examId: string | undefined): EditedExam | undefined => kept.read()?.[nameOf(examId)]

export function keepEdited(examId: string | undefined, exam: EditedExam): void {
  const { [nameOf(examId)]: _before, ...others } = kept.read() ?? {}
  kept.write({ ...Object.fromEntries(Object.entries(others).slice(1 - MOST)), [nameOf(examId)]: exam })
}

export function forgetEdited(examId: string | undefined): void {
  const { [nameOf(examId)]: gone, ...others } = kept.read() ?? {}
  if (gone) kept.write(others)
}
