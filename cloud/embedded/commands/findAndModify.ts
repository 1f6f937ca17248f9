import { decodeTyped, type Fields } from '../bson/document'
import { failedToParse } from '../errors'
import { parseFilter } from '../query/filter'
import { applyProjection, parseProjection } from '../query/projection'
import type { Collection } from '../storage/catalog'
import { removeDocument } from '../storage/documents'
import type { WriteView } from '../storage/view'
import { parseUpdate } from '../update/parseUpdate'
import { type Command, checkOptions, namespaceOf, OK, type WriteCommand } from './command'
import { rowsToChange, updateRow, upsertDocument } from './update'

const OPTIONS = [
  'findAndModify',
  'findandmodify',
  'query',
  'sort',
  'update',
  'remove',
  'new',
  'fields',
  'upsert',
  'arrayFilters',
  'hint',
  'bypassDocumentValidation',
]

interface Changed {
  before: Buffer | undefined
  after: Buffer | undefined
  outcome: Fields
}

const change = (view: WriteView, collection: Collection, { body, raw }: Command): Changed => {
  const filter = parseFilter(body.query ?? {})
  const [row] = rowsToChange(view, collection, filter, { isMulti: false, sort: body.sort, hint: body.hint })
  if (body.remove === true) {
    if (row) removeDocument(view, collection, row)
    return { before: row?.raw, after: undefined, outcome: { n: row ? 1 : 0 } }
  }
  const typed = decodeTyped(raw)
  const update = parseUpdate(typed.update, typed.arrayFilters)
  if (row) {
    const after = updateRow(view, collection, row, filter, update)
    return { before: row.raw, after, outcome: { n: 1, updatedExisting: true } }
  }
  if (body.upsert !== true) return { before: undefined, after: undefined, outcome: { n: 0, updatedExisting: false } }
  const after = upsertDocument(view, collection, typed.query ?? {}, update)
  return { before: undefined, after, outcome: { n: 1, updatedExisting: false, upserted: decodeTyped(after)._id } }
}

export const findAndModify: WriteCommand = (command, view, server) => {
  const { body } = command
  checkOptions(body, OPTIONS, 'findAndModify')
  if (body.remove === true && body.update !== undefined)
    throw failedToParse('Cannot specify both an update and remove=true')
  const projection = parseProjection(body.fields)
  const collection = server.store.ensureCollection(namespaceOf(command), view)
  const { before, after, outcome } = change(view, collection, command)
  const shown = body.new === true ? after : before
  const value = shown && decodeTyped(projection ? applyProjection(projection, shown) : shown)
  return { lastErrorObject: outcome, value: value ?? null, ok: OK }
}
