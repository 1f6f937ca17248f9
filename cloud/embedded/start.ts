import type { ChildProcess } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import type { Socket } from 'node:net'
import { resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { greetOwner } from './process/greet'
import { findOwner, type Owner, uriOf } from './process/owner'
import { spawnStore } from './process/spawn'

export interface EmbeddedStoreOptions {
  /** Where the data lies; made when absent. */
  folder: string
  /** The script of the store's process, when it is neither beside this one (`embedded.mjs`) nor the source. */
  entry?: string
  /** A unix socket, or TCP on the loopback address with a password; the default is what the platform has. */
  transport?: 'socket' | 'tcp'
}

export interface EmbeddedStore {
  /** For the driver or mongoose; the database is the caller's choice. */
  readonly uri: string
  /** The process that owns the folder if this call started it; undefined when another one was joined. */
  readonly pid: number | undefined
  /** Lets go of the store. Its process ends when nobody else is connected. */
  stop(): Promise<void>
}

/** A hold on a running store: the connection by which it knows that somebody needs it. */
interface Hold {
  owner: Owner
  presence: Socket
  child: ChildProcess | undefined
}

const PATIENCE_MS = 30_000
const EXIT_PATIENCE_MS = 2_000

/** Waits, within reason: the store stays when others are connected. */
const waitForExit = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const patience = new AbortController()
  const exited = new Promise<void>((done) => child.once('exit', () => done()))
  child.ref()
  await Promise.race([exited, delay(EXIT_PATIENCE_MS, undefined, patience).catch(() => undefined)])
  child.unref()
  patience.abort()
}

const letGo = ({ presence, child }: Hold): void => {
  presence.destroy()
  child?.stdin?.end()
}

type Request = EmbeddedStoreOptions & { transport: 'socket' | 'tcp' }

const acquireOnce = async ({ folder, entry, transport }: Request): Promise<Hold | undefined> => {
  const running = findOwner(folder)
  const joined = running && (await greetOwner(running))
  if (joined) return { owner: running, presence: joined, child: undefined }
  const spawned = await spawnStore(folder, transport, entry)
  const presence = spawned && (await greetOwner(spawned.owner))
  if (presence) return { ...spawned, presence }
  spawned?.child.stdin?.end()
  return undefined
}

/** Joins the folder's owner or becomes it; several processes that do this at once agree on one. */
const acquire = async (options: Request): Promise<Hold> => {
  const deadline = Date.now() + PATIENCE_MS
  while (Date.now() < deadline) {
    const hold = await acquireOnce(options)
    if (hold) {
      hold.presence.unref()
      return hold
    }
    await delay(50)
  }
  throw new Error(`the embedded store in ${options.folder} did not answer within ${PATIENCE_MS / 1000} s`)
}

/**
 * Starts the store of a data folder, or joins the process that already runs it. When that process dies, another takes
 * its place at the same address by itself, so that the driver reconnects.
 * @throws Error when the store cannot be started
 */
export const startEmbeddedStore = async (options: EmbeddedStoreOptions): Promise<EmbeddedStore> => {
  const folder = resolve(options.folder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const transport = options.transport ?? (process.platform === 'win32' ? 'tcp' : 'socket')
  const request = { ...options, folder, transport }
  let hold = await acquire(request)
  let isStopped = false

  const watch = (): void => {
    hold.presence.once('close', () => {
      if (!isStopped) void reacquire()
    })
  }
  const reacquire = async (): Promise<void> => {
    while (!isStopped) {
      try {
        hold = await acquire(request)
        return isStopped ? letGo(hold) : watch()
      } catch (error) {
        process.stderr.write(`embedded store: ${String(error)}\n`)
        await delay(1000, undefined, { ref: false })
      }
    }
  }
  watch()

  return {
    get uri() {
      return uriOf(hold.owner)
    },
    get pid() {
      return hold.child?.pid
    },
    async stop() {
      isStopped = true
      const { child } = hold
      letGo(hold)
      if (child) await waitForExit(child)
    },
  }
}
