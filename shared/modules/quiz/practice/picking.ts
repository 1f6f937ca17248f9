import type { PlainDate } from '@shared/core/plainDate'
import type { PickReason } from './model'

/** A question of a set and why it is in it. */
export interface Pick {
  questionId: string
  why: PickReason
}

/** When somebody last answered a question, and whether it stands in the wrong-question book. */
export interface Seen {
  lastOn: PlainDate
  inBook: boolean
}

/**
 * Candidates in the order in which they are worth asking: never answered first, then those answered longest ago, otherwise as given.
 * What was answered today, and what has its own day in the wrong-question book, is left out.
 */
export function freshest(candidates: readonly string[], seen: ReadonlyMap<string, Seen>, today: PlainDate): string[] {
  const lastOf = (id: string): string => seen.get(id)?.lastOn ?? ''
  return candidates
    .filter((id) => !seen.get(id)?.inBook && lastOf(id) < today)
    .map((id, place) => ({ id, place }))
    .sort((a, b) => (lastOf(a.id) === lastOf(b.id) ? a.place - b.place : lastOf(a.id) < lastOf(b.id) ? -1 : 1))
    .map(({ id }) => id)
}

/** 组成一组题 — due wrong questions first, then what the post needs, then others; none twice, at most `count`. */
export function pickSet(
  from: { due: readonly string[]; post: readonly string[]; others: readonly string[] },
  count: number,
): Pick[] {
  const picked = new Map<string, Pick>()
  const add = (ids: readonly string[], why: PickReason) => {
    for (const questionId of ids)
      if (picked.size < count && !picked.has(questionId)) picked.set(questionId, { questionId, why })
  }
  add(from.due, 'wrong')
  add(from.post, 'post')
  add(from.others, 'other')
  return [...picked.values()]
}
