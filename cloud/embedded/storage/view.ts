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

/** Where changes can go. `text` is `keyText(key)` where the caller knows it already. */
export interface ChangeTarget {
  put(key: Buffer, value: Buffer, text?: string): void
  remove(key: Buffer, text?: string): void
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

interface Change {
  key: Buffer
  /** Undefined: removed. */
  value: Buffer | undefined
}

/** Changes laid over `base`; `claim` is how a key is reserved before it is changed. */
export const createWriteView = (base: ReadView, claim: WriteView['claim'], inTransaction = false): WriteView => {
  const changes = new Map<string, Change>()
  const order = createSortedKeys()
  /** Keys not yet put in order: most commands write without reading a range afterwards. */
  let unordered: string[] = []

  const change = (key: Buffer, value: Buffer | undefined, text: string): void => {
    if (!changes.has(text)) unordered.push(text)
    changes.set(text, { key, value })
  }

  const changedKeys = (start: Buffer, end: Buffer, reverse: boolean): Iterator<string> => {
    for (const text of unordered) order.add(text)
    unordered = []
    return order.between(keyText(start), keyText(end), reverse)[Symbol.iterator]()
  }

  function* changedEntry(text: string): Iterable<Entry> {
    const changed = changes.get(text)
    if (changed?.value) yield { key: changed.key, value: changed.value }
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
      const changed = changes.get(keyText(key))
      return changed ? changed.value : base.get(key)
    },
    count(start, end) {
      if (changes.size === 0) return base.count(start, end)
      let entries = 0
      for (const _ of range(start, end)) entries++
      return entries
    },
    put: (key, value, text = keyText(key)) => change(key, value, text),
    remove: (key, text = keyText(key)) => change(key, undefined, text),
    hasChanges: () => changes.size > 0,
    hasChanged: (key) => changes.has(keyText(key)),
    handOver(target) {
      for (const [text, { key, value }] of changes) {
        if (value) target.put(key, value, text)
        else target.remove(key, text)
      }
    },
  }
}
