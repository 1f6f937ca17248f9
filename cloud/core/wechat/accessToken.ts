import type { Clock } from '@cloud/core/clock'
import { callWechatForJson, type WechatCall, type WechatConnection } from './callWechat'
import { WechatError } from './wechatError'

const stableToken = '/cgi-bin/stable_token'
/** WeChat hands out the successor five minutes before a token ends, while both still work. */
const renewBeforeMs = 300_000
/** A storm of refused calls must not become a storm of token requests. */
const minimumAgeMs = 10_000

interface CachedToken {
  value: string
  fetchedAt: number
  renewAt: number
}

/** The access token of one process. */
export interface AccessTokenSource {
  /** A token that should work now. @throws WechatError */
  get(): Promise<string>
  /** After WeChat refused `refused`: another token, or undefined when that one was fetched seconds ago. @throws WechatError */
  replace(refused: string): Promise<string | undefined>
}

/**
 * The mini-program's token. Several service instances need no shared cache: `stable_token` in normal mode gives each of them the
 * same token. A forced refresh is never made, it would take the token away from the others.
 *
 * Source: 获取稳定版接口调用凭据 (mp-access-token/api_getstableaccesstoken).
 */
export const createAccessTokenSource = (
  connection: WechatConnection,
  { appId, secret, clock }: { appId: string; secret: string; clock: Clock },
): AccessTokenSource =>
  createTokenCache(connection, clock, {
    method: 'POST',
    path: stableToken,
    body: { grant_type: 'client_credential', appid: appId, secret, force_refresh: false },
    isRepeatable: true,
  })

/** Caches the access token a call hands out, with a single flight for all who wait for it. */
export function createTokenCache(connection: WechatConnection, clock: Clock, call: WechatCall): AccessTokenSource {
  let cached: CachedToken | undefined
  let inFlight: Promise<string> | undefined

  async function fetchToken(): Promise<string> {
    const json = await callWechatForJson(connection, call)
    const seconds = Number(json.expires_in)
    if (typeof json.access_token !== 'string' || !Number.isFinite(seconds)) {
      throw new WechatError('unreachable', { endpoint: call.path, detail: 'no token in the answer' })
    }
    const now = clock.now()
    const renewAt = Math.max(now + minimumAgeMs, now + seconds * 1000 - renewBeforeMs)
    cached = { value: json.access_token, fetchedAt: now, renewAt }
    return cached.value
  }

  async function get(): Promise<string> {
    if (cached !== undefined && clock.now() < cached.renewAt) return cached.value
    inFlight ??= fetchToken().finally(() => {
      inFlight = undefined
    })
    return inFlight
  }

  async function replace(refused: string): Promise<string | undefined> {
    if (cached?.value === refused) {
      if (clock.now() - cached.fetchedAt < minimumAgeMs) return undefined
      cached = undefined
    }
    return get()
  }

  return { get, replace }
}
