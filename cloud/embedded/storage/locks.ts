import { keyText } from '../bson/keyEncoding'
import { writeConflict } from '../errors'
import type { KeyValue } from './keyValue'
import type { ReadView, WriteView } from './view'

/** Who holds keys: an open multi-document transaction. */
export interface LockOwner {
  readonly ended: Promise<void>
  /** Commits before its snapshot was taken. */
  readonly commitsBefore: number
}

/** Thrown by a single write that must wait for an open transaction; the commit queue runs it again afterwards. */
export class LockWait extends Error {
  constructor(readonly until: Promise<void>) {
    super('waiting for an open transaction')
  }
}

/** The keys that open transactions have written. */
export interface Locks {
  /** For a single write. @throws LockWait while a transaction holds the key */
  check(key: Buffer): void
  /** For a transaction: first come, first served against its snapshot. @throws StoreError WriteConflict */
  claim(owner: LockOwner, snapshot: ReadView, key: Buffer): void
  release(owner: LockOwner): void
}

/** `findInFlight` tells the changes that are on their way to the disk, where nobody sees them yet. */
export const createLocks = (disk: KeyValue, findInFlight: () => WriteView | undefined): Locks => {
  const owners = new Map<string, LockOwner>()
  const keys = new Map<LockOwner, string[]>()

  const isUnchanged = (owner: LockOwner, snapshot: ReadView, key: Buffer): boolean => {
    const inFlight = findInFlight()
    if (!inFlight && disk.commits() === owner.commitsBefore) return true
    if (inFlight?.hasChanged(key)) return false
    const seen = snapshot.get(key)
    const current = disk.get(key)
    return seen === undefined || current === undefined ? seen === current : seen.equals(current)
  }

  return {
    check(key) {
      const holder = owners.size > 0 ? owners.get(keyText(key)) : undefined
      if (holder) throw new LockWait(holder.ended)
    },
    claim(owner, snapshot, key) {
      const text = keyText(key)
      const holder = owners.get(text)
      if (holder === owner) return
      if (holder || !isUnchanged(owner, snapshot, key)) throw writeConflict()
      owners.set(text, owner)
      const own = keys.get(owner)
      if (own) own.push(text)
      else keys.set(owner, [text])
    },
    release(owner) {
      for (const text of keys.get(owner) ?? []) owners.delete(text)
      keys.delete(owner)
    },
  }
}
