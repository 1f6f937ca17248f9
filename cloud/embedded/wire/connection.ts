import type { Socket } from 'node:net'
import type { Fields } from '../bson/document'
import type { Command } from './message'
import { buildReply, MAX_MESSAGE_BYTES, parseMessage } from './message'

/** Answers one command; never rejects. */
export type Answer = (command: Command) => Fields | Buffer | Promise<Fields | Buffer>

/** Cuts a stream of bytes into messages; `take` gets each one whole. @throws RangeError for an impossible length */
export const createFramer = (take: (message: Buffer) => void): ((chunk: Buffer) => void) => {
  let chunks: Buffer[] = []
  let held = 0
  let needed = 4
  return (chunk) => {
    chunks.push(chunk)
    held += chunk.length
    while (held >= needed) {
      const bytes = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, held)
      const length = bytes.readInt32LE(0)
      if (length < 16 || length > MAX_MESSAGE_BYTES) throw new RangeError(`message of ${length} bytes`)
      const isWhole = held >= length
      if (isWhole) take(bytes.subarray(0, length))
      const rest = isWhole ? bytes.subarray(length) : bytes
      chunks = rest.length > 0 ? [rest] : []
      held = rest.length
      needed = isWhole ? 4 : length
    }
  }
}

/** Serves one client: its commands one after the other, as the protocol has it. */
export const serveConnection = (socket: Socket, answer: Answer): void => {
  let last = Promise.resolve()
  const respond = async (message: Buffer): Promise<void> => {
    const request = parseMessage(message)
    const reply = await answer(request.command)
    if (request.wantsReply && socket.writable) socket.write(buildReply(request, reply))
  }
  const frame = createFramer((message) => {
    last = last.then(() => respond(message)).catch(() => void socket.destroy())
  })
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk: Buffer) => {
    try {
      frame(chunk)
    } catch {
      socket.destroy()
    }
  })
}
