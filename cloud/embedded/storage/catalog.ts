import { decodeFast, encode, type Fields } from '../bson/document'
import { rawName } from '../bson/rawDocument'
import { compileFilter, type Predicate } from '../query/compileFilter'
import { type Filter, filterFields, parseFilter } from '../query/filter'
import { collectionKey, documentPrefix, indexPrefix } from './keys'
import type { WriteView } from './view'

/** What the client said when it made the index. */
export interface IndexSpec {
  name: string
  key: Fields
  unique?: boolean
  expireAfterSeconds?: number
  partialFilterExpression?: Fields
}

interface StoredIndex extends IndexSpec {
  id: number
  /** Per field: has any document ever had an array there? Then one document has several entries. */
  multikey: boolean[]
  /** Has any entry been cut because it was too long? Then the index no longer gives an order. */
  truncated: boolean
}

interface StoredCollection {
  id: number
  namespace: string
  indexes: StoredIndex[]
}

export interface IndexField {
  path: string
  parts: string[]
  direction: 1 | -1
}

export interface Index extends StoredIndex {
  fields: IndexField[]
  directions: (1 | -1)[]
  prefix: Buffer
  /** The `_id` index is the collection itself: its entries are the documents. */
  isClustered: boolean
  /** What of `multikey` and `truncated` is on the disk; memory may be ahead of it by writes not yet committed. */
  saved: { multikey: boolean[]; truncated: boolean }
  partial?: { filter: Filter; matches: Predicate }
}

export interface Collection {
  id: number
  namespace: string
  database: string
  name: string
  prefix: Buffer
  indexes: Index[]
  /** Raw names of the top-level fields that any index key or partial filter depends on. */
  indexedNames: Set<string>
}

const toIndex = (collectionId: number, stored: StoredIndex): Index => {
  const fields = Object.entries(stored.key).map(([path, direction]): IndexField => {
    return { path, parts: path.split('.'), direction: direction === -1 ? -1 : 1 }
  })
  const filter = stored.partialFilterExpression && parseFilter(stored.partialFilterExpression)
  const isClustered = stored.name === '_id_'
  return {
    ...stored,
    fields,
    directions: fields.map((field) => field.direction),
    prefix: isClustered ? documentPrefix(collectionId) : indexPrefix(stored.id),
    isClustered,
    saved: { multikey: [...stored.multikey], truncated: stored.truncated },
    ...(filter && { partial: { filter, matches: compileFilter(filter) } }),
  }
}

const toCollection = (stored: StoredCollection): Collection => {
  const dot = stored.namespace.indexOf('.')
  const indexes = stored.indexes.map((index) => toIndex(stored.id, index))
  const paths = indexes.flatMap((index) => [
    ...index.fields.map((field) => field.path),
    ...((index.partial && filterFields(index.partial.filter)) ?? []),
  ])
  return {
    id: stored.id,
    namespace: stored.namespace,
    database: stored.namespace.slice(0, dot),
    name: stored.namespace.slice(dot + 1),
    prefix: documentPrefix(stored.id),
    indexes,
    indexedNames: new Set(paths.map((path) => rawName(path.split('.', 1)[0] ?? path))),
  }
}

export const decodeCollection = (raw: Buffer): Collection =>
  toCollection(decodeFast(raw) as unknown as StoredCollection)

/** The specification of an index as `listIndexes` shows it. */
export const indexSpec = ({
  name,
  key,
  unique,
  expireAfterSeconds,
  partialFilterExpression,
}: IndexSpec): IndexSpec => ({
  name,
  key,
  ...(unique && { unique }),
  ...(expireAfterSeconds !== undefined && { expireAfterSeconds }),
  ...(partialFilterExpression && { partialFilterExpression }),
})

/** A collection's description as it is stored. */
export const encodeCollection = (collection: Collection): Buffer => {
  const indexes = collection.indexes.map((index) => ({
    ...indexSpec(index),
    id: index.id,
    multikey: index.multikey,
    truncated: index.truncated,
  }))
  return encode({ id: collection.id, namespace: collection.namespace, indexes })
}

/** Writes a collection's description; the catalogue in memory takes it over when the write is committed. */
export const saveCollection = (view: WriteView, collection: Collection): void => {
  view.put(collectionKey(collection.namespace), encodeCollection(collection))
  view.collections.set(collection.namespace, collection)
}

/** A new, empty collection; not yet saved. */
export const newCollection = (id: number, namespace: string): Collection =>
  toCollection({
    id,
    namespace,
    indexes: [{ id, name: '_id_', key: { _id: 1 }, unique: true, multikey: [false], truncated: false }],
  })

/** The collection with another set of indexes; not yet saved. */
export const withIndexes = (collection: Collection, indexes: StoredIndex[]): Collection =>
  toCollection({ id: collection.id, namespace: collection.namespace, indexes })

export const newStoredIndex = (id: number, spec: IndexSpec): StoredIndex => ({
  ...spec,
  id,
  multikey: Object.keys(spec.key).map(() => false),
  truncated: false,
})
