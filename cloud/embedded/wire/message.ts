import { decodeFast, encode, type Fields } from '../bson/document'
import { badValue } from '../errors'

/** MongoDB's wire protocol: every message is `length, request id, response to, opcode`, then the body. */
const HEADER_BYTES = 16
const OP_REPLY = 1
const OP_QUERY = 2004
const OP_MSG = 2013
const CHECKSUM_PRESENT = 1
const MORE_TO_COME = 2

export const MAX_MESSAGE_BYTES = 48_000_000

/** A command as it came from a client. */
export interface Command {
  name: string
  database: string
  body: Fields
  /** The body's bytes, for what must be stored exactly as it came. */
  raw: Buffer
  /** Document sequences sent beside the body (`documents`, `updates`, `deletes`). */
  sequences: Map<string, Buffer[]>
}

export interface Request {
  id: number
  command: Command
  /** The client of a driver's very first message speaks the old protocol. */
  isLegacy: boolean
  wantsReply: boolean
}

const endOfString = (message: Buffer, at: number): number => message.indexOf(0, at)

const readSequence = (section: Buffer): [string, Buffer[]] => {
  const nameEnd = endOfString(section, 4)
  const documents: Buffer[] = []
  let at = nameEnd + 1
  while (at < section.length) {
    const length = section.readInt32LE(at)
    documents.push(section.subarray(at, at + length))
    at += length
  }
  return [section.toString('utf8', 4, nameEnd), documents]
}

const toCommand = (raw: Buffer, database: string | undefined, sequences: Map<string, Buffer[]>): Command => {
  const body = decodeFast(raw)
  return {
    name: Object.keys(body)[0] ?? '',
    database: database ?? (typeof body.$db === 'string' ? body.$db : 'admin'),
    body,
    raw,
    sequences,
  }
}

const parseLegacyQuery = (message: Buffer): Request => {
  const namespaceEnd = endOfString(message, HEADER_BYTES + 4)
  const [database] = message.toString('utf8', HEADER_BYTES + 4, namespaceEnd).split('.')
  const start = namespaceEnd + 9
  const raw = message.subarray(start, start + message.readInt32LE(start))
  return { id: message.readInt32LE(4), command: toCommand(raw, database, new Map()), isLegacy: true, wantsReply: true }
}

/** Reads one whole message. @throws StoreError for an opcode other than OP_MSG and the handshake's OP_QUERY */
export const parseMessage = (message: Buffer): Request => {
  const opcode = message.readInt32LE(12)
  if (opcode === OP_QUERY) return parseLegacyQuery(message)
  if (opcode !== OP_MSG) throw badValue(`unknown opcode ${opcode}`)
  const flags = message.readUInt32LE(HEADER_BYTES)
  const end = message.length - (flags & CHECKSUM_PRESENT ? 4 : 0)
  const sequences = new Map<string, Buffer[]>()
  let raw: Buffer | undefined
  let at = HEADER_BYTES + 4
  while (at < end) {
    const kind = message[at]
    const length = message.readInt32LE(at + 1)
    const section = message.subarray(at + 1, at + 1 + length)
    if (kind === 0) raw = section
    else sequences.set(...readSequence(section))
    at += 1 + length
  }
  if (!raw) throw badValue('a message without a body')
  return {
    id: message.readInt32LE(4),
    command: toCommand(raw, undefined, sequences),
    isLegacy: false,
    wantsReply: (flags & MORE_TO_COME) === 0,
  }
}

let lastReplyId = 0

const header = (length: number, request: Request, opcode: number, extra: number): Buffer => {
  const bytes = Buffer.alloc(HEADER_BYTES + extra)
  lastReplyId = (lastReplyId + 1) & 0x7fffffff
  bytes.writeInt32LE(length + bytes.length, 0)
  bytes.writeInt32LE(lastReplyId, 4)
  bytes.writeInt32LE(request.id, 8)
  bytes.writeInt32LE(opcode, 12)
  return bytes
}

/** The message that answers a request with a BSON document. */
export const buildReply = (request: Request, reply: Fields | Buffer): Buffer => {
  const body = Buffer.isBuffer(reply) ? reply : encode(reply)
  if (!request.isLegacy) return Buffer.concat([header(body.length, request, OP_MSG, 5), body])
  const head = header(body.length, request, OP_REPLY, 20)
  head.writeInt32LE(8, 16)
  head.writeInt32LE(1, 32)
  return Buffer.concat([head, body])
}

/** A command as a message, for a client that is no driver. */
export const buildRequest = (body: Fields): Buffer => {
  const raw = encode(body)
  const bytes = Buffer.alloc(HEADER_BYTES + 5)
  bytes.writeInt32LE(bytes.length + raw.length, 0)
  bytes.writeInt32LE(OP_MSG, 12)
  return Buffer.concat([bytes, raw])
}
