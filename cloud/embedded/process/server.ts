import type { Server as NetServer, Socket } from 'node:net'
import { type Server, sessionOf } from '../commands/command'
import { createCursors } from '../commands/cursors'
import { execute } from '../commands/execute'
import { createSessions } from '../commands/sessions'
import { removeExpired } from '../storage/expire'
import type { Store } from '../storage/store'
import { requirePassword } from '../wire/authenticate'
import { type Answer, serveConnection } from '../wire/connection'
import type { Owner } from './owner'

const TTL_SECONDS = 30

export interface RunningServer {
  /** Called whenever a client has gone. */
  onLeave(listener: () => void): void
  clients(): number
  /** Drops all clients and everything that is not being committed; when it resolves, nothing is written any more. */
  stopAnswering(): Promise<void>
}

/** Removes what is over, again and again. */
const sweep = async (server: Server): Promise<void> => {
  server.cursors.closeIdle(Date.now())
  try {
    await removeExpired(server.store, Date.now())
  } catch (error) {
    process.stderr.write(`embedded store: removing expired documents failed: ${String(error)}\n`)
  }
}

/** Answers the clients of a listening server from a store. */
export const runServer = (listener: NetServer, store: Store, { address, token, password }: Owner): RunningServer => {
  const sockets = new Set<Socket>()
  const lastSocket = new Map<string, Socket>()
  let onLeave = (): void => undefined
  let timer: NodeJS.Timeout | undefined
  const server: Server = {
    store,
    cursors: createCursors(),
    sessions: createSessions(store),
    address,
    token,
    setTtlInterval(seconds) {
      clearInterval(timer)
      timer = setInterval(() => void sweep(server), seconds * 1000)
    },
  }
  server.setTtlInterval(TTL_SECONDS)

  listener.on('connection', (socket) => {
    sockets.add(socket)
    /** Sessions whose transaction was last spoken of here: a client that dies must not hold locks until their time limit. */
    const spokenOf = new Set<string>()
    socket.on('close', () => {
      sockets.delete(socket)
      for (const session of spokenOf) if (lastSocket.get(session) === socket) server.sessions.abandon(session)
      for (const session of spokenOf) if (lastSocket.get(session) === socket) lastSocket.delete(session)
      onLeave()
    })
    const answer: Answer = (command) => {
      const session = command.body.autocommit === false ? sessionOf(command) : undefined
      if (session !== undefined) {
        spokenOf.add(session)
        lastSocket.set(session, socket)
      }
      return execute(command, server)
    }
    serveConnection(socket, password === undefined ? answer : requirePassword(password, answer))
  })

  return {
    onLeave(call) {
      onLeave = call
    },
    clients: () => sockets.size,
    async stopAnswering() {
      clearInterval(timer)
      const lastCommit = store.close()
      for (const socket of sockets) socket.destroy()
      server.cursors.closeAll()
      server.sessions.endAll()
      await lastCommit
    },
  }
}
