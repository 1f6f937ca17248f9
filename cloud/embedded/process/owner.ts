import { createHash, randomBytes } from 'node:crypto'
import { lstatSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type NetConnectOpts, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What the owner of a data folder leaves in it for others: where it listens, and who it is. */
export interface Owner {
  /** Differs for every process that ever owned the folder. */
  token: string
  pid: number
  /** A socket path, or `127.0.0.1:port`. */
  address: string
  /** Asked for over TCP; a socket is protected by its folder. */
  password?: string
}

const OWNER_FILE = 'owner.json'
/** The kernel allows 104 to 108 bytes for a socket's path. */
const MAX_SOCKET_PATH = 100

const isOwner = (value: unknown): value is Owner =>
  typeof value === 'object' &&
  value !== null &&
  'token' in value &&
  'pid' in value &&
  'address' in value &&
  typeof value.token === 'string' &&
  typeof value.pid === 'number' &&
  typeof value.address === 'string'

/** Who owned the folder last, if anybody; it may be dead. */
export const findOwner = (folder: string): Owner | undefined => {
  try {
    const parsed: unknown = JSON.parse(readFileSync(join(folder, OWNER_FILE), 'utf8'))
    return isOwner(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

/** Replaces the owner file in one step. */
export const writeOwner = (folder: string, owner: Owner): void => {
  const draft = join(folder, `${OWNER_FILE}.${owner.token}`)
  writeFileSync(draft, JSON.stringify(owner), { mode: 0o600 })
  renameSync(draft, join(folder, OWNER_FILE))
}

export const removeOwner = (folder: string): void => rmSync(join(folder, OWNER_FILE), { force: true })

export const newToken = (): string => randomBytes(8).toString('hex')

/** A folder for sockets that only this user can enter. @throws Error when somebody else made it */
const privateFolder = (base: string): string => {
  const folder = join(base, `embedded-store-${process.getuid?.() ?? 0}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const stats = lstatSync(folder)
  const isPrivate = stats.isDirectory() && stats.uid === process.getuid?.() && (stats.mode & 0o077) === 0
  if (!isPrivate) throw new Error(`${folder} must be a folder that only this user can enter`)
  return folder
}

/** The socket of a data folder: the same for every process and every start, so that clients find a new owner. */
export const socketPath = (dataFolder: string): string => {
  const name = `${createHash('sha256').update(realpathSync(dataFolder)).digest('hex').slice(0, 16)}.sock`
  const path = join(privateFolder(tmpdir()), name)
  return path.length <= MAX_SOCKET_PATH ? path : join(privateFolder('/tmp'), name)
}

export const connectOptions = (address: string): NetConnectOpts => {
  const tcp = /^(127\.0\.0\.1):(\d+)$/.exec(address)
  return tcp ? { host: '127.0.0.1', port: Number(tcp[2]) } : { path: address }
}

/** A connection to an address; undefined when nobody listens there. */
export const connectTo = (address: string): Promise<Socket | undefined> =>
  new Promise((resolve) => {
    const socket = connect(connectOptions(address))
    socket.once('connect', () => resolve(socket))
    socket.once('error', () => resolve(undefined))
  })

/** The address as the driver wants it. */
export const uriOf = ({ address, password }: Owner): string => {
  if (password === undefined) return `mongodb://${encodeURIComponent(address)}/`
  return `mongodb://store:${password}@${address}/?authMechanism=PLAIN`
}
