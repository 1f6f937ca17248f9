import { createHash } from 'node:crypto'
import { Long } from 'bson'
import type { Fields } from '../bson/document'
import { encodeComponents, keyText } from '../bson/keyEncoding'
import { EMPTY_ARRAY } from '../bson/order'
import { StoreError } from '../errors'
import { expandValues } from '../query/paths'
import type { Collection, Index } from './catalog'
import { MAX_COMPONENT_BYTES } from './keys'

const HASH_BYTES = 20

/** An over-long key keeps its beginning, for ranges, and a hash of the whole, for equality. */
const shorten = (components: Buffer): Buffer => {
  const hash = createHash('sha1').update(components).digest()
  return Buffer.concat([components.subarray(0, MAX_COMPONENT_BYTES - HASH_BYTES), hash])
}

/** How far a bound may reach into a key before the hash begins. */
export const MAX_BOUND_BYTES = MAX_COMPONENT_BYTES - HASH_BYTES

/**
 * The encoded components of a document's entries in an index, by their text; none when the partial filter leaves it out.
 * Raises the index's `multikey` and `truncated` flags.
 * @throws StoreError CannotIndexParallelArrays when two fields of one index hold arrays
 */
export const indexKeys = (index: Index, fields: Fields): Map<string, Buffer> => {
  const keys = new Map<string, Buffer>()
  if (index.partial && !index.partial.matches(fields)) return keys
  let tuples: unknown[][] = [[]]
  let arrays = 0
  for (const [i, field] of index.fields.entries()) {
    const { values, isArray } = expandValues(fields, field.parts)
    if (isArray) {
      arrays++
      index.multikey[i] = true
    }
    tuples = tuples.flatMap((tuple) => values.map((value) => [...tuple, value]))
  }
  if (arrays > 1) {
    throw new StoreError(171, 'CannotIndexParallelArrays', `cannot index parallel arrays in index ${index.name}`)
  }
  for (const tuple of tuples) {
    let components = encodeComponents(tuple, index.directions)
    if (components.length > MAX_COMPONENT_BYTES) {
      components = shorten(components)
      index.truncated = true
    }
    keys.set(keyText(components), components)
  }
  return keys
}

/** Whether flags that `indexKeys` raised are not yet on the disk. */
export const hasUnsavedFlags = (index: Index): boolean =>
  index.truncated !== index.saved.truncated || index.multikey.some((flag, i) => flag !== index.saved.multikey[i])

const show = (value: unknown): string => {
  if (typeof value === 'bigint' || value instanceof Long) return value.toString()
  return value === undefined || value === EMPTY_ARRAY ? 'null' : (JSON.stringify(value) ?? 'null')
}

/** MongoDB's duplicate key error for the values a document has in a unique index. */
export const duplicateKey = (collection: Collection, index: Index, fields: Fields): StoreError => {
  const pairs = index.fields.map(({ path, parts }): [string, unknown] => {
    const [value] = expandValues(fields, parts).values
    return [path, value === undefined || value === EMPTY_ARRAY ? null : value]
  })
  const shown = pairs.map(([path, value]) => `${path}: ${show(value)}`).join(', ')
  const message = `E11000 duplicate key error collection: ${collection.namespace} index: ${index.name} dup key: { ${shown} }`
  return new StoreError(11000, 'DuplicateKey', message, {
    keyPattern: index.key,
    keyValue: Object.fromEntries(pairs),
  })
}
