import type { Entry } from '../storage/keyValue'
import type { ReadView } from '../storage/view'
import type { IndexScan, Segment } from './planIndex'

interface Head {
  iterator: Iterator<Entry>
  entry: Entry
  prefixLength: number
}

const openHead = (view: ReadView, segment: Segment, isReverse: boolean): Head[] => {
  const iterator = view.range(segment.start, segment.end, isReverse)[Symbol.iterator]()
  const first = iterator.next()
  return first.done ? [] : [{ iterator, entry: first.value, prefixLength: segment.prefixLength }]
}

const compareHeads = (a: Head, b: Head): number =>
  a.entry.key.compare(b.entry.key, b.prefixLength, b.entry.key.length, a.prefixLength, a.entry.key.length)

/**
 * Reads several segments at once in the order of what follows their prefixes: `{ unit: { $in: … } }` sorted by day,
 * from an index on unit and day.
 */
export function* mergeSegments(view: ReadView, { segments, isReverse }: IndexScan): Iterable<Entry> {
  let heads = segments.flatMap((segment) => openHead(view, segment, isReverse))
  const sign = isReverse ? -1 : 1
  heads.sort((a, b) => compareHeads(a, b) * sign)
  try {
    while (heads[0]) {
      const head = heads[0]
      yield head.entry
      const next = head.iterator.next()
      if (next.done) {
        heads = heads.slice(1)
        continue
      }
      head.entry = next.value
      let at = 0
      while (at + 1 < heads.length) {
        const other = heads[at + 1]
        if (!other || compareHeads(head, other) * sign <= 0) break
        heads[at] = other
        at++
      }
      heads[at] = head
    }
  } finally {
    for (const head of heads) head.iterator.return?.()
  }
}
