import { onSignOut } from './session'
import { keptAs } from './storage'

/** An answer as it came, and when. */
export interface KeptAnswer {
  /** Epoch ms. */
  at: number
  data: unknown
}

// Last answers, kept for the first paint of the next visit and for places without signal. Storage is synchronous, 10 MB in WeChat and
// 1 MB per entry; the oldest go first.
const most = 40
const longestAnswer = 150_000
const longest = 700_000

const kept = keptAs<Record<string, KeptAnswer>>('lastAnswers')
let answers: Record<string, KeptAnswer> | undefined

const all = (): Record<string, KeptAnswer> => {
  answers ??= kept.read() ?? {}
  return answers
}

/** About as many bytes as storage takes for it: Chinese needs three each. */
const sizeOf = (value: unknown): number => {
  const text = JSON.stringify(value)
  return text.length + 2 * (text.match(/[^\0-\u007f]/g)?.length ?? 0)
}

export const recallAnswer = (key: string): KeptAnswer | undefined => all()[key]

/** Keeps an answer unless it is very large. */
export function keepAnswer(key: string, data: unknown): void {
  if (sizeOf(data) > longestAnswer) return
  const { [key]: _before, ...others } = all()
  let entries = [...Object.entries(others).slice(1 - most), [key, { at: Date.now(), data }] as const]
  while (entries.length > 1 && sizeOf(entries) > longest) entries = entries.slice(1)
  answers = Object.fromEntries(entries)
  kept.write(answers)
}

onSignOut(() => {
  answers = {}
  kept.forget()
})
