import { keyText } from '../bson/keyEncoding'
import { writeConflict } from '../errors'
import type { Collection } from './catalog'
import type { Entry, KeyValue, Snapshot } from './keyValue'
import { createSortedKeys } from './sortedKeys'

/** What a command reads from. */
export interface ReadView {
  get(key: Buffer): Buffer | undefined
  range(start: Buffer, end: Buffer, reverse?: boolean): Iterable<Entry>
  count(start: Buffer, end: Buffer): number
}

/** What a command writes to: private changes over a read view until the commit applies them. */
export interface WriteView extends ReadView {
  put(key: Buffer, value: Buffer): void
  remove(key: Buffer): void
  /** Reserves a key for this writer. @throws StoreError (WriteConflict) in a transaction, LockWait outside one. */
  claim(key: Buffer): void
  /** Collections created, changed or dropped (undefined) by this writer, which others see only after the commit. */
  readonly collections: Map<string, Collection | undefined>
  /** Collections whose index flags (multikey, truncated) must be saved with this write. */
  readonly flagged: Set<Collection>
  readonly inTransaction: boolean
  hasChanges(): boolean
  /** Writes all changes into the open disk transaction. */
  apply(): void
}

/** Who holds a key: an open multi-document transaction. */
export interface LockOwner {
  readonly ended: Promise<void>
}

export type Locks = Map<string, LockOwner>

/** Thrown by a single write that must wait for an open transaction; the commit queue runs it again afterwards. */
export class LockWait extends Error {
  constructor(readonly until: Promise<void>) {
    super('waiting for an open transaction')
  }
}

export const createReadView = (disk: KeyValue, snapshot?: Snapshot): ReadView => ({
  get: (key) => disk.get(key, snapshot),
  range: (start, end, reverse = false) => disk.range(start, end, reverse, snapshot),
  count: (start, end) => disk.count(start, end, snapshot),
})

const claimForTransaction = (disk: KeyValue, base: ReadView, locks: Locks, owner: LockOwner, key: Buffer): void => {
  const text = keyText(key)
  const holder = locks.get(text)
  if (holder === owner) return
  if (holder) throw writeConflict()
  disk.refresh()
  const seen = base.get(key)
  const current = disk.get(key)
  const isUnchanged = seen === undefined || current === undefined ? seen === current : seen.equals(current)
  if (!isUnchanged) throw writeConflict()
  locks.set(text, owner)
}

/**
 * Changes laid over `base`. With `owner` it belongs to a multi-document transaction: it claims keys first come, first
 * served against the snapshot. Without, it is one command of a group commit, which waits for claimed keys.
 */
export const createWriteView = (disk: KeyValue, base: ReadView, locks: Locks, owner?: LockOwner): WriteView => {
  const changes = new Map<string, Buffer | undefined>()
  const order = createSortedKeys()

  const change = (key: Buffer, value: Buffer | undefined): void => {
    const text = keyText(key)
    if (!changes.has(text)) order.add(text)
    changes.set(text, value)
  }

  function* merged(start: Buffer, end: Buffer, reverse: boolean): Iterable<Entry> {
    const own = order.between(keyText(start), keyText(end), reverse)[Symbol.iterator]()
    let next = own.next()
    const changed = (text: string): Entry | undefined => {
      const value = changes.get(text)
      return value && { key: Buffer.from(text, 'latin1'), value }
    }
    for (const entry of base.range(start, end, reverse)) {
      const text = keyText(entry.key)
      while (!next.done && (reverse ? next.value > text : next.value < text)) {
        const own = changed(next.value)
        if (own) yield own
        next = advance()
      }
      if (!next.done && next.value === text) {
        const own = changed(text)
        if (own) yield own
        next = advance()
      } else yield entry
    }
    for (; !next.done; next = advance()) {
      const own = changed(next.value)
      if (own) yield own
    }
    function advance() {
      return own.next()
    }
  }

  return {
    collections: new Map(),
    flagged: new Set(),
    inTransaction: owner !== undefined,
    get(key) {
      const text = changes.size > 0 ? keyText(key) : ''
      return changes.size > 0 && changes.has(text) ? changes.get(text) : base.get(key)
    },
    range: (start, end, reverse = false) =>
      changes.size > 0 ? merged(start, end, reverse) : base.range(start, end, reverse),
    count(start, end) {
      if (changes.size === 0) return base.count(start, end)
      let entries = 0
      for (const _ of merged(start, end, false)) entries++
      return entries
    },
    put: change,
    remove: (key) => change(key, undefined),
    claim(key) {
      if (owner) return claimForTransaction(disk, base, locks, owner, key)
      const holder = locks.get(keyText(key))
      if (holder) throw new LockWait(holder.ended)
    },
    hasChanges: () => changes.size > 0,
    apply() {
      for (const [text, value] of changes) {
        const key = Buffer.from(text, 'latin1')
        if (value) disk.put(key, value)
        else disk.remove(key)
      }
    },
  }
}
