import { randomBytes } from 'node:crypto'
import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { createServer, type Server as NetServer } from 'node:net'
import { openKeyValue } from '../storage/keyValue'
import { createStore } from '../storage/store'
import { connectTo, findOwner, newToken, type Owner, removeOwner, socketPath, writeOwner } from './owner'
import { type RunningServer, runServer } from './server'

export type Transport = 'socket' | 'tcp'

export interface OwnedStore {
  owner: Owner
  server: RunningServer
  /** Gives the folder back and closes it. */
  release(): Promise<void>
}

interface Bound {
  listener: NetServer
  address: string
  publish(): void
}

const listenAt = (listener: NetServer, place: string | number): Promise<void> =>
  new Promise((resolve, reject) => {
    listener.once('error', reject)
    const ready = (): void => {
      listener.off('error', reject)
      resolve()
    }
    if (typeof place === 'string') listener.listen(place, ready)
    else listener.listen(place, '127.0.0.1', ready)
  })

/** The port of the last owner if it is free, so that its clients find the new one. */
const listenOnPort = async (listener: NetServer, previous: Owner | undefined): Promise<string> => {
  const port = Number(previous?.address.split(':')[1] ?? 0)
  await listenAt(listener, port).catch(() => listenAt(listener, 0))
  const bound = listener.address()
  if (typeof bound !== 'object' || bound === null) throw new Error('the store could not listen on a port')
  return `127.0.0.1:${bound.port}`
}

const isAlive = async (owner: Owner): Promise<boolean> => {
  const socket = await connectTo(owner.address)
  socket?.destroy()
  return socket !== undefined
}

/** A socket is bound under a name of its own and renamed: the shared name never points to nobody while there is an owner. */
const bind = async (
  folder: string,
  transport: Transport,
  token: string,
  previous: Owner | undefined,
): Promise<Bound> => {
  const listener = createServer()
  if (transport === 'tcp')
    return { listener, address: await listenOnPort(listener, previous), publish: () => undefined }
  const address = socketPath(folder)
  const own = address.replace(/\.sock$/, `${token.slice(0, 6)}.sock`)
  await listenAt(listener, own)
  return { listener, address, publish: () => renameSync(own, address) }
}

/**
 * Becomes the owner of a data folder; undefined when another process is. LMDB's write lock, which the kernel frees when
 * its holder dies, decides between processes that try at the same moment: inside it the owner that was found dead must
 * still be the one on record. Listening begins before, so a recorded owner that does not listen is dead.
 */
export const ownFolder = async (folder: string, transport: Transport): Promise<OwnedStore | undefined> => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const previous = findOwner(folder)
  if (previous && (await isAlive(previous))) return undefined
  const token = newToken()
  const { listener, address, publish } = await bind(folder, transport, token, previous)
  const password = transport === 'tcp' ? (previous?.password ?? randomBytes(24).toString('hex')) : undefined
  const owner: Owner = { token, pid: process.pid, address, ...(password !== undefined && { password }) }
  const disk = openKeyValue(folder)
  const isOwn = disk.exclusively(() => {
    if (findOwner(folder)?.token !== previous?.token) return false
    publish()
    writeOwner(folder, owner)
    return true
  })
  if (!isOwn) {
    listener.close()
    await disk.close()
    return undefined
  }
  const server = runServer(listener, createStore(disk), owner)
  const release = async (): Promise<void> => {
    await server.stopAnswering()
    disk.exclusively(() => {
      if (findOwner(folder)?.token !== token) return
      removeOwner(folder)
      if (transport === 'socket') rmSync(address, { force: true })
    })
    listener.close()
    await disk.close()
  }
  return { owner, server, release }
}
