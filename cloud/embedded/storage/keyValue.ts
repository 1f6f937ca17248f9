import { mkdirSync } from 'node:fs'
import { open, type Transaction as Snapshot } from 'lmdb'

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
  put(key: Buffer, value: Buffer): void
  remove(key: Buffer): void
  /** Runs `work` in one write transaction, exclusive across processes; on return its changes are on the disk. */
  transact<T>(work: () => T): T
  /** A view of this moment that later writes do not change; it holds disk space until `done()`. */
  takeSnapshot(): Snapshot
  /** Lets the next read see what was committed last. */
  refresh(): void
  close(): Promise<void>
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
  return {
    get: (key, snapshot) => (snapshot ? db.get(key, { transaction: snapshot }) : db.get(key)),
    range: (start, end, reverse, snapshot) => {
      const transaction = snapshot ? { transaction: snapshot } : {}
      return reverse
        ? db.getRange({ start: end, end: start, reverse, exclusiveStart: true, inclusiveEnd: true, ...transaction })
        : db.getRange({ start, end, ...transaction })
    },
    count: (start, end, snapshot) => db.getKeysCount(snapshot ? { start, end, transaction: snapshot } : { start, end }),
    put: (key, value) => db.putSync(key, value),
    remove: (key) => {
      db.removeSync(key)
    },
    transact: (work) => environment.transactionSync(work),
    takeSnapshot: () => {
      db.resetReadTxn()
      return db.useReadTransaction()
    },
    refresh: () => db.resetReadTxn(),
    close: () => environment.close(),
  }
}
