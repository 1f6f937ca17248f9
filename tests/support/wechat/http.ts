import { randomBytes } from 'node:crypto'
import type { StubState } from './state'

export interface StubRequest {
  method: string
  path: string
  query: URLSearchParams
  body: string
}

export interface StubReply {
  status: number
  contentType: string
  body: string | Buffer
}

export type ApiHandler = (state: StubState, request: StubRequest) => StubReply | Promise<StubReply>

/** Routes by `METHOD /path`. */
export type ApiRoutes = Readonly<Record<string, ApiHandler>>

/** WeChat's JSON; a string is taken as already written. */
export function reply(json: Record<string, unknown> | string, status = 200): StubReply {
  const body = typeof json === 'string' ? json : JSON.stringify(json)
  return { status, contentType: 'application/json; charset=UTF-8', body }
}

/** WeChat's failure: HTTP 200, a code, and a message that ends with the request id. */
export function fail(errcode: number, errmsg: string): StubReply {
  const hex = randomBytes(12).toString('hex')
  return reply({ errcode, errmsg: `${errmsg} rid: ${hex.slice(0, 8)}-${hex.slice(8, 16)}-${hex.slice(16)}` })
}

/** The JSON object in a request; undefined when it is none. */
export function findJson({ body }: StubRequest): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}
