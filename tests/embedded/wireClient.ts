import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { decodeFast, type Fields } from '@cloud/embedded/bson/document'
import { buildRequest } from '@cloud/embedded/wire/message'
import { Binary, Long } from 'bson'

export interface Wire {
  send(command: Fields): Promise<Fields>
  close(): void
}

/** One connection on which commands go exactly as given, session and transaction number included, as no driver lets one. */
export const openWire = (uri: string): Wire => {
  const socket = connect(decodeURIComponent(uri.slice('mongodb://'.length, -1)))
  return {
    send: (command) =>
      new Promise((resolve, reject) => {
        socket.once('error', reject)
        socket.once('data', (reply) => {
          socket.off('error', reject)
          resolve(decodeFast(reply.subarray(21)))
        })
        socket.write(buildRequest(command))
      }),
    close: () => socket.destroy(),
  }
}

export interface NumberedSession {
  lsid: Fields
  txnNumber: unknown
}

export const newSession = (): { id: Binary } => ({ id: new Binary(randomBytes(16), 4) })

export const numbered = (lsid: Fields, number: number): NumberedSession => ({
  lsid,
  txnNumber: Long.fromNumber(number),
})
