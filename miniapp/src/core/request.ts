import type { ErrorReply } from '@shared/core/errors'
import { ApiError } from './apiError'
import { openSignIn } from './navigation'
import { newId } from './newId'
import { isH5 } from './platform'
import { endSession, session } from './session'
import { keptAs } from './storage'
import { exchange, type Incoming, type Outgoing, TransportError } from './transport'

export interface Call {
  method: Outgoing['method']
  /** Below `/api`, parameters filled in, with query. */
  path: string
  json?: unknown
  bytes?: ArrayBuffer
  /** The answer is a file. */
  binary?: boolean
  /** Of a write: fields a hand has filled for it. */
  typed?: number
  /** Of a write; the same key is the same write, however often it is sent. Without one a write is sent once only. */
  key?: string
  timeoutMs?: number
  /** How often it is tried within this call; three times when that can do no harm. */
  tries?: 1
}

const patience = { json: 15_000, bytes: 120_000 }
/** Waits between tries after a lost signal, ms. */
const pauses = [400, 1_500]
const lost = [502, 503, 504]

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
/** Another address than the built-in one: tests and trial installations. */
const otherBase = keptAs<string>('apiBase')
const baseUrl = () => (isH5 ? '' : (otherBase.read() ?? API_BASE))
/** Where a picture or paper of the service is fetched without any call: `url` as a reply has named it. */
export const fileAddress = (url: string): string => `${baseUrl()}${url}`

function textOf(body: Incoming['body']): string {
  if (typeof body === 'string') return body
  // A file was asked for and an error came: its Chinese message is UTF-8 inside the bytes.
  const escaped = Array.from(new Uint8Array(body), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  return decodeURIComponent(escaped)
}

function toError({ status, body }: Incoming): ApiError {
  try {
    const { error } = JSON.parse(textOf(body)) as ErrorReply
    return new ApiError(error.code, error.message, error.violations, error.requestId)
  } catch {
    return new ApiError('internal', `服务没有正常回答（${status}），请稍后再试`)
  }
}

async function tryExchange(outgoing: Outgoing): Promise<Incoming> {
  const answer = await exchange(outgoing)
  if (lost.includes(answer.status)) throw new TransportError('offline')
  return answer
}

/** Sends, and sends again after a lost signal when that cannot do harm: reads, and writes that carry a key. */
async function exchangeWithRetry(outgoing: Outgoing, safe: boolean): Promise<Incoming> {
  for (const pause of safe ? pauses : []) {
    try {
      return await tryExchange(outgoing)
    } catch {
      await wait(pause)
    }
  }
  return tryExchange(outgoing).catch((error: unknown) => {
    throw error instanceof TransportError && error.kind === 'timeout'
      ? new ApiError('timeout', '等了太久还没有回音，请再试一次')
      : new ApiError('offline', '现在连不上网络，请看看信号再试')
  })
}

/**
 * One call to the service with token, request id and idempotency key.
 * @throws ApiError for every failure; a 401 also ends the session and opens the sign-in page, which leads back.
 */
export async function request(call: Call): Promise<Incoming> {
  const { token } = session.get()
  const headers: Record<string, string> = { 'X-Request-Id': newId(), Accept: 'application/json' }
  if (token) headers['Authorization'] = `Bearer ${token}`
  if (call.key) headers['Idempotency-Key'] = call.key
  if (call.typed) headers['X-Typed'] = String(call.typed)
  if (call.bytes) headers['Content-Type'] = 'application/octet-stream'
  else if (call.json !== undefined) headers['Content-Type'] = 'application/json'
  const outgoing: Outgoing = {
    url: `${baseUrl()}/api${call.path}`,
    method: call.method,
    headers,
    body: call.bytes ?? (call.json === undefined ? undefined : JSON.stringify(call.json)),
    binary: call.binary ?? false,
    timeoutMs: call.timeoutMs ?? (call.bytes || call.binary ? patience.bytes : patience.json),
  }
  const answer = await exchangeWithRetry(
    outgoing,
    call.tries !== 1 && (call.method === 'GET' || call.key !== undefined),
  )
  if (answer.status < 400) return answer
  const error = toError(answer)
  // An answer to an older token says nothing about the present one.
  if (error.code === 'unauthenticated' && token === session.get().token) {
    if (token) endSession()
    openSignIn()
  }
  throw error
}
