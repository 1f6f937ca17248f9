import { Binary, Double } from 'bson'
import { type Fields, isFields } from '../bson/document'
import { toDouble } from '../bson/order'
import { findRawArray } from '../bson/rawDocument'
import { badValue, unsupported } from '../errors'
import type { Store } from '../storage/store'
import type { ReadView, WriteView } from '../storage/view'
import type { Command } from '../wire/message'
import type { Cursors } from './cursors'
import type { Sessions } from './sessions'

export type { Command }

/** What every command works on. */
export interface Server {
  store: Store
  cursors: Cursors
  sessions: Sessions
  /** The address clients know this server by. */
  address: string
  /** Tells this run of the server from every other. */
  token: string
  /** Seconds between two looks for expired documents. */
  setTtlInterval(seconds: number): void
}

export type Reply = Fields | Buffer
/** `isPinned`: the view is a transaction's, or is not to be kept after the command. */
export type ReadCommand = (command: Command, view: ReadView, server: Server) => Reply
export type WriteCommand = (command: Command, view: WriteView, server: Server) => Fields
export type PlainCommand = (command: Command, server: Server) => Reply | Promise<Reply>

/** The driver insists on a double. */
export const OK = new Double(1)

/** Options every command may carry; those that would change a result here are not among them. */
const COMMON_OPTIONS = new Set([
  '$db',
  'lsid',
  'txnNumber',
  'autocommit',
  'startTransaction',
  'readConcern',
  'writeConcern',
  '$readPreference',
  '$clusterTime',
  'maxTimeMS',
  'comment',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
])

/** Refuses by name every option that is neither common nor in `known`. Options that are off do not count. */
export const checkOptions = (fields: Fields, known: readonly string[], context: string): void => {
  for (const [name, value] of Object.entries(fields)) {
    if (COMMON_OPTIONS.has(name) || known.includes(name)) continue
    if (value === undefined || value === null || value === false) continue
    if (name === 'collation' && isFields(value) && value.locale === 'simple') continue
    throw unsupported(`option ${name} of ${context}`)
  }
}

/** `database.collection` of a command whose first field names the collection. */
export const namespaceOf = ({ name, database, body }: Command): string => {
  const collection = body[name]
  if (typeof collection !== 'string' || collection === '') throw badValue(`${name} needs the name of a collection`)
  return `${database}.${collection}`
}

/** The documents of a write command, which come beside the body or, from simple clients, within it. */
export const rawDocuments = (command: Command, field: string): Buffer[] => {
  const documents = command.sequences.get(field) ?? findRawArray(command.raw, field)
  if (!documents || documents.length === 0) throw badValue(`${command.name} needs a nonempty array of ${field}`)
  return documents
}

/** A whole number that is not negative; `absent` when missing. */
export const wholeNumber = (value: unknown, name: string, absent: number): number => {
  if (value === undefined || value === null) return absent
  const number = toDouble(value)
  if (!Number.isInteger(number) || number < 0) throw badValue(`${name} must be a whole number of at least 0`)
  return number
}

/** The session of a command as hexadecimal text. */
export const sessionOf = ({ body }: Pick<Command, 'body'>): string | undefined => {
  const id = isFields(body.lsid) ? body.lsid.id : undefined
  return id instanceof Binary ? Buffer.from(id.value()).toString('hex') : undefined
}
