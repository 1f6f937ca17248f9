import { decodeFast } from '../bson/document'
import { keyText, successor } from '../bson/keyEncoding'
import { pickElements, rawName } from '../bson/rawDocument'
import { filterFields } from '../query/filter'
import type { Collection } from '../storage/catalog'
import type { Row } from '../storage/documents'
import { joinKey } from '../storage/keys'
import type { Entry } from '../storage/keyValue'
import type { ReadView } from '../storage/view'
import { mergeSegments } from './mergeSegments'
import type { Plan, Residual } from './plan'
import type { IndexScan } from './planIndex'

/** How much was read for an answer. */
export interface ScanStatistics {
  keys: number
  documents: number
}

function* scanCollection(view: ReadView, collection: Collection, statistics: ScanStatistics): Iterable<Row> {
  const { prefix } = collection
  for (const { key, value } of view.range(prefix, successor(prefix))) {
    statistics.documents++
    yield { id: key.subarray(prefix.length), raw: value }
  }
}

const scanEntries = (view: ReadView, scan: IndexScan): Iterable<Entry> => {
  const [only] = scan.segments
  if (scan.isLookup && !scan.isMerge) return lookUp(view, scan)
  if (only && scan.segments.length === 1) return view.range(only.start, only.end, scan.isReverse)
  return scan.isMerge ? mergeSegments(view, scan) : chainSegments(view, scan)
}

function* lookUp(view: ReadView, { segments, isReverse }: IndexScan): Iterable<Entry> {
  for (const { start } of isReverse ? [...segments].reverse() : segments) {
    const value = view.get(start)
    if (value) yield { key: start, value }
  }
}

function* chainSegments(view: ReadView, { segments, isReverse }: IndexScan): Iterable<Entry> {
  for (const { start, end } of isReverse ? [...segments].reverse() : segments) yield* view.range(start, end, isReverse)
}

function* scanIndex(
  view: ReadView,
  collection: Collection,
  scan: IndexScan,
  statistics: ScanStatistics,
): Iterable<Row> {
  const { prefix } = collection
  const seen = scan.needsDistinct ? new Set<string>() : undefined
  for (const { key, value } of scanEntries(view, scan)) {
    statistics.keys++
    if (scan.index.isClustered) {
      statistics.documents++
      yield { id: key.subarray(prefix.length), raw: value }
      continue
    }
    if (seen) {
      const text = keyText(value)
      if (seen.has(text)) continue
      seen.add(text)
    }
    const raw = view.get(joinKey(prefix, value))
    if (!raw) continue
    statistics.documents++
    yield { id: value, raw }
  }
}

function* scanUnion(
  view: ReadView,
  collection: Collection,
  branches: readonly Plan[],
  statistics: ScanStatistics,
): Iterable<Row> {
  const seen = new Set<string>()
  for (const branch of branches) {
    for (const row of scanPlan(view, collection, branch, statistics)) {
      const text = keyText(row.id)
      if (seen.has(text)) continue
      seen.add(text)
      yield row
    }
  }
}

/** Decodes no more than the fields the check looks at. */
const rawPredicate = ({ filter, matches }: Residual): ((raw: Buffer) => boolean) => {
  const paths = filterFields(filter)
  if (!paths) return (raw) => matches(decodeFast(raw))
  const names = new Set(paths.map((path) => rawName(path.split('.', 1)[0] ?? path)))
  return (raw) => matches(decodeFast(pickElements(raw, names)))
}

function* checkRows(rows: Iterable<Row>, residual: Residual): Iterable<Row> {
  const matches = rawPredicate(residual)
  for (const row of rows) if (matches(row.raw)) yield row
}

const readRows = (view: ReadView, collection: Collection, plan: Plan, statistics: ScanStatistics): Iterable<Row> => {
  if (plan.kind === 'collection') return scanCollection(view, collection, statistics)
  if (plan.kind === 'union') return scanUnion(view, collection, plan.branches, statistics)
  return scanIndex(view, collection, plan.scan, statistics)
}

/** The rows of a plan, read as they are asked for. */
export const scanPlan = (
  view: ReadView,
  collection: Collection,
  plan: Plan,
  statistics: ScanStatistics = { keys: 0, documents: 0 },
): Iterable<Row> => {
  const rows = readRows(view, collection, plan, statistics)
  return plan.residual ? checkRows(rows, plan.residual) : rows
}
