import { randomBytes } from 'node:crypto'
import { type ApiHandler, type ApiRoutes, fail, findJson, reply, type StubReply, type StubRequest } from '../http'
import { nowOf, type StubState } from '../state'

const lifetimeMs = 7_200_000
const successorMs = 300_000
const dayMs = 86_400_000

export const tokenRoutes: ApiRoutes = {
  'POST /cgi-bin/stable_token': giveStableToken,
  'GET /cgi-bin/token': giveClassicToken,
}

/** Wraps an endpoint that needs a valid access token. */
export function withToken(handler: ApiHandler): ApiHandler {
  return (state, request) => findTokenFailure(state, request) ?? handler(state, request)
}

/** A wrong app id or secret, with WeChat's codes. */
export function findAccountFailure(state: StubState, appId: unknown, secret: unknown): StubReply | undefined {
  if (appId !== state.config.appId) return fail(40013, 'invalid appid')
  if (state.flags.isSecretFrozen) return fail(40243, 'appsecret is frozen')
  if (secret !== state.config.secret) return fail(40125, 'invalid appsecret')
  return undefined
}

function giveStableToken(state: StubState, request: StubRequest): StubReply {
  const input = findJson(request)
  if (input?.grant_type !== 'client_credential') return fail(40002, 'invalid grant_type')
  const failure = findAccountFailure(state, input.appid, input.secret) ?? findCallerFailure(state)
  if (failure !== undefined) return failure

  const now = nowOf(state)
  const current = state.stableToken === undefined ? undefined : state.tokens.get(state.stableToken)
  const isCurrentGood = current !== undefined && !current.isRevoked && current.expiresAt - now > successorMs
  if (input.force_refresh === true) {
    const today = state.forcedRefreshes.filter((at) => at > now - dayMs)
    if (today.length >= 20) return fail(45009, 'reach max api daily quota limit')
    if (!today.some((at) => at > now - 30_000)) {
      state.forcedRefreshes = [...today, now]
      if (current !== undefined) current.isRevoked = true
      state.stableToken = issueToken(state)
    }
  } else if (!isCurrentGood) {
    state.stableToken = issueToken(state)
  }
  return describeToken(state, state.stableToken ?? issueToken(state))
}

function giveClassicToken(state: StubState, { query }: StubRequest): StubReply {
  if (query.get('grant_type') !== 'client_credential') return fail(40002, 'invalid grant_type')
  const failure = findAccountFailure(state, query.get('appid'), query.get('secret')) ?? findCallerFailure(state)
  if (failure !== undefined) return failure
  const previous = state.classicToken === undefined ? undefined : state.tokens.get(state.classicToken)
  if (previous !== undefined) previous.expiresAt = Math.min(previous.expiresAt, nowOf(state) + successorMs)
  state.classicToken = issueToken(state)
  return describeToken(state, state.classicToken)
}

function findTokenFailure(state: StubState, { query }: StubRequest): StubReply | undefined {
  const value = query.get('access_token') ?? ''
  if (value === '') return fail(41001, 'access_token missing')
  const token = state.tokens.get(value)
  if (token === undefined || token.isRevoked) {
    return fail(40001, 'invalid credential, access_token is invalid or not latest')
  }
  return token.expiresAt <= nowOf(state) ? fail(42001, 'access_token expired') : undefined
}

function findCallerFailure(state: StubState): StubReply | undefined {
  return state.flags.isCallerBlocked ? fail(40164, 'invalid ip 127.0.0.1, not in whitelist') : undefined
}

function issueToken(state: StubState): string {
  const value = `88_${randomBytes(96).toString('base64url')}`
  state.tokens.set(value, { expiresAt: nowOf(state) + lifetimeMs, isRevoked: false })
  return value
}

function describeToken(state: StubState, value: string): StubReply {
  const expiresAt = state.tokens.get(value)?.expiresAt ?? 0
  return reply({ access_token: value, expires_in: Math.floor((expiresAt - nowOf(state)) / 1000) })
}
