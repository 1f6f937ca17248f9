import { setTimeout as sleep } from 'node:timers/promises'
import { parseWechatJson } from './parseWechatJson'
import { toWechatError, WechatError } from './wechatError'

/** How to reach WeChat. */
export interface WechatConnection {
  baseUrl: string
  /** For one attempt, headers and body together. */
  timeoutMs: number
  /** Pauses before the second, third … attempt; as many retries as entries. */
  retryDelaysMs: readonly number[]
  /** Told of every failed attempt, also of those a retry makes good, for logs and counters. */
  onFailure?: ((error: WechatError) => void) | undefined
}

export interface WechatCall {
  method: 'GET' | 'POST'
  path: string
  query?: Record<string, string>
  body?: Record<string, unknown>
  /** Nothing happens twice when WeChat already acted on a call whose answer got lost. */
  isRepeatable?: boolean
  /** Fewer retries than the connection would make. */
  maxRetries?: number
}

/** WeChat's answer: JSON, or the bytes of an image. */
export type WechatAnswer = { kind: 'json'; json: Record<string, unknown> } | { kind: 'binary'; bytes: Buffer }

/**
 * Calls WeChat's server API. `busy` (-1) is retried with back-off; a lost answer only when the call is repeatable.
 *
 * @throws WechatError for every failure; it never carries query, body or `errmsg`.
 */
export async function callWechat(connection: WechatConnection, call: WechatCall): Promise<WechatAnswer> {
  const pauses = connection.retryDelaysMs.slice(0, call.maxRetries)
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await callOnce(connection, call)
    } catch (error) {
      if (!(error instanceof WechatError)) throw error
      connection.onFailure?.(error)
      const pause = pauses[attempt]
      const isWorthRetrying = error.reason === 'busy' || (error.reason === 'unreachable' && call.isRepeatable === true)
      if (pause === undefined || !isWorthRetrying) throw error
      await sleep(pause)
    }
  }
}

/** Like {@link callWechat}, for endpoints that answer with JSON only. */
export async function callWechatForJson(
  connection: WechatConnection,
  call: WechatCall,
): Promise<Record<string, unknown>> {
  const answer = await callWechat(connection, call)
  if (answer.kind === 'json') return answer.json
  throw new WechatError('unreachable', { endpoint: call.path, detail: 'not JSON' })
}

async function callOnce(connection: WechatConnection, call: WechatCall): Promise<WechatAnswer> {
  const { status, bytes, isImage } = await exchange(connection, call)
  if (status !== 200) throw new WechatError('unreachable', { endpoint: call.path, detail: `HTTP ${status}` })
  // Image endpoints report failure as JSON with HTTP 200, not always with the right content type.
  if (isImage && bytes[0] !== '{'.charCodeAt(0)) return { kind: 'binary', bytes }

  const json = parseWechatJson(bytes.toString('utf8'))
  if (json === undefined) throw new WechatError('unreachable', { endpoint: call.path, detail: 'broken JSON' })
  const errcode = Number(json.errcode ?? 0)
  if (errcode !== 0) throw toWechatError(call.path, errcode, String(json.errmsg ?? ''))
  return { kind: 'json', json }
}

async function exchange({ baseUrl, timeoutMs }: WechatConnection, { method, path, query, body }: WechatCall) {
  const url = `${baseUrl.replace(/\/$/, '')}${path}?${new URLSearchParams(query)}`
  try {
    const response = await fetch(url, {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const isImage = response.headers.get('content-type')?.startsWith('image/') ?? false
    return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()), isImage }
  } catch (error) {
    // Only the code of the cause: messages of fetch may contain the address, and the address contains the secret.
    throw new WechatError('unreachable', { endpoint: path, detail: findNetworkCode(error) })
  }
}

function findNetworkCode(error: unknown): string {
  if (!(error instanceof Error)) return 'network'
  const { cause } = error
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code
  return error.name
}
