import type { Role } from './roles'
import * as v from './schema'

/**
 * Who may call an endpoint at all; which records they then reach is decided by policy and scope.
 * `binding`: signed in with WeChat but not yet bound to a person. `proving`: the password was right, the second factor is still owed.
 * A list: holds one of these roles somewhere today.
 */
export type Access = 'public' | 'binding' | 'proving' | 'person' | readonly Role[]

export interface Endpoint {
  /** No PATCH: `wx.request` does not know it. */
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** `/meetings/:meetingId`, below `/api`. */
  path: string
  access: Access
  /** One Chinese sentence for the published API description. */
  summary: string
  params?: v.GenericSchema
  query?: v.GenericSchema
  body?: v.GenericSchema
  reply: v.GenericSchema
  /** The request body is a file of at most this many bytes instead of JSON. */
  uploadBytes?: number
  /** The reply is a file of this media type; `reply` then describes `{ fileName, bytes }`. */
  download?: string
  /** False for a write that needs no `Idempotency-Key` and opens no transaction: sign-in, uploads, calls from outside. */
  once?: false
  /** Made without signal as well and sent days later: its answer is remembered for `OFFLINE_DAYS` instead of one. */
  offline?: true
  /** Open also to somebody who still has to replace an initial password. */
  beforePasswordChange?: true
  /** Open also to an administrator who still has to set up the second factor. */
  beforeSecondFactor?: true
}

export type Endpoints = Readonly<Record<string, Endpoint>>

/** 接口约定 — one object per module: server, phone client and OpenAPI are all derived from it. */
export interface Contract<E extends Endpoints = Endpoints> {
  module: string
  endpoints: E
}

/** Declares a module's contract and keeps its literal types. */
export const defineContract = <const E extends Endpoints>(module: string, endpoints: E): Contract<E> => ({
  module,
  endpoints,
})

type Out<E, K extends 'params' | 'query' | 'body'> =
  E extends Record<K, infer S extends v.GenericSchema> ? { [P in K]: v.InferOutput<S> } : unknown
type In<E, K extends 'params' | 'query' | 'body'> =
  E extends Record<K, infer S extends v.GenericSchema> ? { [P in K]: v.InferInput<S> } : unknown

/** What a handler receives after parsing. */
export type ParsedRequest<E extends Endpoint> = Out<E, 'params'> & Out<E, 'query'> & Out<E, 'body'>
/** What a caller passes. */
export type CallInput<E extends Endpoint> = In<E, 'params'> & In<E, 'query'> & In<E, 'body'>
/** What a handler returns, before undeclared fields are dropped. */
export type HandlerReply<E extends Endpoint> = v.InferInput<E['reply']>
/** What a caller gets. */
export type CallReply<E extends Endpoint> = v.InferOutput<E['reply']>

export const MAX_PAGE = 100

/** Query of a paged list: the cursor of the page before, and how many. */
export const pageQuery = {
  cursor: v.optional(v.pipe(v.string(), v.maxLength(1_000, '翻页标记过长'))),
  limit: v.optional(v.wholeText(1, MAX_PAGE)),
}

/** A page of a list; `next` is the cursor of the following page, null on the last. */
export const page = <const S extends v.GenericSchema>(item: S) =>
  v.object({ items: v.array(item), next: v.nullable(v.string()) })

/** `{ ok: true }` — nothing else to say. */
export const done = v.object({ ok: v.literal(true) })
/** The reply of a handler whose contract says `done`. */
export const OK = { ok: true } as const

/** A file leaving the service. */
export const file = v.object({ fileName: v.string(), bytes: v.instance(Uint8Array) })

/** Where a rule stands, as it travels to the screen. */
export const source = v.object({ document: v.string(), article: v.string() })

/** Why something may not be done, as it travels to the screen. */
export const violation = v.object({
  message: v.string(),
  field: v.optional(v.string()),
  source: v.optional(source),
  fixBy: v.optional(v.string()),
})
