import type { Socket } from 'node:net'
import { buildRequest } from '../wire/message'
import { connectTo, type Owner } from './owner'

const PATIENCE_MS = 5_000

/**
 * A connection to the owner on record that has answered, and so counts as a client; undefined when there is no such
 * process any more or it is just closing.
 */
export const greetOwner = async (owner: Owner): Promise<Socket | undefined> => {
  const socket = await connectTo(owner.address)
  if (!socket) return undefined
  const isOwner = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), PATIENCE_MS)
    const settle = (answer: boolean): void => {
      clearTimeout(timer)
      resolve(answer)
    }
    socket.once('data', (reply: Buffer) => settle(reply.includes(owner.token)))
    socket.once('error', () => settle(false))
    socket.once('close', () => settle(false))
    socket.write(buildRequest({ hello: 1, $db: 'admin' }))
  })
  socket.on('error', () => undefined)
  if (isOwner) return socket
  socket.destroy()
  return undefined
}
