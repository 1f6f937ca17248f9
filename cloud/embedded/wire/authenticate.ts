import { timingSafeEqual } from 'node:crypto'
import { Binary } from 'bson'
import type { Fields } from '../bson/document'
import { StoreError } from '../errors'
import type { Answer } from './connection'
import type { Command } from './message'

const BEFORE_LOGIN = new Set(['hello', 'ismaster', 'isMaster'])

const refusal = (code: number, codeName: string, errmsg: string): Fields => ({ ok: 0, code, codeName, errmsg })

const passwordOf = ({ body }: Command): Buffer => {
  if (body.mechanism !== 'PLAIN' || !(body.payload instanceof Binary)) {
    throw new StoreError(2, 'BadValue', 'Unsupported: only authMechanism=PLAIN is supported by the embedded store')
  }
  const payload = Buffer.from(body.payload.value())
  return payload.subarray(payload.indexOf(0, 1) + 1)
}

/** Lets a connection do nothing but greet and log in (SASL PLAIN) until it has given the password. */
export const requirePassword = (password: string, answer: Answer): Answer => {
  const expected = Buffer.from(password)
  let isKnown = false
  return (command) => {
    if (command.name === 'saslStart') {
      const given = passwordOf(command)
      isKnown = given.length === expected.length && timingSafeEqual(given, expected)
      if (!isKnown) return refusal(18, 'AuthenticationFailed', 'Authentication failed.')
      return { conversationId: 1, done: true, payload: new Binary(Buffer.alloc(0)), ok: 1 }
    }
    if (isKnown || BEFORE_LOGIN.has(command.name)) return answer(command)
    return refusal(13, 'Unauthorized', `Command ${command.name} requires authentication`)
  }
}
