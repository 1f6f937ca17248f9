import { compileStages, stageNumber } from '../aggregate/stages'
import { decodeFast, encode, type Fields, isFields, soleEntry } from '../bson/document'
import { equals } from '../bson/order'
import { badValue, unsupported } from '../errors'
import { type Filter, parseFilter } from '../query/filter'
import { parseSort } from '../query/sort'
import type { Collection } from '../storage/catalog'
import type { Row } from '../storage/documents'
import type { ReadView } from '../storage/view'
import { checkOptions, namespaceOf, type ReadCommand, type Server, sessionOf, wholeNumber } from './command'
import { countRows, type Query, queryRows } from './find'

const EVERYTHING: Filter = { kind: 'and', filters: [] }

interface Split {
  query: Query
  /** The stages that the query does not do. */
  rest: unknown[]
}

/** The leading `$match`, `$sort`, `$skip`, `$limit` — in this order — as a query that can use an index. */
const splitPipeline = (pipeline: unknown[], hint: unknown): Split => {
  const query: Query = { filter: EVERYTHING, sort: [], skip: 0, limit: Infinity, ...(hint !== undefined && { hint }) }
  const order = ['$match', '$sort', '$skip', '$limit']
  let reached = 0
  let taken = 0
  for (const stage of pipeline) {
    const [name = '', argument] = (isFields(stage) && soleEntry(stage)) || []
    const position = order.indexOf(name)
    if (position < reached || (position > 0 && position === reached && taken > 0 && name !== '$match')) break
    if (name === '$match') query.filter = { kind: 'and', filters: [query.filter, parseFilter(argument)] }
    if (name === '$sort') query.sort = parseSort(argument)
    if (name === '$skip') query.skip = stageNumber(name, argument, 0)
    if (name === '$limit') query.limit = stageNumber(name, argument, 1)
    reached = position
    taken++
  }
  return { query, rest: pipeline.slice(taken) }
}

/** `countDocuments` of the driver: `{ $group: { _id: 1, n: { $sum: 1 } } }`. */
const COUNT_STAGE = { $group: { _id: 1, n: { $sum: 1 } } }

const isCount = (rest: readonly unknown[]): boolean =>
  rest.length === 1 && isFields(rest[0]) && equals(rest[0], COUNT_STAGE)

function* decodeRows(rows: Iterable<Row>): Iterable<Fields> {
  for (const { raw } of rows) yield decodeFast(raw)
}

const foreignReader =
  (view: ReadView, server: Server, database: string) =>
  (name: string, path: string, values: unknown[]): Fields[] => {
    const collection = server.store.findCollection(`${database}.${name}`)
    if (!collection) return []
    const filter = parseFilter({ [path]: { $in: values } })
    return [...decodeRows(queryRows(view, collection, { filter, sort: [], skip: 0, limit: Infinity }))]
  }

const runPipeline = (
  view: ReadView,
  server: Server,
  collection: Collection | undefined,
  database: string,
  { query, rest }: Split,
): Buffer[] => {
  const run = compileStages(rest, { readForeign: foreignReader(view, server, database) })
  if (collection && isCount(rest)) {
    const n = countRows(view, collection, query)
    return n === 0 ? [] : [encode({ _id: 1, n })]
  }
  const rows = collection ? queryRows(view, collection, query) : []
  if (rest.length === 0) return [...rows].map(({ raw }) => raw)
  return [...run(decodeRows(rows))].map(encode)
}

export const aggregate: ReadCommand = (command, view, server) => {
  const { body, database } = command
  checkOptions(
    body,
    ['aggregate', 'pipeline', 'cursor', 'hint', 'allowDiskUse', 'bypassDocumentValidation'],
    'aggregate',
  )
  if (typeof body.aggregate !== 'string') throw unsupported('aggregate without a collection')
  if (!Array.isArray(body.pipeline)) throw badValue("'pipeline' option must be specified as an array")
  const namespace = namespaceOf(command)
  const { cursor } = body
  return server.cursors.open({
    documents: runPipeline(
      view,
      server,
      server.store.findCollection(namespace),
      database,
      splitPipeline(body.pipeline, body.hint),
    ),
    namespace,
    session: sessionOf(command),
    batchSize:
      isFields(cursor) && cursor.batchSize !== undefined ? wholeNumber(cursor.batchSize, 'batchSize', 0) : undefined,
    isSingleBatch: false,
    close: () => undefined,
  })
}
