import { AuditEntries } from '@cloud/core/audit'
import { SecondFactors } from '@cloud/modules/accounts/collection'
import { openSession, setPassword } from '@cloud/modules/accounts/index'
import { Secret, TOTP } from 'otpauth'
import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'
import { PLATFORM } from './platform'

const PASSWORD = 'Right-Passw0rd'
let service: TestService
let world: World

beforeAll(async () => {
  service = await startTestService({
    modules: PLATFORM,
    env: { SECOND_FACTOR: 'administrators' },
  })
  world = await buildWorld(service.deps, { branches: 1, members: 12 })
})
afterAll(() => service.stop())

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` })
const signIn = (username: string) => service.as().post('/auth/password', { username, password: PASSWORD })
const post = (token: string, path: string, body: object = {}) =>
  service.as().post(path, body, { headers: bearer(token) })
const codeOf = (secret: string, at = service.clock.now()): string =>
  new TOTP({ secret: Secret.fromBase32(secret.replace(/ /g, '')) }).generate({ timestamp: at })
const wrongCode = (secret: string): string => {
  const near = [-30_000, 0, 30_000].map((ms) => codeOf(secret, service.clock.now() + ms))
  return ['000000', '111111', '222222', '333333'].find((code) => !near.includes(code)) ?? ''
}
const nextCode = () => service.clock.advance({ seconds: 30 })

/** Sets the factor up for somebody who has just signed in. */
async function setUp(token: string) {
  const { secret, uri, rows } = (await post(token, '/me/second-factor/start')).body
  expect(uri).toContain('otpauth://totp/')
  expect(rows.length).toBeGreaterThan(20)
  const { recoveryCodes } = (await post(token, '/me/second-factor/confirm', { code: codeOf(secret) })).body
  nextCode()
  return { secret, recoveryCodes } as { secret: string; recoveryCodes: string[] }
}

describe('管理员的两步验证', () => {
  let secret = ''
  let recoveryCodes: string[] = []

  test('第一次用初始密码进来先改密码，改完和再登录一样，必须先设置', async () => {
    await setPassword(world.administrator, 'admin', PASSWORD, true)
    const first = (await signIn('admin')).body
    expect([first.owes, first.me.mustChangePassword]).toEqual([undefined, true])
    const change = { oldPassword: PASSWORD, newPassword: `${PASSWORD}-2` }
    expect((await service.as().put('/me/password', change, { headers: bearer(first.token) })).status).toBe(200)
    // The password somebody else gave out opens nothing by being replaced.
    expect((await service.as().get('/people', bearer(first.token))).status).toBe(403)
    expect((await post(first.token, '/me/second-factor/start')).status).toBe(200)
    await setPassword(world.administrator, 'admin', PASSWORD, false)
    const second = (await signIn('admin')).body
    expect(second.owes).toBe('setup')
    expect((await service.as().get('/me', bearer(second.token))).status).toBe(200)
    const refused = await service.as().get('/people', bearer(second.token))
    expect([refused.status, refused.body.error.message]).toEqual([403, expect.stringContaining('两步验证')])
    // No refusal of the write itself: what a phone has kept goes out once the step is taken.
    expect(refused.body.error.code).toBe('step_owed')

    ;({ secret, recoveryCodes } = await setUp(second.token))
    expect(new Set(recoveryCodes).size).toBe(10)
    expect((await service.as().get('/people', bearer(second.token))).status).toBe(200)
  })

  test('之后密码只开得了验证码这一步，别的都不行', async () => {
    const { token, owes, me } = (await signIn('admin')).body
    expect([owes, me]).toEqual(['code', null])
    expect((await service.as().get('/me', bearer(token))).status).toBe(403)
    expect((await post(token, '/me/second-factor/start')).status).toBe(403)
    const done = (await post(token, '/auth/second-factor', { code: codeOf(secret) })).body
    expect(done.me.personId).toBe(world.administrator)
    expect((await service.as().get('/people', bearer(done.token))).status).toBe(200)
    expect((await service.as().get('/me', bearer(token))).status).toBe(401)
  })

  test('同一个验证码不能再用，同时用两次也只成一次', async () => {
    const code = codeOf(secret)
    const again = (await signIn('admin')).body.token
    expect((await post(again, '/auth/second-factor', { code })).body.error.violations[0].message).toContain('已经用过')
    nextCode()
    const fresh = codeOf(secret)
    const tokens = [(await signIn('admin')).body.token, (await signIn('admin')).body.token]
    const answers = await Promise.all(tokens.map((token) => post(token, '/auth/second-factor', { code: fresh })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
    nextCode()
  })

  test('恢复码每个只用一次，同时用也是；每次都留痕', async () => {
    const [first = '', second = ''] = recoveryCodes
    const prove = async (code: string) => post((await signIn('admin')).body.token, '/auth/second-factor', { code })
    const answers = await Promise.all([prove(first), prove(first.toLowerCase())])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
    const { token } = (await prove(second)).body
    expect((await service.as().get('/me/second-factor', bearer(token))).body).toMatchObject({
      recoveryLeft: 8,
      required: true,
    })
    expect(await AuditEntries.countDocuments({ action: 'accounts.useRecoveryCode' })).toBe(2)
  })

  test('连续输错五次锁定十五分钟，并发也只试得了五次', async () => {
    const { token } = (await signIn('admin')).body
    const guess = () => post(token, '/auth/second-factor', { code: wrongCode(secret) })
    const answers = await Promise.all(Array.from({ length: 8 }, guess))
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 422)).toHaveLength(4)
    expect(statuses.filter((status) => status === 429)).toHaveLength(4)
    expect((await post(token, '/auth/second-factor', { code: codeOf(secret) })).status).toBe(429)
    service.clock.advance({ minutes: 16 })
    const fresh = (await signIn('admin')).body.token
    expect((await post(fresh, '/auth/second-factor', { code: codeOf(secret) })).status).toBe(200)
    nextCode()
  })

  test('密码核对后十分钟不填验证码，要重新登录', async () => {
    const { token } = (await signIn('admin')).body
    service.clock.advance({ minutes: 11 })
    expect((await post(token, '/auth/second-factor', { code: codeOf(secret) })).status).toBe(401)
  })

  test('更换要先证明持有旧的；必须使用的人不能停用', async () => {
    const { token } = (await post((await signIn('admin')).body.token, '/auth/second-factor', { code: codeOf(secret) }))
      .body
    nextCode()
    expect((await post(token, '/me/second-factor/start')).status).toBe(422)
    expect((await post(token, '/me/second-factor/stop', { code: codeOf(secret) })).status).toBe(422)
    const next = (await post(token, '/me/second-factor/start', { code: codeOf(secret) })).body.secret
    expect((await post(token, '/me/second-factor/confirm', { code: wrongCode(next) })).status).toBe(422)
    expect((await post(token, '/me/second-factor/confirm', { code: codeOf(next) })).status).toBe(200)
    secret = next
    nextCode()
  })

  test('别的管理员可以清除并留痕，自己和外人不行；清除后重新设置', async () => {
    const reset = (by: string, reason = '手机丢了') =>
      service.as(by).post(`/people/${world.administrator}/second-factor/reset`, { reason })
    expect((await reset(world.administrator)).status).toBe(403)
    expect((await reset(world.superior)).status).toBe(403)
    expect((await reset(world.branches[0]?.secretary ?? '')).status).toBe(403)
    const other = world.branches[0]?.members[5] ?? ''
    await service.as(world.administrator).post(`/organizations/${world.committeeId}/appointments`, {
      personId: other,
      role: 'administrator',
      from: '2026-01-01',
    })
    expect((await reset(other)).status).toBe(200)
    expect((await signIn('admin')).body.owes).toBe('setup')
    const entry = await AuditEntries.findOne({ action: 'accounts.resetSecondFactor' }).lean()
    expect(entry).toMatchObject({ actorId: other, subjectId: world.administrator })
  })

  test('微信登录和扫码登录不再要验证码', async () => {
    for (const channel of ['wechat', 'scan'] as const) {
      const token = await openSession(service.deps, { personId: world.administrator }, channel, 'test')
      expect((await service.as().get('/people', bearer(token))).status).toBe(200)
    }
  })
})

test('不是管理员的人可以自愿开启、停用', async () => {
  const personId = world.branches[0]?.members[7] ?? ''
  await setPassword(personId, 'member', PASSWORD, false)
  const { token, owes } = (await signIn('member')).body
  expect(owes).toBeUndefined()
  const { secret } = await setUp(token)
  expect((await signIn('member')).body.owes).toBe('code')
  expect((await post(token, '/me/second-factor/stop', { code: codeOf(secret) })).status).toBe(200)
  expect((await signIn('member')).body.owes).toBeUndefined()
})

test('库里没有密钥和恢复码的原文', async () => {
  const personId = world.branches[0]?.members[8] ?? ''
  await setPassword(personId, 'other', PASSWORD, false)
  const { secret, recoveryCodes } = await setUp((await signIn('other')).body.token)
  const text = JSON.stringify(await SecondFactors.find().lean())
  expect(text).not.toContain(secret.replace(/ /g, ''))
  expect(text).not.toContain(recoveryCodes[0]?.replace('-', '') ?? '')
})
