import { encode, type Fields, isFields } from '../bson/document'
import { StoreError } from '../errors'
import { compileFilter } from '../query/compileFilter'
import { parseFilter } from '../query/filter'
import { indexSpec } from '../storage/catalog'
import { type Command, checkOptions, namespaceOf, OK, type PlainCommand, type Server, wholeNumber } from './command'

const openCursor = (command: Command, server: Server, namespace: string, rows: Fields[]): Buffer => {
  const { cursor } = command.body
  return server.cursors.open({
    documents: rows.map(encode),
    namespace,
    session: undefined,
    batchSize:
      isFields(cursor) && cursor.batchSize !== undefined ? wholeNumber(cursor.batchSize, 'batchSize', 0) : undefined,
    isSingleBatch: false,
    close: () => undefined,
  })
}

const filtered = (rows: Fields[], filter: unknown): Fields[] => rows.filter(compileFilter(parseFilter(filter ?? {})))

export const listCollections: PlainCommand = (command, server) => {
  const { database, body } = command
  checkOptions(body, ['listCollections', 'filter', 'cursor', 'nameOnly', 'authorizedCollections'], 'listCollections')
  const rows = [...server.store.collections()]
    .filter((collection) => collection.database === database)
    .map(({ name }) => ({
      name,
      type: 'collection',
      options: {},
      info: { readOnly: false },
      idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
    }))
  const shown = filtered(rows, body.filter).map((row) =>
    body.nameOnly === true ? { name: row.name, type: row.type } : row,
  )
  return openCursor(command, server, `${database}.$cmd.listCollections`, shown)
}

export const listDatabases: PlainCommand = ({ body }, { store }) => {
  checkOptions(body, ['listDatabases', 'filter', 'nameOnly', 'authorizedDatabases'], 'listDatabases')
  const names = new Set([...store.collections()].map((collection) => collection.database))
  const databases = [...names].sort().map((name) => ({ name, sizeOnDisk: 0, empty: false }))
  return { databases: filtered(databases, body.filter), totalSize: 0, ok: OK }
}

export const listIndexes: PlainCommand = (command, server) => {
  checkOptions(command.body, ['listIndexes', 'cursor'], 'listIndexes')
  const namespace = namespaceOf(command)
  const collection = server.store.findCollection(namespace)
  if (!collection) throw new StoreError(26, 'NamespaceNotFound', `ns does not exist: ${namespace}`)
  const rows = collection.indexes.map((index) => {
    const { unique, ...spec } = indexSpec(index)
    return { v: 2, ...spec, ...(unique && !index.isClustered && { unique }) }
  })
  return openCursor(command, server, namespace, rows)
}
