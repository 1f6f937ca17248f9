import { randomBytes } from 'node:crypto'
import { type ApiRoutes, fail, findJson, reply, type StubReply, type StubRequest } from '../http'
import { type FakeUser, type IssuedCode, nowOf, type StubState } from '../state'
import { findAccountFailure, withToken } from './tokens'

export const loginRoutes: ApiRoutes = {
  'GET /sns/jscode2session': exchangeCode,
  'POST /wxa/business/getuserphonenumber': withToken(giveNumber),
}

function exchangeCode(state: StubState, { query }: StubRequest): StubReply {
  const failure = findAccountFailure(state, query.get('appid'), query.get('secret'))
  if (failure !== undefined) return failure
  if (query.get('grant_type') !== 'authorization_code') return fail(40002, 'invalid grant_type')

  const code = state.loginCodes.get(query.get('js_code') ?? '')
  const user = code === undefined ? undefined : state.users.get(code.openId)
  if (code === undefined || user === undefined || code.expiresAt <= nowOf(state)) return fail(40029, 'invalid code')
  if (code.isUsed) return fail(40163, 'code been used')
  if (isTooOften(state, user)) return fail(45011, 'api minute-quota reach limit')
  code.isUsed = true
  if (user.isHighRisk) return fail(40226, 'code blocked')

  user.sessionKey = randomBytes(16).toString('base64')
  const union = state.flags.hasUnionIds ? { unionid: user.unionId } : {}
  return reply({ openid: user.openId, session_key: user.sessionKey, ...union })
}

function giveNumber(state: StubState, request: StubRequest): StubReply {
  const code = state.phoneCodes.get(String(findJson(request)?.code))
  const user = code === undefined ? undefined : state.users.get(code.openId)
  if (code === undefined || user === undefined || !isFresh(state, code)) return fail(40029, 'invalid code')
  code.isUsed = true
  state.phoneCharges += 1
  return reply({
    errcode: 0,
    errmsg: 'ok',
    phone_info: {
      phoneNumber: user.phone,
      purePhoneNumber: user.phone,
      // The documents show a number in the sample and a string in the table.
      countryCode: state.phoneCharges % 2 === 0 ? 86 : '86',
      watermark: { timestamp: Math.floor(nowOf(state) / 1000), appid: state.config.appId },
    },
  })
}

function isFresh(state: StubState, { isUsed, expiresAt }: IssuedCode): boolean {
  return !isUsed && expiresAt > nowOf(state)
}

function isTooOften(state: StubState, { openId }: FakeUser): boolean {
  const now = nowOf(state)
  const lastMinute = (state.loginTimes.get(openId) ?? []).filter((at) => at > now - 60_000)
  if (lastMinute.length >= state.flags.loginsPerMinute) return true
  state.loginTimes.set(openId, [...lastMinute, now])
  return false
}
