import { decodeFast, type Fields, isFields } from '../bson/document'
import { successor } from '../bson/keyEncoding'
import { equals, toDouble } from '../bson/order'
import { pickElements } from '../bson/rawDocument'
import { failedToParse, StoreError, unsupported } from '../errors'
import { conjuncts, parseFilter } from '../query/filter'
import { isArrayIndex } from '../query/paths'
import {
  type Collection,
  type Index,
  type IndexSpec,
  indexSpec,
  newStoredIndex,
  saveCollection,
  withIndexes,
} from '../storage/catalog'
import { entryKey } from '../storage/documents'
import { duplicateKey, indexKeys } from '../storage/indexKeys'
import { collectionKey } from '../storage/keys'
import { LockWait } from '../storage/locks'
import type { Store } from '../storage/store'
import type { WriteView } from '../storage/view'
import { checkOptions, namespaceOf, OK, type PlainCommand } from './command'

/** A changed definition must not happen under an open transaction, whose entries were made for the old one. */
const waitForTransactions = (store: Store): void => {
  const [transaction] = store.transactions
  if (transaction) throw new LockWait(transaction.ended)
}

const removeRange = (view: WriteView, prefix: Buffer): void => {
  for (const { key } of [...view.range(prefix, successor(prefix))]) view.remove(key)
}

const dropCollection = (view: WriteView, collection: Collection): void => {
  for (const index of collection.indexes) removeRange(view, index.prefix)
  view.remove(collectionKey(collection.namespace))
  view.collections.set(collection.namespace, undefined)
}

export const create: PlainCommand = (command, { store }) => {
  checkOptions(command.body, ['create', 'autoIndexId', 'idIndex'], 'create')
  const namespace = namespaceOf(command)
  return store.write((view) => {
    if (store.findCollection(namespace, view)) {
      throw new StoreError(48, 'NamespaceExists', `Collection ${namespace} already exists.`)
    }
    store.ensureCollection(namespace, view)
    return { ok: OK }
  })
}

export const drop: PlainCommand = (command, { store }) => {
  checkOptions(command.body, ['drop'], 'drop')
  const namespace = namespaceOf(command)
  return store.write((view) => {
    const collection = store.findCollection(namespace, view)
    if (!collection) return { ok: OK }
    waitForTransactions(store)
    dropCollection(view, collection)
    return { nIndexesWas: collection.indexes.length, ns: namespace, ok: OK }
  })
}

export const dropDatabase: PlainCommand = ({ database, body }, { store }) => {
  checkOptions(body, ['dropDatabase'], 'dropDatabase')
  return store.write((view) => {
    waitForTransactions(store)
    for (const collection of store.collections()) if (collection.database === database) dropCollection(view, collection)
    return { dropped: database, ok: OK }
  })
}

const INDEX_OPTIONS = [
  'v',
  'key',
  'name',
  'unique',
  'expireAfterSeconds',
  'partialFilterExpression',
  'background',
  'ns',
]
const PARTIAL_TESTS = new Set(['eq', 'gt', 'gte', 'lt', 'lte', 'exists', 'in', 'type'])

const checkPartial = (expression: Fields): void => {
  for (const filter of conjuncts(parseFilter(expression))) {
    const isKnown = filter.kind === 'field' && PARTIAL_TESTS.has(filter.test.op)
    const isPlain = isKnown && !(filter.test.op === 'in' && filter.test.patterns.length > 0)
    if (!isPlain) throw unsupported(`partialFilterExpression ${JSON.stringify(expression)}`)
  }
}

const parseIndex = (spec: unknown): IndexSpec => {
  if (!isFields(spec) || !isFields(spec.key) || typeof spec.name !== 'string') throw failedToParse('malformed index')
  checkOptions(spec, INDEX_OPTIONS, `index ${spec.name}`)
  for (const [path, direction] of Object.entries(spec.key)) {
    if (toDouble(direction) !== 1 && toDouble(direction) !== -1)
      throw unsupported(`index type ${String(direction)} of ${path}`)
    if (path.split('.').some((part) => part === '' || part === '$**' || isArrayIndex(part)))
      throw unsupported(`index on ${path}`)
  }
  const { expireAfterSeconds, partialFilterExpression } = spec
  if (partialFilterExpression !== undefined && !isFields(partialFilterExpression))
    throw failedToParse('malformed partial filter')
  if (partialFilterExpression) checkPartial(partialFilterExpression)
  if (expireAfterSeconds !== undefined && Object.keys(spec.key).length !== 1) {
    throw new StoreError(67, 'CannotCreateIndex', 'TTL indexes are single-field indexes')
  }
  return {
    name: spec.name,
    key: spec.key,
    ...(spec.unique === true && { unique: true }),
    ...(expireAfterSeconds !== undefined && { expireAfterSeconds: toDouble(expireAfterSeconds) }),
    ...(partialFilterExpression && { partialFilterExpression }),
  }
}

