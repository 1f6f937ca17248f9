import { randomBytes } from 'node:crypto'
import { type ApiHandler, type ApiRoutes, fail, findJson, reply, type StubReply, type StubRequest } from '../http'
import { isoNow, nowOf, type StubState } from '../state'

const lifetimeMs = 7_200_000
const minuteMs = 60_000
/** More than this to one member in a minute is dropped without a word. */
const perMinute = 30

export const wecomRoutes: ApiRoutes = {
  'GET /cgi-bin/gettoken': giveToken,
  'POST /cgi-bin/message/send': withWecomToken(send),
}

function giveToken(state: StubState, { query }: StubRequest): StubReply {
  const { wecom } = state.config
  if (!wecom || query.get('corpid') !== wecom.corpId) return fail(40013, 'invalid corpid')
  if (query.get('corpsecret') !== wecom.secret) return fail(40001, 'invalid credential')
  const now = nowOf(state)
  // The same token while it is valid.
  if (!state.wecomToken || state.wecomToken.isRevoked || state.wecomToken.expiresAt <= now)
    state.wecomToken = { value: randomBytes(96).toString('base64url'), expiresAt: now + lifetimeMs, isRevoked: false }
  const { value, expiresAt } = state.wecomToken
  return reply({ errcode: 0, errmsg: 'ok', access_token: value, expires_in: Math.floor((expiresAt - now) / 1000) })
}

function withWecomToken(handler: ApiHandler): ApiHandler {
  return (state, request) => {
    const value = request.query.get('access_token') ?? ''
    if (value === '') return fail(41001, 'access_token missing')
    if (state.flags.isWecomCallerBlocked) return fail(60020, 'not allow to access from your ip')
    if (value !== state.wecomToken?.value || state.wecomToken.isRevoked) return fail(40014, 'invalid access_token')
    return state.wecomToken.expiresAt <= nowOf(state) ? fail(42001, 'access_token expired') : handler(state, request)
  }
}

const bytes = (text: unknown): number => (typeof text === 'string' ? Buffer.byteLength(text) : 0)

function send(state: StubState, request: StubRequest): StubReply {
  const input = findJson(request)
  if (input === undefined) return fail(47001, 'data format error')
  if (input.agentid !== state.config.wecom?.agentId) return fail(40056, 'invalid agentid')
  if (input.msgtype !== 'textcard') return fail(40008, 'invalid message type')
  const card = (input.textcard ?? {}) as Record<string, unknown>
  const isSound = [card.title, card.description, card.url].every((text) => bytes(text) > 0)
  if (!isSound || bytes(card.title) > 128 || bytes(card.description) > 512 || bytes(card.url) > 2048)
    return fail(40058, 'invalid Request Parameter')
  const asked = String(input.touser ?? '').split('|')
  const known = asked.filter((userId) => state.wecomUsers.has(userId.toLowerCase()))
  if (asked.length > 1000) return fail(40032, 'invalid user list size')
  if (known.length === 0 && state.flags.isNobodyAnError) return fail(81013, 'user & party & tag all invalid')
  for (const userId of known) drop(state, userId, input, card)
  const invaliduser = asked
    .filter((userId) => !known.includes(userId))
    .join('|')
    .toLowerCase()
  return reply({ errcode: 0, errmsg: 'ok', invaliduser, msgid: randomBytes(16).toString('hex') })
}

/** Delivers, unless it is the same card once more or one too many: WeCom then says nothing. */
function drop(state: StubState, userId: string, input: Record<string, unknown>, card: Record<string, unknown>): void {
  const now = nowOf(state)
  const own = state.cards.filter((one) => one.userId === userId)
  const isWithin = ({ at }: { at: string }, ms: number) => Date.parse(at) <= now && now - Date.parse(at) < ms
  const isTooMany = own.filter((one) => isWithin(one, minuteMs)).length >= perMinute
  const interval = Number(input.duplicate_check_interval ?? 1800) * 1000
  const { title, description, url } = card as Record<string, string>
  const isSame =
    input.enable_duplicate_check === 1 &&
    own.some((one) => one.title === title && one.description === description && isWithin(one, interval))
  if (isTooMany || isSame) return
  state.cards.push({ userId, title: title ?? '', description: description ?? '', url: url ?? '', at: isoNow(state) })
}
