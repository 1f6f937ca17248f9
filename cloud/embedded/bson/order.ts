import type { Binary, BSONRegExp, Code, Double, Int32, Long, ObjectId, Timestamp } from 'bson'
import { unsupported } from '../errors'
import type { Fields } from './document'

/** Rank of the types in MongoDB's order of values; also the first byte of an index key component. */
export const Rank = {
  min: 1,
  emptyArray: 3,
  null: 5,
  number: 10,
  string: 15,
  object: 20,
  array: 25,
  binary: 30,
  objectId: 35,
  boolean: 40,
  date: 45,
  timestamp: 47,
  regexp: 50,
  code: 60,
  max: 254,
} as const

/** What an index holds and a sort sees for `[]`: below null, equal to nothing else. */
export const EMPTY_ARRAY = Symbol('empty array')

const BSON_RANKS: Record<string, number> = {
  ObjectId: Rank.objectId,
  Long: Rank.number,
  Int32: Rank.number,
  Double: Rank.number,
  Timestamp: Rank.timestamp,
  Binary: Rank.binary,
  MinKey: Rank.min,
  MaxKey: Rank.max,
  BSONRegExp: Rank.regexp,
  Code: Rank.code,
}

/** Rank of a value's type. @throws StoreError for types this store keeps but does not compare (Decimal128, DBRef, Symbol). */
export const rankOf = (value: unknown): number => {
  switch (typeof value) {
    case 'undefined':
      return Rank.null
    case 'number':
    case 'bigint':
      return Rank.number
    case 'string':
      return Rank.string
    case 'boolean':
      return Rank.boolean
    case 'symbol':
      return Rank.emptyArray
  }
  if (value === null) return Rank.null
  if (Array.isArray(value)) return Rank.array
  if (value instanceof Date) return Rank.date
  if (typeof value === 'object' && '_bsontype' in value) {
    const rank = BSON_RANKS[String(value._bsontype)]
    if (rank === undefined) throw unsupported(`comparing values of type ${value._bsontype}`)
    return rank
  }
  return Rank.object
}

export const isNumber = (value: unknown): value is number | bigint | Long | Int32 | Double =>
  rankOf(value) === Rank.number

/** The nearest double of a BSON number; NaN for anything else. */
export const toDouble = (value: unknown): number => {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  if (typeof value !== 'object' || value === null || !('_bsontype' in value)) return Number.NaN
  if (value._bsontype === 'Long') return (value as Long).toNumber()
  return Number((value as Int32 | Double).value)
}

/** The exact integer of an int64; undefined for the other number types, which a double holds exactly. */
export const toExactInteger = (value: unknown): bigint | undefined => {
  if (typeof value === 'bigint') return value
  if (typeof value === 'object' && value !== null && '_bsontype' in value && value._bsontype === 'Long') {
    return (value as Long).toBigInt()
  }
  return undefined
}

const compareNumbers = (a: unknown, b: unknown): number => {
  const x = toDouble(a)
  const y = toDouble(b)
  if (x < y) return -1
  if (x > y) return 1
  if (x !== y) return Number.isNaN(x) ? (Number.isNaN(y) ? 0 : -1) : 1
  const p = toExactInteger(a)
  const q = toExactInteger(b)
  if (p === undefined && q === undefined) return 0
  const left = p ?? BigInt(x)
  const right = q ?? BigInt(y)
  return left < right ? -1 : left > right ? 1 : 0
}

/** Order of UTF-8 bytes, which is code point order; JavaScript's own is that of UTF-16 units. */
export const compareStrings = (a: string, b: string): number => {
  if (a === b) return 0
  const shorter = Math.min(a.length, b.length)
  for (let i = 0; i < shorter; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x === y) continue
    const xIsSurrogate = x >= 0xd800 && x <= 0xdfff
    const yIsSurrogate = y >= 0xd800 && y <= 0xdfff
    if (xIsSurrogate !== yIsSurrogate) return xIsSurrogate ? 1 : -1
    return x < y ? -1 : 1
  }
  return a.length < b.length ? -1 : 1
}

const compareArrays = (a: unknown[], b: unknown[]): number => {
  const shorter = Math.min(a.length, b.length)
  for (let i = 0; i < shorter; i++) {
    const order = compare(a[i], b[i])
    if (order !== 0) return order
  }
  return Math.sign(a.length - b.length)
}

const compareFields = (a: Fields, b: Fields): number => {
  const left = Object.entries(a)
  const right = Object.entries(b)
  for (const [i, [name, value]] of left.entries()) {
    const other = right[i]
    if (other === undefined) return 1
    const order =
      Math.sign(rankOf(value) - rankOf(other[1])) || compareStrings(name, other[0]) || compare(value, other[1])
    if (order !== 0) return order
  }
  return left.length === right.length ? 0 : -1
}

const compareBinaries = (a: Binary, b: Binary): number =>
  Math.sign(a.length() - b.length()) || Math.sign(a.sub_type - b.sub_type) || Buffer.compare(a.value(), b.value())

/** MongoDB's total order of values: -1, 0 or 1. A missing value (undefined) equals null. */
export const compare = (a: unknown, b: unknown): number => {
  const rank = rankOf(a)
  const other = rankOf(b)
  if (rank !== other) return rank < other ? -1 : 1
  switch (rank) {
    case Rank.number:
      return compareNumbers(a, b)
    case Rank.string:
      return compareStrings(a as string, b as string)
    case Rank.object:
      return compareFields(a as Fields, b as Fields)
    case Rank.array:
      return compareArrays(a as unknown[], b as unknown[])
    case Rank.binary:
      return compareBinaries(a as Binary, b as Binary)
    case Rank.objectId:
      return Buffer.compare((a as ObjectId).id, (b as ObjectId).id)
    case Rank.boolean:
    case Rank.date:
      return Math.sign(Number(a) - Number(b))
    case Rank.timestamp:
      return (a as Timestamp).compare(b as Timestamp)
    case Rank.regexp: {
      const [x, y] = [a as BSONRegExp, b as BSONRegExp]
      return compareStrings(x.pattern, y.pattern) || compareStrings(x.options, y.options)
    }
    case Rank.code:
      return compareStrings(String((a as Code).code), String((b as Code).code))
  }
  return 0
}

export const equals = (a: unknown, b: unknown): boolean => compare(a, b) === 0
