import { keyText } from '../bson/keyEncoding'
import type { Collection } from './catalog'
import type { Entry, KeyValue, Snapshot } from './keyValue'
import { createSortedKeys } from './sortedKeys'

/** What a command reads from. */
export interface ReadView {
  get(key: Buffer): Buffer | undefined
  range(start: Buffer, end: Buffer, reverse?: boolean): Iterable<Entry>
  count(start: Buffer, end: Buffer): number
}

/** Where changes can go. */
export interface ChangeTarget {
  put(key: Buffer, value: Buffer): void
  remove(key: Buffer): void
}

/** What a command writes to: private changes over a read view until they are handed on. */
export interface WriteView extends ReadView, ChangeTarget {
  /** Reserves a key for this writer. @throws StoreError (WriteConflict) in a transaction, LockWait outside one. */
  claim(key: Buffer): void
  /** Collections created, changed or dropped (undefined) by this writer, which others see only after the commit. */
  readonly collections: Map<string, Collection | undefined>
  /** Collections whose index flags (multikey, truncated) must be saved with this write. */
  readonly flagged: Set<Collection>
  readonly inTransaction: boolean
  hasChanges(): boolean
  hasChanged(key: Buffer): boolean
  handOver(target: ChangeTarget): void
}

export const createReadView = (disk: KeyValue, snapshot?: Snapshot): ReadView => ({
  get: (key) => disk.get(key, snapshot),
  range: (start, end, reverse = false) => disk.range(start, end, reverse, snapshot),
  count: (start, end) => disk.count(start, end, snapshot),
})

/** Changes laid over `base`; `claim` is how a key is reserved before it is changed. */
export const createWriteView = (base: ReadView, claim: WriteView['claim'], inTransaction = false): WriteView => {
  const changes = new Map<string, Buffer | undefined>()
  const order = createSortedKeys()
  /** Keys not yet put in order: most commands write without reading a range afterwards. */
  let unordered: string[] = []

  const change = (key: Buffer, value: Buffer | undefined): void => {
    const text = keyText(key)
    if (!changes.has(text)) unordered.push(text)
    changes.set(text, value)
  }

  const changedKeys = (start: Buffer, end: Buffer, reverse: boolean): Iterator<string> => {
    for (const text of unordered) order.add(text)
    unordered = []
    return order.between(keyText(start), keyText(end), reverse)[Symbol.iterator]()
  }

  function* changedEntry(text: string): Iterable<Entry> {
    const value = changes.get(text)
    if (value) yield { key: Buffer.from(text, 'latin1'), value }
  }

  function* mergedRange(start: Buffer, end: Buffer, reverse: boolean): Iterable<Entry> {
    const keys = changedKeys(start, end, reverse)
    let next = keys.next()
    for (const entry of base.range(start, end, reverse)) {
      const text = keyText(entry.key)
      for (; !next.done && (reverse ? next.value > text : next.value < text); next = keys.next()) {
        yield* changedEntry(next.value)
      }
      if (next.done || next.value !== text) yield entry
    }
    for (; !next.done; next = keys.next()) yield* changedEntry(next.value)
  }

  const range = (start: Buffer, end: Buffer, reverse = false): Iterable<Entry> =>
    changes.size > 0 ? mergedRange(start, end, reverse) : base.range(start, end, reverse)

  return {
    collections: new Map(),
    flagged: new Set(),
    inTransaction,
    claim,
    range,
    get(key) {
      if (changes.size === 0) return base.get(key)
      const text = keyText(key)
      return changes.has(text) ? changes.get(text) : base.get(key)
    },
    count(start, end) {
      if (changes.size === 0) return base.count(start, end)
      let entries = 0
      for (const _ of range(start, end)) entries++
      return entries
    },
    put: change,
    remove: (key) => change(key, undefined),
    hasChanges: () => changes.size > 0,
    hasChanged: (key) => changes.has(keyText(key)),
    handOver(target) {
      for (const [text, value] of changes) {
        const key = Buffer.from(text, 'latin1')
        if (value) target.put(key, value)
        else target.remove(key)
      }
    },
  }
}
