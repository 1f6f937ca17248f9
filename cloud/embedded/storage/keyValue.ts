import { mkdirSync } from 'node:fs'
import { open, type Transaction as Snapshot } from 'lmdb'
import { StoreError } from '../errors'
import type { ChangeTarget } from './view'

export type { Snapshot }

export interface Entry {
  key: Buffer
  value: Buffer
}

/** The ordered map on disk: binary keys, binary values, half-open ranges. */
export interface KeyValue {
  get(key: Buffer, snapshot?: Snapshot): Buffer | undefined
  range(start: Buffer, end: Buffer, reverse: boolean, snapshot?: Snapshot): Iterable<Entry>
  count(start: Buffer, end: Buffer, snapshot?: Snapshot): number
  /** Writes all changes that `hand` hands over in one transaction; they are on the disk when the promise resolves. */
  commit(hand: (target: ChangeTarget) => void): Promise<void>
  /** Commits so far: between two equal numbers nothing has changed. */
  commits(): number
  /** Writes one value at once. */
  putNow(key: Buffer, value: Buffer): void
  /** Runs `work` while no other process can do the same. */
  exclusively<T>(work: () => T): T
  /** A view of this moment that later writes do not change; it holds disk space until `done()`. */
  takeSnapshot(): Snapshot
  close(): Promise<void>
}

/** LMDB rejects a failed commit many times over, once per change; the commit's own rejection says it all. */
export const isEchoOfFailedCommit = (reason: unknown): boolean => reason instanceof Error && 'commitError' in reason

/** LMDB tells the reason of a failed commit in a promise of its own. */
const refusedWrite = async (error: unknown): Promise<StoreError> => {
  const reason = typeof error === 'object' && error !== null && 'commitError' in error ? error.commitError : error
  const text = await Promise.resolve(reason).then(String, String)
  return new StoreError(14031, 'OutOfDiskSpace', `the disk refused the write, nothing was changed: ${text}`)
}

/**
 * Opens the LMDB environment of a data folder, made when absent.
 * `overlappingSync: false` is what makes a commit durable before it returns.
 */
export const openKeyValue = (folder: string): KeyValue => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const environment = open({ path: folder, overlappingSync: false, maxDbs: 2, maxReaders: 1024 })
  const db = environment.openDB<Buffer, Buffer>({
    name: 'store',
    keyEncoding: 'binary',
    encoding: 'binary',
    cache: false,
  })
  let commits = 0
  return {
    commits: () => commits,
    get: (key, snapshot) => (snapshot ? db.get(key, { transaction: snapshot }) : db.get(key)),
    range: (start, end, reverse, snapshot) => {
      const transaction = snapshot ? { transaction: snapshot } : {}
      return reverse
        ? db.getRange({ start: end, end: start, reverse, exclusiveStart: true, inclusiveEnd: true, ...transaction })
        : db.getRange({ start, end, ...transaction })
    },
    count: (start, end, snapshot) => db.getKeysCount(snapshot ? { start, end, transaction: snapshot } : { start, end }),
    async commit(hand) {
      try {
        await db.batch(() => {
          hand({ put: (key, value) => void db.put(key, value), remove: (key) => void db.remove(key) })
        })
      } catch (error) {
        throw await refusedWrite(error)
      }
      commits += 1
      db.resetReadTxn()
    },
    putNow: (key, value) => db.putSync(key, value),
    exclusively: (work) => environment.transactionSync(work),
    takeSnapshot: () => {
      db.resetReadTxn()
      return db.useReadTransaction()
    },
    close: () => environment.close(),
  }
}
