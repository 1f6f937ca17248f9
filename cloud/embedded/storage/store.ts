import { StoreError } from '../errors'
import { type Collection, decodeCollection, encodeCollection, newCollection, saveCollection } from './catalog'
import { ALL_COLLECTIONS, collectionKey } from './keys'
import type { KeyValue } from './keyValue'
import {
  createReadView,
  createWriteView,
  type LockOwner,
  type Locks,
  LockWait,
  type ReadView,
  type WriteView,
} from './view'

interface PendingWrite {
  run(view: WriteView): unknown
  resolve(result: unknown): void
  reject(error: unknown): void
}

/** The data folder opened: the disk, the catalogue, and the one queue through which everything is written. */
export interface Store {
  readonly disk: KeyValue
  readonly locks: Locks
  /** Open multi-document transactions. */
  readonly transactions: Set<LockOwner>
  collections(): Iterable<Collection>
  findCollection(namespace: string, view?: ReadView | WriteView): Collection | undefined
  /** The collection, created when absent. */
  ensureCollection(namespace: string, view: WriteView): Collection
  nextId(): number
  /**
   * Runs `run` within the next group commit and resolves with its result when that is on the disk. `run` sees all
   * earlier writes; when it throws, nothing of it stays. It may be run again after waiting for an open transaction.
   */
  write<T>(run: (view: WriteView) => T): Promise<T>
  /** Refuses every write from here on, also those that wait for the next group commit. */
  close(): void
}

const loadCollections = (disk: KeyValue): Map<string, Collection> => {
  const loaded = new Map<string, Collection>()
  for (const { value } of disk.range(ALL_COLLECTIONS.start, ALL_COLLECTIONS.end, false)) {
    const collection = decodeCollection(value)
    loaded.set(collection.namespace, collection)
  }
  return loaded
}

const highestId = (collections: Iterable<Collection>): number => {
  let highest = 0
  for (const { id, indexes } of collections) highest = Math.max(highest, id, ...indexes.map((index) => index.id))
  return highest
}

/** The store on an open disk. The caller makes sure that no other process writes to it. */
export const createStore = (disk: KeyValue): Store => {
  const locks: Locks = new Map()
  const transactions = new Set<LockOwner>()
  const catalogue = loadCollections(disk)
  let lastId = highestId(catalogue.values())
  let queue: PendingWrite[] = []
  let isClosed = false

  const takeOver = (view: WriteView): void => {
    for (const [namespace, collection] of view.collections) {
      if (collection) catalogue.set(namespace, collection)
      else catalogue.delete(namespace)
    }
    for (const { indexes } of view.flagged) {
      for (const index of indexes) index.saved = { multikey: [...index.multikey], truncated: index.truncated }
    }
  }

  /** The changes of one command, ready to be applied; catalogue changes are seen by the next command of the group. */
  const applyCommand = (view: WriteView): void => {
    for (const collection of view.flagged) {
      view.put(collectionKey(collection.namespace), encodeCollection(collection))
    }
    view.apply()
    takeOver(view)
  }

  const runOne = (pending: PendingWrite): (() => void) => {
    const view = createWriteView(disk, createReadView(disk), locks)
    try {
      const result = pending.run(view)
      applyCommand(view)
      return () => pending.resolve(result)
    } catch (error) {
      if (!(error instanceof LockWait)) return () => pending.reject(error)
      return () => void error.until.then(() => enqueue(pending))
    }
  }

  /** One disk transaction, one fdatasync, for every command that arrived since the last. */
  const commitGroup = (): void => {
    const group = queue
    queue = []
    if (isClosed) {
      for (const pending of group) pending.reject(new StoreError(91, 'ShutdownInProgress', 'the store is closing'))
      return
    }
    let answers: (() => void)[]
    try {
      answers = disk.transact(() => group.map(runOne))
    } catch (error) {
      // The disk refused the commit (full, failing): memory may be ahead of it, so take the disk's word again.
      catalogue.clear()
      for (const [namespace, collection] of loadCollections(disk)) catalogue.set(namespace, collection)
      answers = group.map((pending) => () => pending.reject(error))
    }
    for (const answer of answers) answer()
  }

  const enqueue = (pending: PendingWrite): void => {
    queue.push(pending)
    if (queue.length === 1) setImmediate(commitGroup)
  }

  const findCollection = (namespace: string, view?: ReadView | WriteView): Collection | undefined =>
    view && 'collections' in view && view.collections.has(namespace)
      ? view.collections.get(namespace)
      : catalogue.get(namespace)

  /** A transaction's first write to an unknown collection makes it at once and for everybody. */
  const createNow = (collection: Collection): Collection => {
    disk.transact(() => disk.put(collectionKey(collection.namespace), encodeCollection(collection)))
    catalogue.set(collection.namespace, collection)
    return collection
  }

  return {
    disk,
    locks,
    transactions,
    findCollection,
    collections: () => catalogue.values(),
    nextId: () => ++lastId,
    ensureCollection(namespace, view) {
      const found = findCollection(namespace, view)
      if (found) return found
      const created = newCollection(++lastId, namespace)
      if (view.inTransaction) return createNow(created)
      saveCollection(view, created)
      return created
    },
    write: <T>(run: (view: WriteView) => T) =>
      new Promise<T>((resolve, reject) => {
        enqueue({ run, resolve: (result) => resolve(result as T), reject })
      }),
    close() {
      isClosed = true
    },
  }
}
