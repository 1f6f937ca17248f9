import { type Endpoint, file } from '@shared/core/contract'
import { AppError } from '@shared/core/errors'
import { OFFLINE_DAYS } from '@shared/core/offline'
import { plainDateOf } from '@shared/core/plainDate'
import * as v from '@shared/core/schema'
import type { Context } from 'koa'
import type { Actor } from '../actor'
import { recordAsked } from '../asked'
import { checkAccess } from '../authorize'
import { wakeConsumers } from '../change'
import { repeatWhenCutOff } from '../database/repeatWhenCutOff'
import type { Deps } from '../deps'
import { answerOnce } from './once'
import { parseWith } from './parseWith'
import { PreparedJson } from './preparedJson'
import type { RateLimit } from './rateLimit'
import { readBytes, readJson } from './readBody'
import type { AnyHandler } from './route'

export interface DispatchOptions {
  deps: Deps
  /** Who holds this bearer token; anonymous for none. @throws AppError unauthenticated for an expired one. */
  resolveActor(token: string | undefined): Actor | Promise<Actor>
  limit: RateLimit
}

const tokenOf = (ctx: Context): string | undefined => /^Bearer (\S{20,200})$/.exec(ctx.get('Authorization'))?.[1]

/** Days for which the answer to a write is known again by its key; longer than a phone without signal keeps the write. */
const daysKept = (endpoint: Endpoint): number => (endpoint.offline ? OFFLINE_DAYS + 5 : 1)

function sendFile(ctx: Context, endpoint: Endpoint, reply: unknown): void {
  const { fileName, bytes } = v.parse(file, reply)
  ctx.set('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`)
  ctx.type = endpoint.download ?? 'application/octet-stream'
  ctx.body = Buffer.from(bytes)
}

function sendPrepared(ctx: Context, reply: PreparedJson): void {
  ctx.set('ETag', reply.etag)
  ctx.set('Cache-Control', 'private, no-cache')
  if (ctx.get('If-None-Match') === reply.etag) {
    ctx.status = 304
    return
  }
  ctx.type = 'application/json; charset=utf-8'
  ctx.body = reply.bytes
}

/** Koa middleware of one endpoint: who → limits → parse → handler (once, in a transaction, when it writes) → parse the reply. */
export function dispatch(name: string, endpoint: Endpoint, handler: AnyHandler, options: DispatchOptions) {
  const { deps, resolveActor, limit } = options
  const writes = endpoint.method !== 'GET'
  /** Tokens nobody holds count against the address, so that they cannot be tried without end. */
  const identify = async (token: string | undefined, address: string): Promise<Actor> => {
    try {
      return await resolveActor(token)
    } catch (error) {
      await limit.take(address)
      throw error
    }
  }
  return async (ctx: Context): Promise<void> => {
    ctx.state['endpoint'] = name
    const address = ctx.ip
    // Signing in is open to whoever still carries a session that has ended.
    const actor = await identify(endpoint.access === 'public' ? undefined : tokenOf(ctx), address)
    await limit.take(actor.personId || actor.sessionId || address)
    checkAccess(actor, endpoint.access, endpoint)
    const params = endpoint.params && parseWith(endpoint.params, ctx['params'])
    const query = endpoint.query && parseWith(endpoint.query, { ...ctx.query })
    const upload = endpoint.uploadBytes ? await readBytes(ctx.req, endpoint.uploadBytes) : Buffer.alloc(0)
    if (endpoint.uploadBytes && upload.length === 0) throw new AppError('invalid_input', '文件是空的')
    const json = writes && !endpoint.uploadBytes ? await readJson(ctx.req) : undefined
    const body = endpoint.body && parseWith(endpoint.body, json)
    const now = deps.clock.now()
    const call = {
      deps,
      actor,
      params,
      query,
      body,
      upload,
      address,
      userAgent: ctx.get('User-Agent').slice(0, 200),
      now: new Date(now).toISOString(),
      today: plainDateOf(now),
      requestId: String(ctx.state['requestId']),
    }
    const parseReply = (reply: unknown) => v.parse(endpoint.reply, reply)
    if (writes && endpoint.once !== false) {
      const caller = actor.personId || actor.sessionId || address
      const answer = await answerOnce(
        ctx.get('Idempotency-Key') || undefined,
        caller,
        [name, params ?? null, query ?? null, json ?? null],
        new Date(now + daysKept(endpoint) * 86_400_000),
        async () => {
          const reply = parseReply(await handler(call))
          await recordAsked(call, name, Number(ctx.get('X-Typed')) || 0, json)
          return reply
        },
      )
      wakeConsumers()
      if (answer.repeated) ctx.set('Idempotent-Replay', 'true')
      ctx.body = answer.reply
      return
    }
    const reply = writes ? await handler(call) : await repeatWhenCutOff(() => handler(call))
    if (writes) wakeConsumers()
    if (endpoint.download) sendFile(ctx, endpoint, reply)
    else if (reply instanceof PreparedJson) sendPrepared(ctx, reply)
    else ctx.body = parseReply(reply)
  }
}
