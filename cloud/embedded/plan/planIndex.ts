import { successor } from '../bson/keyEncoding'
import type { Filter, Test } from '../query/filter'
import type { SortKey } from '../query/sort'
import type { Index, IndexField } from '../storage/catalog'
import { MAX_BOUND_BYTES } from '../storage/indexKeys'
import { joinKey } from '../storage/keys'
import { downwards, type FieldBounds, fieldBounds, type Interval } from './bounds'

const MAX_SEGMENTS = 1000
/** Looking up that many whole keys reads less than walking along one value of another index usually does. */
const FEW_KEYS = 100

/** A stretch of an index. Within it the entries have the first `prefixLength` bytes in common. */
export interface Segment {
  start: Buffer
  end: Buffer
  prefixLength: number
}

/** How an index answers a query: which stretches of it, in which direction. */
export interface IndexScan {
  index: Index
  segments: Segment[]
  isReverse: boolean
  /** The entries come in the order asked for. */
  isSorted: boolean
  /** The order asked for comes from merging the segments instead of reading one after the other. */
  isMerge: boolean
  /** Each segment is one whole key: it is looked up instead of scanned. */
  isLookup: boolean
  /** A document can appear more than once. */
  needsDistinct: boolean
  settled: Set<Test>
  hasBounds: boolean
  score: number
}

interface LeadingBounds {
  bounds: FieldBounds[]
  /** How many of them, from the first, are points only. */
  points: number
}

/** Bounds of the leading fields: points as far as they go, then at most one range. */
const leadingBounds = (index: Index, known: readonly Filter[]): LeadingBounds => {
  const bounds: FieldBounds[] = []
  let segments = 1
  for (const [i, field] of index.fields.entries()) {
    const tests = known.flatMap((filter) =>
      filter.kind === 'field' && filter.path === field.path ? [filter.test] : [],
    )
    const found = fieldBounds(tests, index.multikey[i] ?? false)
    if (!found) break
    segments *= found.intervals.length
    // However many values the first field may have: reading the whole collection instead is never better.
    if (i > 0 && segments > MAX_SEGMENTS) break
    const intervals = field.direction === 1 ? found.intervals : downwards(found.intervals)
    bounds.push({ ...found, intervals })
    if (!intervals.every((interval) => interval.isPoint)) return { bounds, points: bounds.length - 1 }
  }
  return { bounds, points: bounds.length }
}

/** Truncated entries keep no more than their beginning, so bounds must not reach further. */
const toSegment = (index: Index, prefix: Buffer, interval: Interval | undefined): Segment => {
  const low = interval ? Buffer.concat([prefix, interval.low]) : prefix
  const high = interval ? Buffer.concat([prefix, interval.high]) : prefix
  const isCut = low.length > MAX_BOUND_BYTES || high.length > MAX_BOUND_BYTES
  const start = joinKey(index.prefix, low.subarray(0, MAX_BOUND_BYTES))
  const top = joinKey(index.prefix, high.subarray(0, MAX_BOUND_BYTES))
  return { start, end: isCut || !interval ? successor(top) : top, prefixLength: index.prefix.length + prefix.length }
}

const buildSegments = (index: Index, { bounds, points }: LeadingBounds): Segment[] => {
  let prefixes: Buffer[] = [Buffer.alloc(0)]
  for (const { intervals } of bounds.slice(0, points)) {
    prefixes = prefixes.flatMap((prefix) => intervals.map((interval) => Buffer.concat([prefix, interval.low])))
  }
  const range = bounds[points]
  return prefixes.flatMap((prefix) =>
    range
      ? range.intervals.map((interval) => toSegment(index, prefix, interval))
      : [toSegment(index, prefix, undefined)],
  )
}

type Order = 'upwards' | 'downwards' | undefined

/** Entries with equal components lie in the order of their `_id`. */
const ID_FIELD: IndexField = { path: '_id', parts: ['_id'], direction: 1 }

/** Whether reading index fields from number `from` on gives the wanted order. */
const orderFrom = (index: Index, from: number, wanted: readonly SortKey[]): Order => {
  const fields = index.unique ? index.fields : [...index.fields, ID_FIELD]
  const fits = (sign: 1 | -1): boolean =>
    wanted.every((key, i) => {
      const field = fields[from + i]
      return field?.path === key.path && field.direction === key.direction * sign && !index.multikey[from + i]
    })
  return fits(1) ? 'upwards' : fits(-1) ? 'downwards' : undefined
}

/** The way an index can be read to get the sort order for free. */
const findOrder = (index: Index, { bounds, points }: LeadingBounds, sort: readonly SortKey[]) => {
  if (sort.length === 0 || index.truncated) return undefined
  const isConstant = (i: number): boolean => i < points && bounds[i]?.intervals.length === 1 && !index.multikey[i]
  const constants = new Set(index.fields.filter((_, i) => isConstant(i)).map((field) => field.path))
  const wanted = sort.filter((key) => !constants.has(key.path))
  let firstVarying = 0
  while (isConstant(firstVarying)) firstVarying++
  const plain = orderFrom(index, firstVarying, wanted)
  if (plain) return { isReverse: plain === 'downwards', isMerge: false }
  const isSinglePoints = bounds.slice(0, points).every((field) => field.intervals.length === 1)
  const merged = orderFrom(index, points, wanted)
  return merged && { isReverse: merged === 'downwards', isMerge: !isSinglePoints }
}

/** What an index can do for a query; a score of 0 means nothing. */
export const planIndex = (index: Index, known: readonly Filter[], sort: readonly SortKey[]): IndexScan => {
  const leading = leadingBounds(index, known)
  const { bounds, points } = leading
  const order = findOrder(index, leading, sort)
  const segments = buildSegments(index, leading)
  const isWholeKey = (index.unique ?? false) && points === index.fields.length
  const pointScore = bounds.slice(0, points).reduce((sum, field) => sum + (field.intervals.length === 1 ? 10 : 9), 0)
  const rangeScore = bounds.length > points ? 5 : 0
  const lookupScore = !isWholeKey || segments.length > FEW_KEYS ? 0 : segments.length > 1 ? 50 : 100
  const settled = new Set(bounds.flatMap((field) => (index.truncated ? [] : [...field.settled])))
  return {
    index,
    segments,
    isReverse: order?.isReverse ?? false,
    isSorted: sort.length === 0 || order !== undefined,
    isMerge: order?.isMerge ?? false,
    isLookup: isWholeKey && !index.truncated,
    needsDistinct: index.multikey.some(Boolean) && !(segments.length === 1 && points === index.fields.length),
    settled,
    hasBounds: bounds.length > 0,
    score: lookupScore + pointScore + rangeScore + (order ? 4 : 0),
  }
}
