import { addDays, type PlainDate } from '@shared/core/plainDate'
import { LEGAL_TEXTS, type LegalTextVersion } from './legalTexts'

/** What a unit has added: a version, or the last day of one that is known. */
export interface LegalTextEntry {
  document: string
  from: PlainDate
  to?: PlainDate | undefined
  articles?: number | undefined
  note?: string | undefined
}

export interface KnownVersion {
  document: string
  from: PlainDate
  /** Last day on which it applies; absent while none is known. */
  to?: PlainDate
  note?: string
  /** Entered by the unit, not shipped with the product. */
  isOwn: boolean
}

/**
 * 法规目录 with what the unit has added. Of two versions of a text the earlier ends the day before the later begins, unless its end is
 * known to be earlier still.
 */
export function knownVersions(
  entries: readonly LegalTextEntry[],
  shipped: Readonly<Record<string, readonly LegalTextVersion[]>> = LEGAL_TEXTS,
): KnownVersion[] {
  const byKey = new Map<string, KnownVersion>()
  for (const [document, versions] of Object.entries(shipped))
    for (const { from, to } of versions)
      byKey.set(`${document}:${from}`, { document, from, isOwn: false, ...(to && { to }) })
  for (const { document, from, to, note } of entries) {
    const there = byKey.get(`${document}:${from}`)
    const version = there ?? { document, from, isOwn: true }
    byKey.set(`${document}:${from}`, { ...version, ...(to && { to }), ...(note && { note }) })
  }
  const sorted = [...byKey.values()].sort((a, b) =>
    a.document === b.document ? (a.from < b.from ? -1 : 1) : a.document < b.document ? -1 : 1,
  )
  return sorted.map((version, i) => {
    const next = sorted[i + 1]
    if (next?.document !== version.document) return version
    const last = addDays(next.from, -1)
    return version.to && version.to < last ? version : { ...version, to: last }
  })
}

/** Versions that have ended before a day. */
export const endedBefore = (versions: readonly KnownVersion[], day: PlainDate): KnownVersion[] =>
  versions.filter(({ to }) => to !== undefined && to < day)