/** True when the index is there already. @throws StoreError when another one is in its way */
const isPresent = (collection: Collection, wanted: IndexSpec): boolean => {
  if (equals(wanted.key, { _id: 1 })) return true
  const same = collection.indexes.find((index) => index.name === wanted.name)
  if (same && equals({ ...indexSpec(same) }, { ...wanted })) return true
  if (same) {
    const isSameKey = equals(same.key, wanted.key)
    const [code, name] = isSameKey ? [85, 'IndexOptionsConflict'] : [86, 'IndexKeySpecsConflict']
    throw new StoreError(code, name, `an index named ${wanted.name} exists with a different specification`)
  }
  const twin = collection.indexes.find(
    (index) => equals(index.key, wanted.key) && equals(index.partialFilterExpression, wanted.partialFilterExpression),
  )
  if (twin) throw new StoreError(85, 'IndexOptionsConflict', `Index already exists with a different name: ${twin.name}`)
  return false
}

const fillIndex = (view: WriteView, collection: Collection, index: Index): void => {
  const { prefix } = collection
  const taken = new Set<string>()
  for (const { key, value: raw } of view.range(prefix, successor(prefix))) {
    const fields = decodeFast(pickElements(raw, collection.indexedNames))
    const id = key.subarray(prefix.length)
    for (const [text, components] of indexKeys(index, fields)) {
      if (index.unique && taken.has(text)) throw duplicateKey(collection, index, fields)
      if (index.unique) taken.add(text)
      view.put(entryKey(index, components, id), id)
    }
  }
  index.saved = { multikey: [...index.multikey], truncated: index.truncated }
}

const addIndex = (view: WriteView, store: Store, collection: Collection, spec: IndexSpec): Collection => {
  const widened = withIndexes(collection, [...collection.indexes, newStoredIndex(store.nextId(), spec)])
  const added = widened.indexes.at(-1)
  if (added) fillIndex(view, widened, added)
  saveCollection(view, widened)
  return widened
}

export const createIndexes: PlainCommand = (command, { store }) => {
  const { body } = command
  checkOptions(body, ['createIndexes', 'indexes', 'commitQuorum'], 'createIndexes')
  const specs = (Array.isArray(body.indexes) ? body.indexes : []).map(parseIndex)
  const namespace = namespaceOf(command)
  return store.write((view) => {
    const existing = store.findCollection(namespace, view)
    let collection = existing ?? store.ensureCollection(namespace, view)
    const numIndexesBefore = collection.indexes.length
    for (const spec of specs) {
      if (isPresent(collection, spec)) continue
      if (existing) waitForTransactions(store)
      collection = addIndex(view, store, collection, spec)
    }
    const createdCollectionAutomatically = existing === undefined
    return { numIndexesBefore, numIndexesAfter: collection.indexes.length, createdCollectionAutomatically, ok: OK }
  })
}

const findDropped = (collection: Collection, wanted: unknown): Index[] => {
  if (wanted === '*') return collection.indexes.filter((index) => !index.isClustered)
  return (Array.isArray(wanted) ? wanted : [wanted]).map((item) => {
    const found = collection.indexes.find((index) =>
      typeof item === 'string' ? index.name === item : equals(index.key, item),
    )
    if (!found) throw new StoreError(27, 'IndexNotFound', `index not found with name [${JSON.stringify(item)}]`)
    if (found.isClustered) throw new StoreError(72, 'InvalidOptions', 'cannot drop _id index')
    return found
  })
}

export const dropIndexes: PlainCommand = (command, { store }) => {
  checkOptions(command.body, ['dropIndexes', 'index'], 'dropIndexes')
  const namespace = namespaceOf(command)
  return store.write((view) => {
    const collection = store.findCollection(namespace, view)
    if (!collection) throw new StoreError(26, 'NamespaceNotFound', `ns not found ${namespace}`)
    const dropped = findDropped(collection, command.body.index)
    if (dropped.length > 0) waitForTransactions(store)
    for (const index of dropped) removeRange(view, index.prefix)
    saveCollection(
      view,
      withIndexes(
        collection,
        collection.indexes.filter((index) => !dropped.includes(index)),
      ),
    )
    return { nIndexesWas: collection.indexes.length, ok: OK }
  })
}
