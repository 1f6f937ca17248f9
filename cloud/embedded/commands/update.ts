import { decodeFast, decodeTyped, encode, type Fields } from '../bson/document'
import { toDouble } from '../bson/order'
import { failedToParse } from '../errors'
import { type Filter, parseFilter } from '../query/filter'
import { parseSort } from '../query/sort'
import type { Collection } from '../storage/catalog'
import { insertDocument, type Row, removeDocument, replaceDocument } from '../storage/documents'
import type { WriteView } from '../storage/view'
import { applyUpdate } from '../update/applyUpdate'
import { findMatchedPosition } from '../update/matchedPosition'
import { parseUpdate, type Update } from '../update/parseUpdate'
import { buildUpsert } from '../update/upsert'
import { checkOptions, namespaceOf, OK, rawDocuments, type WriteCommand } from './command'
import { queryRows } from './find'
import { runStatements } from './insert'

/** Applies an update to a stored document. The bytes it has then: the same object when nothing changed. */
export const updateRow = (
  view: WriteView,
  collection: Collection,
  row: Row,
  filter: Filter,
  update: Update,
): Buffer => {
  const fields = decodeTyped(row.raw)
  const findMatched = (parts: readonly string[]) => findMatchedPosition(filter, decodeFast(row.raw), parts)
  const raw = encode(applyUpdate(update, fields, { isInsert: false, findMatched }))
  if (raw.equals(row.raw)) return row.raw
  replaceDocument(view, collection, row, raw)
  return raw
}

/** Inserts what an update that found nothing makes of its query. Both are given with typed values. */
export const upsertDocument = (
  view: WriteView,
  collection: Collection,
  typedFilter: unknown,
  update: Update,
): Buffer => {
  const raw = buildUpsert(parseFilter(typedFilter), update)
  insertDocument(view, collection, raw)
  return raw
}

/** The rows a write means, read to the end before the first of them is changed. */
export const rowsToChange = (
  view: WriteView,
  collection: Collection,
  filter: Filter,
  options: { isMulti: boolean; sort?: unknown; hint?: unknown },
): Row[] => {
  const limit = options.isMulti ? Infinity : 1
  const hint = options.hint === undefined ? {} : { hint: options.hint }
  return [...queryRows(view, collection, { filter, sort: parseSort(options.sort), skip: 0, limit, ...hint })]
}

interface Outcome {
  matched: number
  modified: number
  upserted?: unknown
}

const runUpdate = (view: WriteView, collection: Collection, raw: Buffer): Outcome => {
  const statement = decodeFast(raw)
  const typed = decodeTyped(raw)
  checkOptions(statement, ['q', 'u', 'multi', 'upsert', 'arrayFilters', 'hint', 'sort'], 'update')
  const update = parseUpdate(typed.u, typed.arrayFilters)
  const isMulti = statement.multi === true
  if (isMulti && update.kind === 'replace')
    throw failedToParse('multi update is not supported for replacement-style update')
  const filter = parseFilter(statement.q)
  const rows = rowsToChange(view, collection, filter, { isMulti, sort: statement.sort, hint: statement.hint })
  if (rows.length === 0 && statement.upsert === true) {
    const inserted = upsertDocument(view, collection, typed.q, update)
    return { matched: 1, modified: 0, upserted: decodeTyped(inserted)._id }
  }
  const changed = rows.filter((row) => updateRow(view, collection, row, filter, update) !== row.raw)
  return { matched: rows.length, modified: changed.length }
}

export const update: WriteCommand = (command, view, server) => {
  const { body } = command
  checkOptions(body, ['update', 'updates', 'ordered', 'bypassDocumentValidation'], 'update')
  const collection = server.store.ensureCollection(namespaceOf(command), view)
  let n = 0
  let nModified = 0
  const upserted: Fields[] = []
  const writeErrors = runStatements(rawDocuments(command, 'updates'), body.ordered !== false, (raw, index) => {
    const outcome = runUpdate(view, collection, raw)
    n += outcome.matched
    nModified += outcome.modified
    if (outcome.upserted !== undefined) upserted.push({ index, _id: outcome.upserted })
  })
  return {
    n,
    nModified,
    ...(upserted.length > 0 && { upserted }),
    ...(writeErrors.length > 0 && { writeErrors }),
    ok: OK,
  }
}

export const remove: WriteCommand = (command, view, server) => {
  const { body } = command
  checkOptions(body, ['delete', 'deletes', 'ordered'], 'delete')
  const collection = server.store.findCollection(namespaceOf(command), view)
  let n = 0
  const writeErrors = runStatements(rawDocuments(command, 'deletes'), body.ordered !== false, (raw) => {
    const statement = decodeFast(raw)
    checkOptions(statement, ['q', 'limit', 'hint'], 'delete')
    const filter = parseFilter(statement.q)
    if (!collection) return
    const isMulti = toDouble(statement.limit) !== 1
    const rows = rowsToChange(view, collection, filter, { isMulti, hint: statement.hint })
    for (const row of rows) removeDocument(view, collection, row)
    n += rows.length
  })
  return { n, ...(writeErrors.length > 0 && { writeErrors }), ok: OK }
}
