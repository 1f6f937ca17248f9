import { decodeFast, type Fields } from '../bson/document'
import { encodeKey } from '../bson/keyEncoding'
import { pickElements } from '../bson/rawDocument'
import { StoreError, unsupported } from '../errors'
import type { Collection, Index } from './catalog'
import { duplicateKey, hasUnsavedFlags, indexKeys } from './indexKeys'
import { joinKey, MAX_ID_BYTES } from './keys'
import type { WriteView } from './view'

const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024

/** A stored document: the key it lies under within its collection, and its bytes. */
export interface Row {
  id: Buffer
  raw: Buffer
}

const NO_KEYS: ReadonlyMap<string, Buffer> = new Map()

const indexedFields = (collection: Collection, raw: Buffer): Fields =>
  decodeFast(pickElements(raw, collection.indexedNames))

/** The key of an index entry; in a unique index the entry is found without knowing the document. */
export const entryKey = (index: Index, components: Buffer, id: Buffer): Buffer =>
  joinKey(index.prefix, components, index.unique ? undefined : id)

const changeEntries = (
  view: WriteView,
  collection: Collection,
  index: Index,
  id: Buffer,
  before: Fields | undefined,
  after: Fields | undefined,
): (() => void) => {
  const oldKeys = before ? indexKeys(index, before) : NO_KEYS
  const newKeys = after ? indexKeys(index, after) : NO_KEYS
  const removed: Buffer[] = []
  const added: Buffer[] = []
  for (const [text, components] of oldKeys) if (!newKeys.has(text)) removed.push(entryKey(index, components, id))
  for (const [text, components] of newKeys) if (!oldKeys.has(text)) added.push(entryKey(index, components, id))
  if (index.unique) {
    for (const key of [...removed, ...added]) view.claim(key)
    const taken = added.find((key) => view.get(key)?.equals(id) === false)
    if (taken && after) throw duplicateKey(collection, index, after)
  }
  return () => {
    for (const key of removed) view.remove(key)
    for (const key of added) view.put(key, id)
    if (hasUnsavedFlags(index)) view.flagged.add(collection)
  }
}

/** Checks everything first and changes afterwards, so that a refused document leaves nothing behind. */
const changeDocument = (
  view: WriteView,
  collection: Collection,
  id: Buffer,
  before: Buffer | undefined,
  after: Buffer | undefined,
  newFields = after && indexedFields(collection, after),
): void => {
  const key = joinKey(collection.prefix, id)
  view.claim(key)
  const oldFields = before && indexedFields(collection, before)
  const applications = collection.indexes
    .filter((index) => !index.isClustered)
    .map((index) => changeEntries(view, collection, index, id, oldFields, newFields))
  for (const apply of applications) apply()
  if (after) view.put(key, after)
  else view.remove(key)
}

const checkSize = (raw: Buffer): void => {
  if (raw.length <= MAX_DOCUMENT_BYTES) return
  throw new StoreError(10334, 'BSONObjectTooLarge', `BSONObj size: ${raw.length} is larger than 16 MB`)
}

/** Adds a document whose `_id` comes first. @throws StoreError DuplicateKey, BSONObjectTooLarge */
export const insertDocument = (view: WriteView, collection: Collection, raw: Buffer): Fields => {
  checkSize(raw)
  const fields = indexedFields(collection, raw)
  if (Array.isArray(fields._id)) throw new StoreError(53, 'InvalidIdField', "The '_id' value cannot be of type array")
  const id = encodeKey(fields._id)
  if (id.length > MAX_ID_BYTES) throw unsupported(`an _id of more than ${MAX_ID_BYTES} bytes`)
  const key = joinKey(collection.prefix, id)
  view.claim(key)
  const [idIndex] = collection.indexes
  if (idIndex && view.get(key)) throw duplicateKey(collection, idIndex, fields)
  changeDocument(view, collection, id, undefined, raw, fields)
  return fields
}

/** Puts `raw`, which has the same `_id`, in the place of a stored document. @throws as insertDocument */
export const replaceDocument = (view: WriteView, collection: Collection, row: Row, raw: Buffer): void => {
  checkSize(raw)
  changeDocument(view, collection, row.id, row.raw, raw)
}

export const removeDocument = (view: WriteView, collection: Collection, row: Row): void =>
  changeDocument(view, collection, row.id, row.raw, undefined)
