import { decodeTyped, type Fields, isFields } from '../bson/document'
import { encodeKey, keyText } from '../bson/keyEncoding'
import { EMPTY_ARRAY, toDouble } from '../bson/order'
import { pickElements, rawName } from '../bson/rawDocument'
import { badValue } from '../errors'
import { type Plan, planFind } from '../plan/plan'
import { type ScanStatistics, scanPlan } from '../plan/scan'
import { type Filter, parseFilter } from '../query/filter'
import { expandValues } from '../query/paths'
import { applyProjection, type Projection, parseProjection } from '../query/projection'
import { parseSort, type SortKey, sortRows } from '../query/sort'
import type { Collection } from '../storage/catalog'
import type { Row } from '../storage/documents'
import { createReadView, type ReadView } from '../storage/view'
import {
  type Command,
  checkOptions,
  namespaceOf,
  OK,
  type ReadCommand,
  type Reply,
  type Server,
  sessionOf,
  wholeNumber,
} from './command'

/** A parsed query over one collection. */
export interface Query {
  filter: Filter
  sort: SortKey[]
  skip: number
  /** Infinity when there is none. */
  limit: number
  hint?: unknown
}

const MAX_DOCUMENTS_READ_AT_ONCE = 101

/** The way a query is answered. */
export const planQuery = (collection: Collection, { filter, sort, hint }: Query): Plan =>
  planFind({ collection, filter, sort, ...(hint !== undefined && { hint }) })

function* slice(rows: Iterable<Row>, skip: number, limit: number): Iterable<Row> {
  let position = 0
  if (limit === 0) return
  for (const row of rows) {
    if (position++ < skip) continue
    yield row
    if (position >= skip + limit) return
  }
}

/** The rows of a query in its order, after `skip` and `limit`. */
export const queryRows = (
  view: ReadView,
  collection: Collection,
  query: Query,
  plan = planQuery(collection, query),
  statistics?: ScanStatistics,
): Iterable<Row> => {
  const rows = scanPlan(view, collection, plan, statistics)
  const ordered = plan.isSorted ? rows : sortRows(rows, query.sort, query.skip + query.limit)
  return query.skip > 0 || query.limit !== Infinity ? slice(ordered, query.skip, query.limit) : ordered
}

const FIND_OPTIONS = [
  'find',
  'filter',
  'sort',
  'projection',
  'hint',
  'skip',
  'limit',
  'batchSize',
  'singleBatch',
  'noCursorTimeout',
  'allowDiskUse',
]

interface FindRequest {
  query: Query
  projection: Projection | undefined
  isSingleBatch: boolean
  batchSize: number | undefined
}

const isGivenHint = (hint: unknown): boolean =>
  hint !== undefined && !(isFields(hint) && Object.keys(hint).length === 0)

/** Reads the body of a find command. A negative limit means: one batch only. */
export const parseFind = (body: Fields): FindRequest => {
  checkOptions(body, FIND_OPTIONS, 'find')
  const limit = body.limit === undefined ? 0 : toDouble(body.limit)
  return {
    query: {
      filter: parseFilter(body.filter ?? {}),
      sort: parseSort(body.sort),
      skip: wholeNumber(body.skip, 'skip', 0),
      limit: limit === 0 ? Infinity : Math.abs(limit),
      ...(isGivenHint(body.hint) && { hint: body.hint }),
    },
    projection: parseProjection(body.projection),
    isSingleBatch: body.singleBatch === true || limit < 0,
    batchSize: body.batchSize === undefined ? undefined : wholeNumber(body.batchSize, 'batchSize', 0),
  }
}

function* projectRows(rows: Iterable<Row>, projection: Projection | undefined): Iterable<Buffer> {
  for (const { raw } of rows) yield projection ? applyProjection(projection, raw) : raw
}

/** A list read at once, when the answer may outlive the view it is read from. */
const openList = (command: Command, server: Server, request: FindRequest, documents: Iterable<Buffer>): Buffer =>
  server.cursors.open({
    documents,
    namespace: namespaceOf(command),
    session: sessionOf(command),
    batchSize: request.batchSize,
    isSingleBatch: request.isSingleBatch,
    close: () => undefined,
  })

/** `find` within a transaction: later writes of the transaction must not disturb its cursors. */
export const findInTransaction: ReadCommand = (command, view, server) => {
  const request = parseFind(command.body)
  const collection = server.store.findCollection(namespaceOf(command))
  const rows = collection ? queryRows(view, collection, request.query) : []
  return openList(command, server, request, [...projectRows(rows, request.projection)])
}

