import { randomBytes } from 'node:crypto'
import type { Clock } from '@cloud/core/clock'
import { decodeAesKey, decryptMessage, encryptMessage, isSameSignature, signParts } from './messageCodec'
import { parseWechatJson } from './parseWechatJson'
import { WechatError } from './wechatError'

/** 消息推送配置 of the mini-program's console. */
export interface PushConfig {
  appId: string
  /** Empty: no push is set up in the console, and every push is refused. */
  token: string
  /** 43 characters. Present: safe mode, and nothing unencrypted is accepted. Absent or empty: plain mode. */
  encodingAesKey?: string | undefined
  clock: Clock
}

/** The query WeChat calls us with; values as the HTTP layer parsed them. */
export type PushQuery = Readonly<Record<string, string | string[] | undefined>>

/** A passive reply in safe mode. */
export interface SealedReply {
  Encrypt: string
  MsgSignature: string
  TimeStamp: number
  Nonce: string
}

const endpoint = 'push'

/**
 * The three things our push address does. The timestamp is not compared with our clock: a replayed push is harmless,
 * since every event has an idempotency key, while a clock that is off would silently lose every event.
 *
 * Source: 消息推送 (framework/server-ability/message-push).
 */
export function createPushEndpoint({ appId, token, encodingAesKey, clock }: PushConfig) {
  const key = encodingAesKey ? decodeAesKey(encodingAesKey) : undefined

  /** The GET with which the console checks our address; when true, answer with `echostr` as plain text. */
  function verifySignature(query: PushQuery): boolean {
    return isSigned(query, 'signature')
  }

  /**
   * Opens a POST. `body` is the raw text: JSON, the format to choose in the console.
   *
   * @throws WechatError `forged` or `malformed`.
   */
  function openEnvelope(query: PushQuery, body: string): Record<string, unknown> {
    const outer = readJson(body)
    if (key === undefined) {
      if (!isSigned(query, 'signature')) throw new WechatError('forged', { endpoint })
      return outer
    }
    const encrypted = outer.Encrypt
    if (typeof encrypted !== 'string') throw new WechatError('malformed', { endpoint, detail: 'not encrypted' })
    // `signature` does not cover the body; only `msg_signature` does.
    if (!isSigned(query, 'msg_signature', encrypted)) throw new WechatError('forged', { endpoint })
    const opened = openWith(key, encrypted)
    if (opened.appId !== appId) throw new WechatError('forged', { endpoint, detail: 'another app' })
    return readJson(opened.message)
  }

  /** Encrypts and signs an answer to a push. Events need none: answer `success`. @throws Error in plain mode. */
  function sealReply(reply: Record<string, unknown>): SealedReply {
    if (key === undefined) throw new Error('sealReply needs an EncodingAESKey')
    const Encrypt = encryptMessage(key, { message: JSON.stringify(reply), appId }, randomBytes(16))
    const TimeStamp = Math.floor(clock.now() / 1000)
    const Nonce = String(randomBytes(4).readUInt32BE())
    return { Encrypt, MsgSignature: signParts(token, String(TimeStamp), Nonce, Encrypt), TimeStamp, Nonce }
  }

  function isSigned(query: PushQuery, name: 'signature' | 'msg_signature', ...encrypted: string[]): boolean {
    // Anybody can compute a signature over an empty token.
    if (token === '') return false
    const { timestamp, nonce, [name]: given } = query
    if (typeof timestamp !== 'string' || typeof nonce !== 'string' || typeof given !== 'string') return false
    return isSameSignature(signParts(token, timestamp, nonce, ...encrypted), given)
  }

  return { verifySignature, openEnvelope, sealReply }
}

function openWith(key: Buffer, encrypted: string) {
  try {
    return decryptMessage(key, encrypted)
  } catch {
    throw new WechatError('malformed', { endpoint, detail: 'cannot decrypt' })
  }
}

function readJson(text: string): Record<string, unknown> {
  const json = parseWechatJson(text)
  if (json === undefined) throw new WechatError('malformed', { endpoint, detail: 'not JSON' })
  return json
}
