import { StoreError } from '../errors'
import { type Collection, decodeCollection, encodeCollection, newCollection, saveCollection } from './catalog'
import { ALL_COLLECTIONS, collectionKey } from './keys'
import type { KeyValue } from './keyValue'
import { createLocks, type LockOwner, type Locks, LockWait } from './locks'
import { createReadView, createWriteView, type WriteView } from './view'

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
  /** What is committed, or with `view` what a writer has before it. */
  findCollection(namespace: string, view?: WriteView): Collection | undefined
  /** The collection, created when absent. */
  ensureCollection(namespace: string, view: WriteView): Collection
  nextId(): number
  /**
   * Runs `run` within the next group commit and resolves with its result when that is on the disk. `run` sees all
   * earlier writes; when it throws, nothing of it stays. It may be run again after waiting for an open transaction.
   */
  write<T>(run: (view: WriteView) => T): Promise<T>
  /** Resolves when no change of a definition is on its way to the disk; a transaction must not start before. */
  definitionsSettled(): Promise<void>
  /** Refuses every write from here on, and resolves when the last commit is on the disk. */
  close(): Promise<void>
}

const closing = (): StoreError => new StoreError(91, 'ShutdownInProgress', 'the store is closing')

const UNCLAIMED = (): void => undefined

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
  const locks = createLocks(disk, () => inFlight)
  const transactions = new Set<LockOwner>()
  const catalogue = loadCollections(disk)
  let lastId = highestId(catalogue.values())
  let queue: PendingWrite[] = []
  let isClosed = false
  let isCommitting = false
  /** The changes of the group that is being committed. */
  let inFlight: WriteView | undefined
  let flight = Promise.resolve()

  const takeOver = (group: WriteView): void => {
    for (const [namespace, collection] of group.collections) {
      if (collection) catalogue.set(namespace, collection)
      else catalogue.delete(namespace)
    }
    for (const { indexes } of group.flagged) {
      for (const index of indexes) index.saved = { multikey: [...index.multikey], truncated: index.truncated }
    }
  }

  /** The changes of one command become the group's, where the next command sees them. */
  const merge = (view: WriteView, group: WriteView): void => {
    for (const collection of view.flagged) {
      view.put(collectionKey(collection.namespace), encodeCollection(collection))
      group.flagged.add(collection)
    }
    for (const [namespace, collection] of view.collections) group.collections.set(namespace, collection)
    view.handOver(group)
  }

  const runOne = (pending: PendingWrite, group: WriteView): (() => void) => {
    const view = createWriteView(group, locks.check)
    try {
      const result = pending.run(view)
      merge(view, group)
      return () => pending.resolve(result)
    } catch (error) {
      if (!(error instanceof LockWait)) return () => pending.reject(error)
      return () => void error.until.then(() => enqueue(pending))
    }
  }

  /** The disk refused a commit (full, failing): memory may be ahead of it, so take the disk's word again. */
  const reload = (): void => {
    catalogue.clear()
    for (const [namespace, collection] of loadCollections(disk)) catalogue.set(namespace, collection)
  }

  const runGroup = async (pendings: PendingWrite[]): Promise<void> => {
    const group = createWriteView(createReadView(disk), UNCLAIMED)
    inFlight = group
    const answers = pendings.map((pending) => runOne(pending, group))
    try {
      if (group.hasChanges()) await disk.commit((target) => group.handOver(target))
      takeOver(group)
      for (const answer of answers) answer()
    } catch (error) {
      reload()
      for (const pending of pendings) pending.reject(error)
    } finally {
      inFlight = undefined
    }
  }

  /** One disk transaction, one fdatasync, for every command that arrived during the last; reads go on meanwhile. */
  const commitQueued = async (): Promise<void> => {
    while (queue.length > 0) {
      const group = queue
      queue = []
      if (isClosed) for (const pending of group) pending.reject(closing())
      flight = isClosed ? flight : runGroup(group)
      await flight
    }
    isCommitting = false
  }

  const enqueue = (pending: PendingWrite): void => {
    queue.push(pending)
    if (isCommitting) return
    isCommitting = true
    setImmediate(() => void commitQueued())
  }

  const findCollection = (namespace: string, view?: WriteView): Collection | undefined => {
    for (const changed of view ? [view, inFlight] : []) {
      if (changed?.collections.has(namespace)) return changed.collections.get(namespace)
    }
    return catalogue.get(namespace)
  }

  /** A transaction's first write to an unknown collection makes it at once and for everybody. */
  const createNow = (collection: Collection): Collection => {
    disk.putNow(collectionKey(collection.namespace), encodeCollection(collection))
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
    async definitionsSettled() {
      while (inFlight && inFlight.collections.size > 0) await flight
    },
    async close() {
      isClosed = true
      await flight
    },
  }
}
