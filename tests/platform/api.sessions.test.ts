import { Identities, Sessions } from '@cloud/modules/accounts/collection'
import { forgetActors, openSession, setPassword } from '@cloud/modules/accounts/index'
import { SESSION_DAYS } from '@shared/modules/accounts/rules'
import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'
import { startWechatStub, type WechatStub } from '../support/wechat/startWechatStub'
import type { FakeUser } from '../support/wechat/state'

const app = { appId: 'wx0123456789abcdef', secret: 'secret-0123456789', token: 'push-token' }
let stub: WechatStub
let service: TestService
let world: World

beforeAll(async () => {
  stub = await startWechatStub(app)
  service = await startTestService({
    env: { WECHAT_APP_ID: app.appId, WECHAT_SECRET: app.secret, WECHAT_TOKEN: app.token, WECHAT_API_BASE: stub.url },
  })
  world = await buildWorld(service.deps, { branches: 2, members: 12 })
})
afterAll(async () => {
  await service.stop()
  await stub.stop()
})

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` })
const statusOf = async (token: string) => (await service.as().get('/me', bearer(token))).status
const branch = () => world.branches[0]!
const user = (more: Partial<FakeUser> = {}): FakeUser => stub.control.addUser({ nickname: '微信用户', ...more })
const signIn = (one: FakeUser) => service.as().post('/auth/wechat', { code: stub.control.mintLoginCode(one) })
const invite = async (personId: string, by = branch().secretary): Promise<string> =>
  (await service.as(by).post('/invitations', { personIds: [personId] })).body.items[0].code
const bind = (token: string, invitationCode: string) =>
  service.as().post('/auth/bind/invitation', { invitationCode }, { headers: bearer(token) })
const phoneOf = async (personId: string, phone: string) => {
  const answer = await service.as(world.administrator).put(`/people/${personId}`, { fields: { phone }, reason: '补录' })
  expect(answer.status).toBe(200)
}

describe('会话', () => {
  const open = (personId: string, channel: 'password' | 'wechat' = 'password') =>
    openSession(service.deps, { personId }, channel, 'test')

  test('自己看得见登录着的设备，能让其中一台退出，别人的动不了', async () => {
    const [mine, other] = [branch().members[3]!, branch().members[4]!]
    const [first, second, foreign] = [await open(mine), await open(mine), await open(other)]
    const list = (await service.as().get('/me/sessions', bearer(first))).body.items
    expect(list).toHaveLength(2)
    expect(list.filter((one: { current: boolean }) => one.current)).toHaveLength(1)
    const away = list.find((one: { current: boolean }) => !one.current).id
    const theirs = (await service.as().get('/me/sessions', bearer(foreign))).body.items[0].id
    const revoke = (id: string) => service.as().delete(`/me/sessions/${id}`, undefined, { headers: bearer(first) })
    expect((await revoke(theirs)).status).toBe(404)
    expect((await revoke(away)).status).toBe(200)
    expect([await statusOf(first), await statusOf(second), await statusOf(foreign)]).toEqual([200, 401, 200])
  })

  test('退出后令牌马上作废，库里从来没有令牌原文', async () => {
    const token = await open(branch().members[3]!)
    expect(await statusOf(token)).toBe(200)
    expect(JSON.stringify(await Sessions.find().lean())).not.toContain(token)
    expect((await service.as().post('/auth/sign-out', undefined, { headers: bearer(token) })).status).toBe(200)
    expect(await statusOf(token)).toBe(401)
  })

  test('一直在用就不会因闲置退出；停用半小时（微信里三十天）就退出', async () => {
    const desk = await open(branch().members[5]!)
    const phone = await open(branch().members[5]!, 'wechat')
    for (let i = 0; i < 3; i += 1) {
      service.clock.advance({ minutes: 20 })
      forgetActors()
      expect(await statusOf(desk)).toBe(200)
    }
    service.clock.advance({ minutes: 30 })
    expect([await statusOf(desk), await statusOf(phone)]).toEqual([401, 200])
    service.clock.advance({ days: 30 })
    expect(await statusOf(phone)).toBe(401)
  })

  test('再怎么用，到期也要重新登录', async () => {
    const phone = await open(branch().members[5]!, 'wechat')
    for (let day = 0; day + 20 < SESSION_DAYS; day += 20) {
      service.clock.advance({ days: 20 })
      forgetActors()
      expect(await statusOf(phone)).toBe(200)
    }
    service.clock.advance({ days: 20 })
    expect(await statusOf(phone)).toBe(401)
  })

  test('库里已经没有的会话，记在内存里的几秒后也不算了', async () => {
    const token = await open(branch().members[6]!)
    expect(await statusOf(token)).toBe(200)
    await Sessions.deleteMany({ personId: branch().members[6]! })
    forgetActors()
    expect(await statusOf(token)).toBe(401)
  })

  test('停用账号，所有设备退出，密码也进不来', async () => {
    const person = branch().members[7]!
    const opened = await service.as(world.administrator).post(`/people/${person}/account`, { username: 'seven' })
    const { initialPassword } = opened.body
    const first = await service.as().post('/auth/password', { username: 'seven', password: initialPassword })
    expect(first.body.me).toMatchObject({ personId: person, mustChangePassword: true })
    expect((await service.as(branch().secretary).delete(`/people/${person}/account`)).status).toBe(403)
    expect((await service.as(world.administrator).delete(`/people/${person}/account`)).status).toBe(200)
    expect(await statusOf(first.body.token)).toBe(401)
    expect((await service.as().post('/auth/password', { username: 'seven', password: initialPassword })).status).toBe(
      401,
    )
  })
})

describe('账号', () => {
  test('账号不存在与密码不对，一个字都不差', async () => {
    await setPassword(branch().members[8]!, 'eight', 'Right-Passw0rd', false)
    const wrong = await service.as().post('/auth/password', { username: 'eight', password: 'x' })
    const unknown = await service.as().post('/auth/password', { username: 'nobody', password: 'x' })
    expect([wrong.status, wrong.body.error.message]).toEqual([unknown.status, unknown.body.error.message])
  })

  test('别人的账号名不能再用；重置密码后旧的登录退出', async () => {
    const [one, two] = [branch().members[9]!, branch().members[10]!]
    const admin = service.as(world.administrator)
    const first = (await admin.post(`/people/${one}/account`, { username: 'nine' })).body.initialPassword
    expect((await admin.post(`/people/${two}/account`, { username: 'NINE' })).status).toBe(409)
    const { token } = (await service.as().post('/auth/password', { username: 'nine', password: first })).body
    const second = (await admin.post(`/people/${one}/account`, { username: 'nine' })).body.initialPassword
    expect(second).not.toBe(first)
    expect(await statusOf(token)).toBe(401)
    expect((await service.as().post('/auth/password', { username: 'nine', password: second })).status).toBe(200)
  })
})

describe('微信登录与绑定', () => {
  test('第一次登录没有绑定：只能绑定，别的都不能做', async () => {
    const { status, body } = await signIn(user())
    expect([status, body.bound, body.me]).toEqual([200, false, null])
    for (const path of ['/me', '/people', '/organizations'])
      expect((await service.as().get(path, bearer(body.token))).status).toBe(403)
  })

  test('用邀请码绑定；再登录就是本人；邀请码只能用一次', async () => {
    const [one, person] = [user(), branch().members[3]!]
    const code = await invite(person)
    const { token } = (await signIn(one)).body
    const bound = await bind(token, ` ${code.toLowerCase()} `)
    expect(bound.body).toMatchObject({ bound: true, me: { personId: person } })
    expect(await statusOf(token)).toBe(401)
    expect((await signIn(one)).body).toMatchObject({ bound: true, me: { personId: person } })
    const again = await bind((await signIn(user())).body.token, code)
    expect([again.status, again.body.error.message]).toEqual([
      422,
      expect.stringContaining('邀请码不对、已用过或已过期'),
    ])
  })

  test('邀请码过期、被新的取代，都不能用', async () => {
    const person = branch().members[4]!
    const old = await invite(person)
    const replaced = await invite(person)
    const { token } = (await signIn(user())).body
    expect((await bind(token, old)).status).toBe(422)
    service.clock.advance({ days: 15 })
    expect((await bind(token, replaced)).status).toBe(422)
    expect((await bind(token, await invite(person))).status).toBe(200)
  })

  test('同一个邀请码两台手机同时用，只有一台绑上', async () => {
    const person = branch().members[5]!
    const code = await invite(person)
    const tokens = [(await signIn(user())).body.token, (await signIn(user())).body.token]
    const answers = await Promise.all(tokens.map((token) => bind(token, code)))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 422])
    expect(await Identities.countDocuments({ personId: person })).toBe(1)
  })

  test('用手机号绑定：名册里唯一对上才行；对不上与对上两个人答得一样', async () => {
    const [person, twin1, twin2] = [branch().members[6]!, branch().members[9]!, branch().members[10]!]
    await phoneOf(person, '13711110001')
    await phoneOf(twin1, '13711110002')
    await phoneOf(twin2, '13711110002')
    const attempt = async (phone: string) => {
      const one = user({ phone })
      const { token } = (await signIn(one)).body
      return service
        .as()
        .post('/auth/bind/phone', { code: stub.control.mintPhoneCode(one) }, { headers: bearer(token) })
    }
    expect((await attempt('13711110001')).body).toMatchObject({ bound: true, me: { personId: person } })
    const [none, two] = [await attempt('13711110009'), await attempt('13711110002')]
    expect([none.status, none.body.error.message]).toEqual([422, expect.stringContaining('没有对上名册')])
    expect(two.body.error.message).toBe(none.body.error.message)
  })

  test('换了手机再绑：新的算数，旧的马上退出', async () => {
    const person = branch().members[11]!
    const [before, after] = [user(), user()]
    const old = (await bind((await signIn(before)).body.token, await invite(person))).body.token
    expect(await statusOf(old)).toBe(200)
    expect((await bind((await signIn(after)).body.token, await invite(person))).status).toBe(200)
    expect(await statusOf(old)).toBe(401)
    expect((await signIn(before)).body.bound).toBe(false)
    expect((await signIn(after)).body.me.personId).toBe(person)
  })

  test('微信不认的登录码：请重新打开，不当作系统出错', async () => {
    for (const code of ['made-up', stub.control.mintLoginCode(user({ isHighRisk: true }))]) {
      const answer = await service.as().post('/auth/wechat', { code })
      expect([answer.status, answer.body.error.message]).toEqual([409, expect.stringContaining('重新打开')])
    }
  })

  test('只能邀请自己支部或管理范围里的人', async () => {
    const foreign = world.branches[1]!.members[4]!
    const attempt = (by: string, ids: string[]) => service.as(by).post('/invitations', { personIds: ids })
    expect((await attempt(branch().secretary, [foreign])).status).toBe(404)
    expect((await attempt(branch().secretary, [branch().members[4]!, foreign])).status).toBe(404)
    expect((await attempt(branch().members[4]!, [branch().members[5]!])).status).toBe(403)
    const many = await attempt(world.administrator, [foreign, branch().members[4]!])
    expect(new Set(many.body.items.map((item: { code: string }) => item.code)).size).toBe(2)
    for (const item of many.body.items) expect(item.code).toMatch(/^[2-9A-HJ-NP-Z]{8}$/)
  })

  test('库里没有邀请码、手机号、openid 的原文', async () => {
    const one = user()
    await signIn(one)
    const code = await invite(branch().members[8]!)
    const { connection } = (await import('mongoose')).default
    for (const { name } of (await connection.db?.listCollections().toArray()) ?? []) {
      const text = JSON.stringify(await connection.collection(name).find().toArray())
      for (const secret of [one.openId, code, '13711110001'])
        expect([name, text.includes(secret)]).toEqual([name, false])
    }
  })
})

describe('在上级组织有职务的人', () => {
  test('支部不能替他开邀请码、改手机号，上级管理员可以；停用账号后旧邀请码作废', async () => {
    const personId = branch().members[8]!
    const other = branch().members[9]!
    const office = { personId, role: 'deputySecretary', from: '2025-01-01' }
    const appointed = await service
      .as(world.administrator)
      .post(`/organizations/${world.committeeId}/appointments`, office)
    expect(appointed.status).toBe(200)
    const secretary = service.as(branch().secretary)
    const refused = await secretary.post('/invitations', { personIds: [other, personId] })
    expect(refused.status).toBe(403)
    expect(refused.body.error.message).toContain('邀请码由上级组织的管理员生成')
    const phone = { fields: { phone: '13900000077' }, reason: '补录' }
    expect((await secretary.put(`/people/${personId}`, phone)).status).toBe(403)
    expect((await secretary.put(`/people/${personId}`, { fields: { post: '技术员' }, reason: '补录' })).status).toBe(
      200,
    )
    expect((await secretary.put(`/people/${other}`, phone)).status).toBe(200)

    const code = await invite(personId, world.administrator)
    expect((await service.as(world.administrator).delete(`/people/${personId}/account`)).status).toBe(200)
    const { token } = (await signIn(user())).body
    expect((await bind(token, code)).status).toBe(422)
  })

  test('绑定微信的记录，本支部书记查得到', async () => {
    const personId = branch().members[10]!
    const code = await invite(personId)
    const { token } = (await signIn(user())).body
    expect((await bind(token, code)).status).toBe(200)
    const entries = await service.as(branch().secretary).get(`/audit?subjectId=${personId}&action=accounts.bind`)
    expect(entries.body.items).toHaveLength(1)
  })
})
