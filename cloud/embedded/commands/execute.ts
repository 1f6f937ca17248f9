import { encode, type Fields } from '../bson/document'
import { StoreError } from '../errors'
import { findOutcome, rememberOutcome } from '../storage/sessionRecords'
import { createReadView } from '../storage/view'
import { aggregate } from './aggregate'
import type { Command, PlainCommand, ReadCommand, Reply, Server, WriteCommand } from './command'
import { sessionOf } from './command'
import { create, createIndexes, drop, dropDatabase, dropIndexes } from './definition'
import { explain } from './explain'
import { count, distinct, find, findInTransaction, getMore, killCursors } from './find'
import { findAndModify } from './findAndModify'
import { buildInfo, collStats, dbStats, hello, ping, setParameter } from './information'
import { insert } from './insert'
import { listCollections, listDatabases, listIndexes } from './list'
import { abortTransaction, commitTransaction, endSessions } from './transaction'
import { remove, update } from './update'

const WRITES: Record<string, WriteCommand> = {
  insert,
  update,
  delete: remove,
  findAndModify,
  findandmodify: findAndModify,
}

/** Reads that a transaction may contain. */
const TRANSACTION_READS: Record<string, ReadCommand> = { find: findInTransaction, aggregate, distinct }

const READS: Record<string, ReadCommand> = { aggregate, distinct, count, explain }

const PLAIN: Record<string, PlainCommand> = {
  hello,
  ismaster: hello,
  isMaster: hello,
  ping,
  buildInfo,
  buildinfo: buildInfo,
  setParameter,
  collStats,
  dbStats,
  find,
  getMore,
  killCursors,
  create,
  drop,
  dropDatabase,
  createIndexes,
  dropIndexes,
  listCollections,
  listDatabases,
  listIndexes,
  endSessions,
  abortTransaction,
  commitTransaction,
}

const ENDS = new Set(['commitTransaction', 'abortTransaction'])

const executeInTransaction = async (
  command: Command,
  server: Server,
  session: string,
  number: string,
): Promise<Reply> => {
  const { name, body } = command
  if (name === 'getMore' || name === 'killCursors') return PLAIN[name]?.(command, server) as Reply
  if (body.startTransaction === true) await server.store.definitionsSettled()
  const transaction =
    body.startTransaction === true ? server.sessions.begin(session, number) : server.sessions.get(session, number)
  try {
    const read = TRANSACTION_READS[name]
    const write = WRITES[name]
    if (!read && !write) {
      throw new StoreError(
        263,
        'OperationNotSupportedInTransaction',
        `Cannot run '${name}' in a multi-document transaction`,
      )
    }
    const reply = read ? read(command, transaction.view, server) : (write?.(command, transaction.view, server) ?? {})
    if ('writeErrors' in reply) server.sessions.end(transaction)
    return reply
  } catch (error) {
    server.sessions.end(transaction)
    throw error
  }
}

/** A single write; with a transaction number it is done once, however often the driver sends it. */
const executeWrite = (command: Command, server: Server, write: WriteCommand): Promise<Reply> => {
  const session = sessionOf(command)
  const number = command.body.txnNumber === undefined ? undefined : String(command.body.txnNumber)
  return server.store.write((view): Reply => {
    if (session === undefined || number === undefined) return write(command, view, server)
    const known = findOutcome(view, session, number)
    if (known) return known
    const reply = encode(write(command, view, server))
    rememberOutcome(view, session, number, reply)
    return reply
  })
}

const executeKnown = (command: Command, server: Server): Reply | Promise<Reply> => {
  const { name, body } = command
  const session = body.autocommit === false && !ENDS.has(name) ? sessionOf(command) : undefined
  if (session !== undefined) return executeInTransaction(command, server, session, String(body.txnNumber))
  const write = WRITES[name]
  if (write) return executeWrite(command, server, write)
  const read = READS[name]
  if (read) return read(command, createReadView(server.store.disk), server)
  const plain = PLAIN[name]
  if (plain) return plain(command, server)
  throw new StoreError(59, 'CommandNotFound', `no such command: '${name}' (Unsupported: not in the embedded store)`)
}

const describeError = (error: unknown): Fields => {
  if (!(error instanceof StoreError)) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    process.stderr.write(`embedded store: ${text}\n`)
    return { ok: 0, errmsg: `internal error: ${String(error)}`, code: 8, codeName: 'UnknownError' }
  }
  const { code, codeName, message, extra } = error
  return {
    ok: 0,
    errmsg: message,
    code,
    codeName,
    ...(extra.keyPattern && { keyPattern: extra.keyPattern, keyValue: extra.keyValue }),
    ...(extra.labels && { errorLabels: extra.labels }),
  }
}

/** Answers a command; errors are answers too. */
export const execute = async (command: Command, server: Server): Promise<Reply> => {
  try {
    return await executeKnown(command, server)
  } catch (error) {
    return describeError(error)
  }
}
