import { AuditEntries } from '@cloud/core/audit'
import { ScanTickets } from '@cloud/modules/accounts/collection'
import { openSession } from '@cloud/modules/accounts/index'
import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'
import { startWechatStub, type WechatStub } from '../support/wechat/startWechatStub'
import { PLATFORM } from './platform'

const app = { appId: 'wx0123456789abcdef', secret: 'secret-0123456789', token: 'push-token' }
const BROWSER = 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36'
let stub: WechatStub
let service: TestService
let world: World

beforeAll(async () => {
  stub = await startWechatStub(app)
  service = await startTestService({
    modules: PLATFORM,
    env: { WECHAT_APP_ID: app.appId, WECHAT_SECRET: app.secret, WECHAT_TOKEN: app.token, WECHAT_API_BASE: stub.url },
  })
  world = await buildWorld(service.deps, { branches: 1, members: 12 })
})
afterAll(async () => {
  await service.stop()
  await stub.stop()
})

const member = (i: number): string => world.branches[0]?.members[i] ?? ''
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` })
const desk = () => service.as()
const ask = async () => (await desk().post('/auth/scan', {}, { headers: { 'User-Agent': BROWSER } })).body
type Ticket = Awaited<ReturnType<typeof ask>>
const wait = (ticket: Ticket, more: object = {}) =>
  desk().post(`/auth/scan/${ticket.ticketId}/wait`, { secret: ticket.secret, ...more })
const see = (personId: string, code: string) => service.as(personId).post('/auth/scan/see', { code })
const decide = (personId: string, code: string, accept = true) =>
  service.as(personId).post('/auth/scan/decide', { code, accept })

describe('扫码登录', () => {
  test('电脑出码，手机看到是哪台电脑，确认后电脑就是本人；码只用一次', async () => {
    const ticket = await ask()
    expect(ticket.code).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/)
    expect(ticket.picture).toMatch(/^data:image\/png;base64,/)
    expect(ticket.rows.length).toBeGreaterThan(20)
    expect((await wait(ticket)).body).toMatchObject({ state: 'waiting', signedIn: null })

    const seen = await see(member(4), ticket.code.toLowerCase())
    expect(seen.body).toMatchObject({ code: ticket.code, device: 'Windows 电脑 · Chrome', secondsLeft: 120 })
    expect(seen.body.network).not.toContain('127.0.0.1')
    expect((await wait(ticket)).body.state).toBe('seen')

    expect((await decide(member(4), ticket.code)).status).toBe(200)
    const { state, signedIn } = (await wait(ticket)).body
    expect([state, signedIn.me.personId]).toEqual(['confirmed', member(4)])
    expect((await desk().get('/me', bearer(signedIn.token))).status).toBe(200)
    expect((await wait(ticket)).body).toMatchObject({ state: 'ended', signedIn: null })
    expect((await decide(member(4), ticket.code)).status).toBe(409)

    const { items } = (await desk().get('/me/sessions', bearer(signedIn.token))).body
    expect(items.find((one: { current: boolean }) => one.current)).toMatchObject({ channel: 'scan' })
    const entry = await AuditEntries.findOne({ action: 'accounts.confirmScan', actorId: member(4) }).lean()
    expect(entry?.summary).toContain('Windows 电脑 · Chrome')
  })

  test('等着的电脑在手机一动时就得到回答，不用等到头', async () => {
    const ticket = await ask()
    const began = performance.now()
    const waiting = wait(ticket, { known: 'waiting', waitSeconds: 8 })
    await see(member(4), ticket.code)
    expect((await waiting).body.state).toBe('seen')
    expect(performance.now() - began).toBeLessThan(4_000)
  })

  test('没有浏览器自己的密钥，知道编号也取不走登录', async () => {
    const [ticket, other] = [await ask(), await ask()]
    await decide(member(5), ticket.code)
    expect((await wait({ ...ticket, secret: other.secret })).status).toBe(404)
    expect((await wait({ ...ticket, secret: 'short' })).status).toBe(400)
    expect((await wait({ ...ticket, ticketId: 'f'.repeat(24) })).status).toBe(404)
    expect((await wait(ticket)).body.signedIn.me.personId).toBe(member(5))
  })

  test('两部手机同时确认，只有一部算数；两个请求同时来取，只有一个取到', async () => {
    const ticket = await ask()
    const answers = await Promise.all([decide(member(4), ticket.code), decide(member(6), ticket.code)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const winner = answers[0]?.status === 200 ? member(4) : member(6)
    const fetched = (await Promise.all([wait(ticket), wait(ticket), wait(ticket)])).flatMap(
      ({ body }) => body.signedIn ?? [],
    )
    expect(fetched.map(({ me }) => me.personId)).toEqual([winner])
  })

  test('手机取消，电脑知道；之后不能再确认', async () => {
    const ticket = await ask()
    expect((await decide(member(4), ticket.code, false)).status).toBe(200)
    expect((await wait(ticket)).body.state).toBe('refused')
    expect((await decide(member(4), ticket.code)).status).toBe(409)
  })

  test('两分钟后作废；确认了半分钟没来取也作废', async () => {
    const old = await ask()
    const late = await ask()
    service.clock.advance({ seconds: 90 })
    await decide(member(4), late.code)
    service.clock.advance({ seconds: 29 })
    expect((await wait(old)).body).toMatchObject({ state: 'waiting', secondsLeft: 1 })
    service.clock.advance({ seconds: 2 })
    expect((await see(member(4), old.code)).status).toBe(404)
    expect((await decide(member(4), old.code)).status).toBe(404)
    expect((await wait(old)).body.state).toBe('ended')
    expect((await wait(late)).body).toMatchObject({ state: 'ended', signedIn: null })
  })

  test('没登录的、用密码登录的，不能替电脑确认', async () => {
    const ticket = await ask()
    expect((await desk().post('/auth/scan/decide', { code: ticket.code, accept: true })).status).toBe(401)
    const token = await openSession(service.deps, { personId: member(4) }, 'password', BROWSER)
    const body = { code: ticket.code, accept: true }
    const refused = await desk().post('/auth/scan/decide', body, { headers: bearer(token) })
    expect([refused.status, refused.body.error.message]).toEqual([403, expect.stringContaining('微信')])
  })

  test('猜码猜多了要等；别人不受影响', async () => {
    const statuses: number[] = []
    for (let i = 0; i < 21; i += 1) statuses.push((await see(member(7), 'ABCD2345')).status)
    expect([statuses[0], statuses[19], statuses[20]]).toEqual([404, 404, 429])
    expect((await see(member(8), 'ABCD2345')).status).toBe(404)
  })

  test('库里没有码和密钥的原文', async () => {
    const ticket = await ask()
    const text = JSON.stringify(await ScanTickets.find().lean())
    for (const secret of [ticket.code, ticket.code.replace('-', ''), ticket.secret]) expect(text).not.toContain(secret)
  })
})
