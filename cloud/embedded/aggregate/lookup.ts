import { type Fields, isFields } from '../bson/document'
import { encodeKey, keyText } from '../bson/keyEncoding'
import { EMPTY_ARRAY } from '../bson/order'
import { badValue, unsupported } from '../errors'
import { expandValues } from '../query/paths'

/** The documents of another collection whose field equals one of the values. */
export type ReadForeign = (collection: string, field: string, values: unknown[]) => Fields[]

const BATCH = 500

function* batches<T>(items: Iterable<T>): Iterable<T[]> {
  let batch: T[] = []
  for (const item of items) {
    batch.push(item)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

const joinValues = (fields: Fields, parts: readonly string[]): unknown[] =>
  expandValues(fields, parts).values.map((value) => (value === undefined || value === EMPTY_ARRAY ? null : value))

const textOf = (value: unknown): string => keyText(encodeKey(value))

/** Foreign documents by the text of each value their field has. */
const indexByValue = (documents: readonly Fields[], parts: readonly string[]): Map<string, Fields[]> => {
  const byValue = new Map<string, Fields[]>()
  for (const fields of documents) {
    for (const text of new Set(joinValues(fields, parts).map(textOf))) {
      const list = byValue.get(text)
      if (list) list.push(fields)
      else byValue.set(text, [fields])
    }
  }
  return byValue
}

/** `$lookup` with `localField` and `foreignField`: one indexed read per batch of documents. */
export const compileLookup = (
  spec: unknown,
  readForeign: ReadForeign,
): ((documents: Iterable<Fields>) => Iterable<Fields>) => {
  if (!isFields(spec)) throw badValue('$lookup needs an object')
  const { from, localField, foreignField, as, ...others } = spec
  const [extra] = Object.keys(others)
  if (extra !== undefined) throw unsupported(`option ${extra} of $lookup`)
  if (typeof from !== 'string' || typeof localField !== 'string') throw badValue('$lookup needs from and localField')
  if (typeof foreignField !== 'string' || typeof as !== 'string') throw badValue('$lookup needs foreignField and as')
  if (as.includes('.')) throw unsupported('a dotted "as" of $lookup')
  const localParts = localField.split('.')
  const foreignParts = foreignField.split('.')
  return function* (documents) {
    for (const batch of batches(documents)) {
      const values = new Map(
        batch.flatMap((fields) => joinValues(fields, localParts)).map((value) => [textOf(value), value]),
      )
      const byValue = indexByValue(readForeign(from, foreignField, [...values.values()]), foreignParts)
      for (const fields of batch) {
        const found = joinValues(fields, localParts).flatMap((value) => byValue.get(textOf(value)) ?? [])
        yield { ...fields, [as]: [...new Set(found)] }
      }
    }
  }
}
