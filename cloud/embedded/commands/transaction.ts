import { encode } from '../bson/document'
import { noSuchTransaction } from '../errors'
import { findOutcome, forgetSession, rememberOutcome } from '../storage/sessionRecords'
import { createReadView } from '../storage/view'
import { type Command, checkOptions, OK, type PlainCommand, type Server, sessionOf } from './command'
import type { Transaction } from './sessions'

const COMMITTED = encode({ ok: OK })

const identify = (command: Command): { session: string; number: string } => {
  const session = sessionOf(command)
  const number = String(command.body.txnNumber)
  if (session === undefined) throw noSuchTransaction(number)
  return { session, number }
}

const commit = async (server: Server, transaction: Transaction): Promise<void> => {
  const { view, session, number } = transaction
  server.sessions.startCommit(transaction)
  try {
    if (!view.hasChanges()) return
    await server.store.write((group) => {
      for (const collection of view.flagged) group.flagged.add(collection)
      view.handOver(group)
      rememberOutcome(group, session, number, COMMITTED)
    })
  } finally {
    server.sessions.end(transaction)
  }
}

/** Commits; a repeated commit is answered like the first, also after a crash. */
export const commitTransaction: PlainCommand = async (command, server) => {
  checkOptions(command.body, ['commitTransaction', 'recoveryToken'], 'commitTransaction')
  const { session, number } = identify(command)
  const transaction = server.sessions.find(session, number)
  if (transaction) await commit(server, transaction)
  else if (!findOutcome(createReadView(server.store.disk), session, number)) throw noSuchTransaction(number)
  return { ok: OK }
}

export const abortTransaction: PlainCommand = (command, server) => {
  const { session, number } = identify(command)
  server.sessions.end(server.sessions.get(session, number))
  return { ok: OK }
}

/** The client is done with these sessions: nothing of them is needed any more. */
export const endSessions: PlainCommand = async ({ body }, server) => {
  const list = Array.isArray(body.endSessions) ? body.endSessions : []
  const sessions = list.flatMap((lsid) => sessionOf({ body: { lsid } }) ?? [])
  for (const session of sessions) {
    server.sessions.endSession(session)
    server.cursors.closeSession(session)
  }
  await server.store.write((view) => {
    for (const session of sessions) forgetSession(view, session)
  })
  return { ok: OK }
}
