import { isFields } from '../bson/document'
import { encodeKey, encodeStringPrefix, successor } from '../bson/keyEncoding'
import { Rank, rankOf } from '../bson/order'
import type { Test } from '../query/filter'
import { literalPrefix } from '../query/regularExpression'

/** A half-open range of encoded key components, upwards. A point holds exactly one value. */
export interface Interval {
  low: Buffer
  high: Buffer
  isPoint: boolean
}

export interface FieldBounds {
  intervals: Interval[]
  /** The tests that every entry within the intervals is known to pass. */
  settled: Set<Test>
}

interface TestBounds {
  intervals: Interval[]
  isExact: boolean
}

const point = (value: unknown): Interval => {
  const low = encodeKey(value)
  return { low, high: successor(low), isPoint: true }
}

/** Points can be used for these; an array would have to be looked for as a whole and in every element. */
const isPointable = (value: unknown): boolean => !Array.isArray(value)

/** Null also stands for a missing field, and documents compare field by field: the document itself decides. */
const isExactPoint = (value: unknown, isMultikey: boolean): boolean =>
  !isFields(value) && (!isMultikey || (value !== null && value !== undefined))

const inBounds = (values: unknown[], isMultikey: boolean): TestBounds | undefined => {
  if (!values.every(isPointable)) return undefined
  const points = new Map(values.map((value) => [encodeKey(value).toString('latin1'), point(value)]))
  const intervals = [...points.values()].sort((a, b) => Buffer.compare(a.low, b.low))
  return { intervals, isExact: values.every((value) => isExactPoint(value, isMultikey)) }
}

const rangeBounds = (op: 'gt' | 'gte' | 'lt' | 'lte', value: unknown): TestBounds | undefined => {
  const rank = rankOf(value)
  if (rank === Rank.null || rank === Rank.array || rank === Rank.object) return undefined
  const at = encodeKey(value)
  const whole = { low: Buffer.from([rank]), high: Buffer.from([rank + 1]), isPoint: false }
  if (op === 'gt') return { intervals: [{ ...whole, low: successor(at) }], isExact: true }
  if (op === 'gte') return { intervals: [{ ...whole, low: at }], isExact: true }
  if (op === 'lt') return { intervals: [{ ...whole, high: at }], isExact: true }
  return { intervals: [{ ...whole, high: successor(at) }], isExact: true }
}

const testBounds = (test: Test, isMultikey: boolean): TestBounds | undefined => {
  switch (test.op) {
    case 'eq':
      return isPointable(test.value)
        ? { intervals: [point(test.value)], isExact: isExactPoint(test.value, isMultikey) }
        : undefined
    case 'in':
      return test.patterns.length === 0 ? inBounds(test.values, isMultikey) : undefined
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return rangeBounds(test.op, test.value)
    case 'regex': {
      const prefix = literalPrefix(test.pattern)
      if (prefix === '') return undefined
      const low = encodeStringPrefix(prefix)
      return { intervals: [{ low, high: successor(low), isPoint: false }], isExact: false }
    }
  }
  return undefined
}

const intersect = (a: Interval[], b: Interval[]): Interval[] =>
  a.flatMap((left) =>
    b.flatMap((right) => {
      const low = Buffer.compare(left.low, right.low) >= 0 ? left.low : right.low
      const high = Buffer.compare(left.high, right.high) <= 0 ? left.high : right.high
      const isPoint = left.isPoint || right.isPoint
      return Buffer.compare(low, high) < 0 ? [{ low, high, isPoint }] : []
    }),
  )

const weight = (bounds: TestBounds): number =>
  bounds.intervals.every((interval) => interval.isPoint) ? bounds.intervals.length : 1_000_000

/**
 * Where in an index field the documents that pass all tests can be; undefined when the tests do not narrow it. In a
 * multikey field each test may be met by another element, so only the narrowest is used.
 */
export const fieldBounds = (tests: readonly Test[], isMultikey: boolean): FieldBounds | undefined => {
  const usable = tests.flatMap((test) => {
    const bounds = testBounds(test, isMultikey)
    return bounds ? [{ test, ...bounds }] : []
  })
  const [first, ...others] = usable.sort((a, b) => weight(a) - weight(b))
  if (!first) return undefined
  const used = isMultikey ? [first] : [first, ...others]
  return {
    intervals: used.map((bounds) => bounds.intervals).reduce(intersect),
    settled: new Set(used.filter((bounds) => bounds.isExact).map((bounds) => bounds.test)),
  }
}

const invert = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => ~byte & 0xff))

/** The same intervals in a field that is indexed downwards, in the order they lie there. */
export const downwards = (intervals: readonly Interval[]): Interval[] =>
  intervals
    .map(({ low, high, isPoint }) => ({ low: successor(invert(high)), high: successor(invert(low)), isPoint }))
    .reverse()
