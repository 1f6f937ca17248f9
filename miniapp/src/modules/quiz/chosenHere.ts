import type { Answer } from '@shared/modules/quiz/model'
import { session } from '@/core/session'
import { keptAs } from '@/core/storage'

/** What somebody has chosen or written and not handed in yet, by person and question; it survives a closed app. */
const kept = keptAs<Record<string, Answer>>('practiceChosen')
/** The oldest go first. */
const MOST = 30

const placeOf = (questionId: string): string => `${session.get().person?.id ?? ''}|${questionId}`

export const findChosen = (questionId: string): Answer => kept.read()?.[placeOf(questionId)] ?? null

export function keepChosen(questionId: string, answer: Answer): void {
  const { [placeOf(questionId)]: _before, ...others } = kept.read() ?? {}
  kept.write({ ...Object.fromEntries(Object.entries(others).slice(1 - MOST)), [placeOf(questionId)]: answer })
}

export function forgetChosen(questionId: string): void {
  const { [placeOf(questionId)]: gone, ...others } = kept.read() ?? {}
  if (gone !== undefined) kept.write(others)
}
