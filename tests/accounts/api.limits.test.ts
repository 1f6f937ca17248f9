import { setTimeout as delay } from 'node:timers/promises'
import { inTransaction } from '@cloud/core/database/connect'
import { createSharedLimit } from '@cloud/core/http/rateLimit'
import { Identities, PasswordAttempts } from '@cloud/modules/accounts/collection'
import { bindIdentity, openSession, rememberIdentity, setPassword } from '@cloud/modules/accounts/index'
import { buildWorld, systemWork, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'
import { PLATFORM } from './platform'

let service: TestService
let world: World

beforeAll(async () => {
  service = await startTestService({ modules: PLATFORM })
  world = await buildWorld(service.deps, { branches: 2, members: 8 })
})
afterAll(() => service.stop())

const member = (i: number, branch = 0): string => world.branches[branch]?.members[i] ?? ''
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` })

describe('同时来的猜测', () => {
  test('一起发出的错误密码只试得了五次，锁定不因为同时而失效', async () => {
    await setPassword(member(3), 'target', 'Right-Passw0rd', false)
    const signIn = (password: string) => service.as().post('/auth/password', { username: 'target', password })
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => signIn(`wrong-${i}`)))
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(4)
    expect(statuses.filter((status) => status === 429)).toHaveLength(8)
    expect((await signIn('Right-Passw0rd')).status).toBe(429)
    service.clock.advance({ minutes: 16 })
    expect((await signIn('Right-Passw0rd')).status).toBe(200)
    for (let i = 0; i < 3; i += 1) expect((await signIn('wrong')).status).toBe(401)
    expect((await signIn('Right-Passw0rd')).status).toBe(200)
    for (let i = 0; i < 4; i += 1) expect((await signIn('wrong')).status).toBe(401)
  })

  test('有没有这个账号，答的话、数的次数、锁定和花的时间都一样', async () => {
    await setPassword(member(5), 'known', 'Right-Passw0rd', false)
    const spent: Record<string, number[]> = { known: [], ghost: [] }
    const guess = async (username: string) => {
      const began = performance.now()
      const { status, body } = await service.as().post('/auth/password', { username, password: 'wrong' })
      if (status === 401) spent[username]?.push(performance.now() - began)
      return { status, code: body.error.code, message: body.error.message }
    }
    const row = async (username: string) => {
      const answers = []
      for (let i = 0; i < 4; i += 1) answers.push(await guess(i % 2 ? username : username.toUpperCase()))
      answers.push(await guess(username), await guess(username))
      service.clock.advance({ minutes: 7 })
      answers.push(await guess(username))
      service.clock.advance({ minutes: 9 })
      for (let i = 0; i < 5; i += 1) answers.push(await guess(username))
      return answers
    }
    const [known, ghost] = [await row('known'), await row('ghost')]
    expect(ghost).toEqual(known)
    expect(known.map(({ status }) => status)).toEqual([401, 401, 401, 401, 429, 429, 429, 401, 401, 401, 401, 429])
    const least = (username: string): number => Math.min(...(spent[username] ?? []))
    expect(least('ghost')).toBeGreaterThan(least('known') / 2)
    expect(least('known')).toBeGreaterThan(least('ghost') / 2)
    const atOnce = await Promise.all(Array.from({ length: 12 }, () => guess('phantom')))
    expect(atOnce.filter(({ status }) => status === 401)).toHaveLength(4)
  })

  test('没有的账号被人试到锁定，开通以后马上能用；库里不留试过的名字', async () => {
    const signIn = (password: string) => service.as().post('/auth/password', { username: 'Later.Opened', password })
    for (let i = 0; i < 5; i += 1) await signIn('wrong')
    expect((await signIn('wrong')).status).toBe(429)
    expect(JSON.stringify(await PasswordAttempts.find().lean()).toLowerCase()).not.toContain('later')
    const opened = await service
      .as(world.administrator)
      .post(`/people/${member(7)}/account`, { username: 'later.opened' })
    expect((await signIn(opened.body.initialPassword)).status).toBe(200)
  })

  test('两个实例一起数，退回的事务也算；每个对象各数各的', async () => {
    const [one, two] = [createSharedLimit('sample', 5, 3_600, '多了'), createSharedLimit('sample', 5, 3_600, '多了')]
    await Promise.all([one.take('a'), two.take('a'), one.take('a'), two.take('a')])
    const refused = inTransaction(async () => {
      await one.take('a')
      throw new Error('refused')
    })
    await expect(refused).rejects.toThrow('refused')
    await expect(two.take('a')).rejects.toMatchObject({ code: 'rate_limited', message: '多了' })
    await two.take('b')
  })
})

test('一个工地三百人同一个网络出口，一分钟内都打得开小程序', async () => {
  const answers = await Promise.all(
    Array.from({ length: 300 }, () => service.as().post('/auth/wechat', { code: 'of-this-phone' })),
  )
  // No WeChat is connected here: refused for that, and not for coming together.
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([409]))
})

test('时间过了重新数，同时来也不多给', async () => {
  const limit = createSharedLimit('short', 2, 1, '多了')
  const takeMany = async (n: number): Promise<number> => {
    const tries = await Promise.allSettled(Array.from({ length: n }, () => limit.take('a')))
    return tries.filter(({ status }) => status === 'fulfilled').length
  }
  expect(await takeMany(6)).toBe(2)
  await delay(1_100)
  expect(await takeMany(6)).toBe(2)
})

test('两个微信同时绑同一个人：都答得出来，最后只有一个绑着', async () => {
  const personId = member(4)
  const work = systemWork(service.deps)
  const identities = await Promise.all(
    Array.from({ length: 4 }, (_, i) => rememberIdentity(service.deps, `openid-${i}`)),
  )
  await Promise.all(identities.map(({ _id }) => inTransaction(() => bindIdentity(work, _id, personId, '试'))))
  expect(await Identities.countDocuments({ personId })).toBe(1)
})

describe('登录着的设备', () => {
  test('看得到方式、设备和网络；一次退出其他全部', async () => {
    const personId = member(5)
    const browser = 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36'
    const open = (channel: 'password' | 'wechat') =>
      openSession(service.deps, { personId }, channel, browser, { network: '10.1.2.*' })
    const [mine, other] = [await open('password'), await open('wechat')]
    const { items } = (await service.as().get('/me/sessions', bearer(mine))).body
    expect(items).toHaveLength(2)
    expect(items.find((one: { current: boolean }) => one.current)).toMatchObject({
      channel: 'password',
      device: 'Windows 电脑 · Chrome',
      network: '10.1.2.*',
    })
    const ended = await service.as().post('/me/sessions/end-others', {}, { headers: bearer(mine) })
    expect(ended.body).toEqual({ ended: 1 })
    const status = async (token: string) => (await service.as().get('/me', bearer(token))).status
    expect([await status(mine), await status(other)]).toEqual([200, 401])
  })

  test('管理员只能让管理范围内的人退出，并写明原因', async () => {
    const personId = member(6)
    const token = await openSession(service.deps, { personId }, 'wechat', 'test')
    const end = (by: string | undefined, body: object = { reason: '手机丢了' }) =>
      service.as(by).post(`/people/${personId}/sessions/end`, body)
    expect((await end(undefined)).status).toBe(401)
    expect((await end(world.branches[0]?.secretary)).status).toBe(403)
    await service.as(world.administrator).post(`/organizations/${world.branches[1]?.id}/appointments`, {
      personId: member(3, 1),
      role: 'administrator',
      from: '2026-01-01',
    })
    expect((await end(member(3, 1))).status).toBe(404)
    expect((await end(world.administrator, {})).status).toBe(400)
    const account = () => service.as(world.administrator).get(`/people/${personId}/account`)
    expect((await account()).body).toMatchObject({ sessions: 1, wechatBound: false, username: null })
    expect((await end(world.administrator)).body).toEqual({ ended: 1 })
    expect((await service.as().get('/me', bearer(token))).status).toBe(401)
    expect((await account()).body.allowed).toEqual(['open'])
  })
})
