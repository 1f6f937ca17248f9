import { decodeFast, type Fields, isFields } from '../bson/document'
import { compare, toDouble } from '../bson/order'
import { pickElements, rawName } from '../bson/rawDocument'
import { badValue, unsupported } from '../errors'
import { expandValues } from './paths'

export interface SortKey {
  path: string
  parts: string[]
  direction: 1 | -1
}

/** `{ day: -1, name: 1 }` as a list. @throws StoreError for a direction other than 1 and -1 */
export const parseSort = (sort: unknown): SortKey[] => {
  if (sort === undefined || sort === null) return []
  if (!isFields(sort)) throw badValue('a sort must be an object')
  return Object.entries(sort).map(([path, value]): SortKey => {
    if (path === '$natural' || isFields(value)) throw unsupported(`sort ${path} ${JSON.stringify(value)}`)
    const direction = toDouble(value)
    if (direction !== 1 && direction !== -1) throw badValue('$sort key ordering must be 1 or -1')
    return { path, parts: path.split('.'), direction }
  })
}

/** The value of a document in an order: of an array the least upwards, the greatest downwards. */
const sortValue = (fields: Fields, { parts, direction }: SortKey): unknown => {
  const { values, isArray } = expandValues(fields, parts)
  if (!isArray) return values[0]
  return values.reduce((best, value) => (compare(value, best) * direction < 0 ? value : best))
}

interface Ranked<T> {
  item: T
  values: unknown[]
  position: number
}

/** Compares by the sort keys, then by the order of arrival: the sort is stable. */
const compareRanked = (sort: readonly SortKey[]) => (a: Ranked<unknown>, b: Ranked<unknown>) => {
  for (const [i, key] of sort.entries()) {
    const order = compare(a.values[i], b.values[i])
    if (order !== 0) return order * key.direction
  }
  return a.position - b.position
}

/** Sorts; with `limit` it never holds more than about twice as many items. */
const sortRanked = <T>(
  items: Iterable<T>,
  fieldsOf: (item: T) => Fields,
  sort: readonly SortKey[],
  limit: number,
): T[] => {
  const order = compareRanked(sort)
  const kept: Ranked<T>[] = []
  let position = 0
  for (const item of items) {
    const fields = fieldsOf(item)
    kept.push({ item, values: sort.map((key) => sortValue(fields, key)), position: position++ })
    if (kept.length >= limit * 2 + 1000) {
      kept.sort(order)
      kept.length = limit
    }
  }
  kept.sort(order)
  return kept.slice(0, limit).map(({ item }) => item)
}

/** Sorts decoded documents. */
export const sortFields = (documents: Iterable<Fields>, sort: readonly SortKey[], limit = Infinity): Fields[] =>
  sortRanked(documents, (fields) => fields, sort, limit)

/** Sorts stored documents, decoding the sort fields only. */
export const sortRows = <T extends { raw: Buffer }>(
  rows: Iterable<T>,
  sort: readonly SortKey[],
  limit = Infinity,
): T[] => {
  const names = new Set(sort.map(({ parts }) => rawName(parts[0] ?? '')))
  return sortRanked(rows, ({ raw }) => decodeFast(pickElements(raw, names)), sort, limit)
}