/** `find`: bytes go out as they are stored; a cursor that stays open reads from a snapshot. */
export const find = (command: Command, server: Server): Reply => {
  const { store } = server
  const request = parseFind(command.body)
  const { query, projection, batchSize, isSingleBatch } = request
  const collection = store.findCollection(namespaceOf(command))
  if (!collection) return openList(command, server, request, [])
  const plan = planQuery(collection, query)
  const endsAtOnce = isSingleBatch || !plan.isSorted || query.limit <= (batchSize ?? MAX_DOCUMENTS_READ_AT_ONCE)
  if (endsAtOnce) {
    const rows = queryRows(createReadView(store.disk), collection, query, plan)
    return openList(command, server, request, projectRows(rows, projection))
  }
  const snapshot = store.disk.takeSnapshot()
  const rows = queryRows(createReadView(store.disk, snapshot), collection, query, plan)
  return server.cursors.open({
    documents: projectRows(rows, projection),
    namespace: collection.namespace,
    session: sessionOf(command),
    batchSize,
    isSingleBatch,
    close: () => snapshot.done(),
  })
}

/** Number of documents of a filter; counts index keys alone where they suffice. */
export const countRows = (view: ReadView, collection: Collection, query: Query): number => {
  const plan = planQuery(collection, query)
  const [segment, ...others] = plan.kind === 'index' ? plan.scan.segments : []
  let total = 0
  if (plan.kind === 'index' && !plan.residual && segment && others.length === 0 && !plan.scan.needsDistinct) {
    total = view.count(segment.start, segment.end)
  } else if (plan.kind === 'collection' && !plan.residual) {
    const [start, end] = [collection.prefix, Buffer.from(collection.prefix)]
    end.writeUInt32BE(collection.id + 1, 1)
    total = view.count(start, end)
  } else {
    for (const _ of scanPlan(view, collection, plan)) total++
  }
  return Math.min(Math.max(total - query.skip, 0), query.limit)
}

export const count: ReadCommand = (command, view, server) => {
  const { body } = command
  checkOptions(body, ['count', 'query', 'limit', 'skip', 'hint', 'fields'], 'count')
  const limit = wholeNumber(body.limit, 'limit', 0)
  const collection = server.store.findCollection(namespaceOf(command))
  const filter = parseFilter(body.query ?? {})
  const query: Query = {
    filter,
    sort: [],
    skip: wholeNumber(body.skip, 'skip', 0),
    limit: limit || Infinity,
    ...(isGivenHint(body.hint) && { hint: body.hint }),
  }
  return { n: collection ? countRows(view, collection, query) : 0, ok: OK }
}

export const distinct: ReadCommand = (command, view, server) => {
  const { body } = command
  checkOptions(body, ['distinct', 'key', 'query', 'hint'], 'distinct')
  if (typeof body.key !== 'string' || body.key === '') throw badValue('distinct needs a key')
  const parts = body.key.split('.')
  const names = new Set([rawName(parts[0] ?? '')])
  const collection = server.store.findCollection(namespaceOf(command))
  const query: Query = { filter: parseFilter(body.query ?? {}), sort: [], skip: 0, limit: Infinity }
  const values = new Map<string, unknown>()
  for (const { raw } of collection ? queryRows(view, collection, query) : []) {
    for (const value of expandValues(decodeTyped(pickElements(raw, names)), parts).values) {
      if (value === undefined || value === EMPTY_ARRAY) continue
      const text = keyText(encodeKey(value))
      if (!values.has(text)) values.set(text, value)
    }
  }
  return { values: [...values.values()], ok: OK }
}

const cursorIdOf = (value: unknown): bigint => BigInt(String(value))

export const getMore = (command: Command, server: Server): Reply => {
  const { body } = command
  checkOptions(body, ['getMore', 'collection', 'batchSize'], 'getMore')
  const batchSize = wholeNumber(body.batchSize, 'batchSize', 0)
  const reply = server.cursors.more(cursorIdOf(body.getMore), batchSize)
  if (!reply)
    return { ok: 0, code: 43, codeName: 'CursorNotFound', errmsg: `cursor id ${String(body.getMore)} not found` }
  return reply
}

export const killCursors = ({ body }: Command, server: Server): Reply => {
  const ids = Array.isArray(body.cursors) ? body.cursors : []
  const cursorsKilled = ids.filter((id) => server.cursors.kill(cursorIdOf(id)))
  const cursorsNotFound = ids.filter((id) => !cursorsKilled.includes(id))
  return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [], ok: OK }
}
