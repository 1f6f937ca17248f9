import { onSignOut } from './session'
import { keptAs } from './storage'

// Last answers, kept for the first paint of the next visit. Small on purpose: storage is synchronous and 10 MB in WeChat.
const most = 24
const longest = 32_768

const kept = keptAs<Record<string, unknown>>('answers')
let answers: Record<string, unknown> | undefined

const all = (): Record<string, unknown> => {
  answers ??= kept.read() ?? {}
  return answers
}

export const recallAnswer = (key: string): unknown => all()[key]

/** Keeps an answer unless it is large; the oldest go first. */
export function keepAnswer(key: string, data: unknown): void {
  if (JSON.stringify(data).length > longest) return
  const { [key]: _before, ...others } = all()
  answers = Object.fromEntries([...Object.entries(others).slice(1 - most), [key, data]])
  kept.write(answers)
}

onSignOut(() => {
  answers = {}
  kept.forget()
})
