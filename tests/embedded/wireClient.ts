import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { decodeFast, type Fields } from '@cloud/embedded/bson/document'
import { buildRequest } from '@cloud/embedded/wire/message'
import { Binary, Long } from 'bson'

/** Sends single commands exactly as given, session and transaction number included, as no driver lets one. */
export const sendCommand = (uri: string, command: Fields): Promise<Fields> =>
  new Promise((resolve, reject) => {
    const socket = connect(decodeURIComponent(uri.slice('mongodb://'.length, -1)))
    socket.on('error', reject)
    socket.once('data', (reply) => {
      socket.destroy()
      resolve(decodeFast(reply.subarray(21)))
    })
    socket.write(buildRequest(command))
  })

export interface NumberedSession {
  lsid: Fields
  txnNumber: unknown
}

export const newSession = (): { id: Binary } => ({ id: new Binary(randomBytes(16), 4) })

export const numbered = (lsid: Fields, number: number): NumberedSession => ({
  lsid,
  txnNumber: Long.fromNumber(number),
})
