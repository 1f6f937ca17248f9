import type { BlankItem, Content, Item } from '../model'

/** 更正后的答案 — of choices the right places, of gaps the wordings that count, as the question is stored; of a case one for each part. */
export type CorrectedItem = { key: readonly number[] } | { accepted: readonly (readonly string[])[] }
export interface CorrectedKey {
  parts: readonly CorrectedItem[]
}

const ascending = (places: readonly number[]): number[] => [...new Set(places)].sort((a, b) => a - b)

function correctedItem(item: Item, by: CorrectedItem | undefined): Item | undefined {
  if (!by) return undefined
  if (item.kind === 'blank')
    return 'accepted' in by
      ? ({ ...item, accepted: by.accepted.map((all) => [...all]) } satisfies BlankItem)
      : undefined
  return 'key' in by ? { ...item, key: ascending(by.key) } : undefined
}

/** The same question with another key; undefined when what was given does not fit its kind. Anything but a case has one part. */
export function correctedContent(content: Content, { parts }: CorrectedKey): Content | undefined {
  if (content.kind !== 'case') return parts.length === 1 ? correctedItem(content, parts[0]) : undefined
  if (parts.length !== content.parts.length) return undefined
  const corrected = content.parts.map((part, i) => correctedItem(part, parts[i]))
  return corrected.every((part): part is Item => part !== undefined) ? { ...content, parts: corrected } : undefined
}
