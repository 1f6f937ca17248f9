import { StoreError } from '../errors'
import { ALL_SESSIONS, sessionKey } from './keys'
import type { ReadView, WriteView } from './view'

/** Longer than any driver repeats a write. */
const KEPT_MS = 60 * 60 * 1000

/**
 * What a session's last write or transaction came to, stored with the write itself: a driver that lost the answer, even
 * to a crash, repeats the command and gets the same answer. Layout: number (8), milliseconds (8), reply.
 */
export const rememberOutcome = (view: WriteView, session: string, number: string, reply: Buffer): void => {
  const record = Buffer.allocUnsafe(16 + reply.length)
  record.writeBigInt64BE(BigInt(number), 0)
  record.writeBigInt64BE(BigInt(Date.now()), 8)
  record.set(reply, 16)
  view.put(sessionKey(session), record)
}

/** The reply that was remembered for exactly this number. @throws StoreError when the session is already further on */
export const findOutcome = (view: ReadView, session: string, number: string): Buffer | undefined => {
  const record = view.get(sessionKey(session))
  const last = record?.readBigInt64BE(0)
  if (!record || last === undefined || last < BigInt(number)) return undefined
  if (last === BigInt(number)) return record.subarray(16)
  throw new StoreError(225, 'TransactionTooOld', `Cannot start transaction ${number}: a newer one has started`)
}

export const forgetSession = (view: WriteView, session: string): void => view.remove(sessionKey(session))

/** Removes the records of sessions that ended without saying so. */
export const forgetOldSessions = (view: WriteView, now: number): void => {
  const old: Buffer[] = []
  for (const { key, value } of view.range(ALL_SESSIONS.start, ALL_SESSIONS.end)) {
    if (now - Number(value.readBigInt64BE(8)) > KEPT_MS) old.push(key)
  }
  for (const key of old) view.remove(key)
}
