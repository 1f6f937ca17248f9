import { AuditEntries } from '@cloud/core/audit'
import { Accounts, Identities, Invitations, ScanTickets, Sessions } from '@cloud/modules/accounts/collection'
import { openSession, setPassword } from '@cloud/modules/accounts/index'
import { Appointments } from '@cloud/modules/organizations/index'
import { listMembers } from '@cloud/modules/people/index'
import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'
import { startWechatStub, type WechatStub } from '../support/wechat/startWechatStub'
import { PLATFORM } from './platform'

const app = { appId: 'wx0123456789abcdef', secret: 'secret-0123456789', token: 'push-token' }
const PASSWORD = 'Right-Passw0rd'
let stub: WechatStub
let service: TestService
let world: World

beforeAll(async () => {
  stub = await startWechatStub(app)
  service = await startTestService({
    modules: PLATFORM,
    env: { WECHAT_APP_ID: app.appId, WECHAT_SECRET: app.secret, WECHAT_TOKEN: app.token, WECHAT_API_BASE: stub.url },
  })
  world = await buildWorld(service.deps, { branches: 2, members: 12 })
})
afterAll(async () => {
  await service.stop()
  await stub.stop()
})

const member = (i: number, branch = 0): string => world.branches[branch]?.members[i] ?? ''
const secretary = () => service.as(world.branches[0]?.secretary)
const admin = () => service.as(world.administrator)
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` })
const TODAY = '2026-06-11'
const leaving = (on: string) => ({ on, because: 'transferred', note: '调往别的单位' })
const leave = (personId: string, on = TODAY, by = secretary()) => by.post(`/people/${personId}/leaving`, leaving(on))
const password = (username: string) => service.as().post('/auth/password', { username, password: PASSWORD })
const statusOf = async (token: string) => (await service.as().get('/me', bearer(token))).status
const memberIds = async () => (await listMembers([world.branches[0]?.id ?? ''])).map(({ id }) => id)

/** Gives a person every way in there is. */
async function everyWayIn(personId: string, username: string) {
  await setPassword(personId, username, PASSWORD, false)
  const user = stub.control.addUser({ nickname: username })
  const { token } = (await service.as().post('/auth/wechat', { code: stub.control.mintLoginCode(user) })).body
  const invite = async () => (await secretary().post('/invitations', { personIds: [personId] })).body.items[0].code
  const bound = await service
    .as()
    .post('/auth/bind/invitation', { invitationCode: await invite() }, { headers: bearer(token) })
  const ticket = (await service.as().post('/auth/scan')).body
  const accept = { code: ticket.code, accept: true }
  await service.as().post('/auth/scan/decide', accept, { headers: bearer(bound.body.token) })
  const browser = (await password(username)).body.token as string
  await invite()
  return { user, ticket, wechat: bound.body.token as string, browser }
}

describe('当天离开', () => {
  test('登记后马上进不来：会话、微信、邀请码、等着的电脑全部断开，话说得客气', async () => {
    const personId = member(4)
    const ways = await everyWayIn(personId, 'leaver')
    expect(await memberIds()).toContain(personId)
    expect((await leave(personId)).status).toBe(200)
    await service.drain()
    expect([await statusOf(ways.wechat), await statusOf(ways.browser)]).toEqual([401, 401])
    expect(await Sessions.countDocuments({ personId })).toBe(0)
    expect(await Identities.countDocuments({ personId })).toBe(0)
    expect(await Invitations.countDocuments({ personId })).toBe(0)
    expect(await ScanTickets.countDocuments({ personId })).toBe(0)

    const refused = await password('leaver')
    expect([refused.status, refused.body.error.message]).toEqual([403, expect.stringContaining('祝一切顺利')])
    const again = await service.as().post('/auth/wechat', { code: stub.control.mintLoginCode(ways.user) })
    expect(again.body.bound).toBe(false)
    const { ticketId, secret } = ways.ticket
    expect((await service.as().post(`/auth/scan/${ticketId}/wait`, { secret })).status).toBe(404)
    expect(await memberIds()).not.toContain(personId)
  })

  test('已离开的人不能再邀请、开账号、任命', async () => {
    const personId = member(4)
    expect((await secretary().post('/invitations', { personIds: [personId] })).status).toBe(403)
    expect((await admin().post(`/people/${personId}/account`, { username: 'again' })).status).toBe(403)
    const office = { personId, role: 'publicityCommissioner', from: TODAY }
    expect((await admin().post(`/organizations/${world.branches[0]?.id}/appointments`, office)).status).toBe(409)
  })

  test('用名册里的手机号也绑不回来', async () => {
    const personId = member(4)
    await admin().put(`/people/${personId}`, { fields: { phone: '13711110077' }, reason: '补录' })
    const user = stub.control.addUser({ nickname: '离开的人', phone: '13711110077' })
    const { token } = (await service.as().post('/auth/wechat', { code: stub.control.mintLoginCode(user) })).body
    const bound = await service
      .as()
      .post('/auth/bind/phone', { code: stub.control.mintPhoneCode(user) }, { headers: bearer(token) })
    expect([bound.status, bound.body.error.message]).toEqual([403, expect.stringContaining('祝一切顺利')])
  })

  test('误登可以撤销：密码恢复可用，微信重新绑定，前后都留痕', async () => {
    const personId = member(4)
    expect((await leave(personId)).status).toBe(409)
    const undo = (id: string) => secretary().post(`/people/${id}/leaving/undo`, { reason: '登记错人了' })
    expect((await undo(personId)).status).toBe(200)
    expect((await undo(personId)).status).toBe(409)
    await service.drain()
    expect((await password('leaver')).status).toBe(200)
    expect(await memberIds()).toContain(personId)
    const trail = await AuditEntries.find({ subjectId: personId, action: /^people\.(undoL|l)eave$/ }).lean()
    expect(trail.map(({ action }) => action).sort()).toEqual(['people.leave', 'people.undoLeave'])
  })
})

describe('预先登记', () => {
  test('到那天以前照常，那天零点起进不来，作业把它办实', async () => {
    const personId = member(5)
    const ways = await everyWayIn(personId, 'soon')
    expect((await leave(personId, '2026-06-12')).status).toBe(200)
    await service.drain()
    expect([await statusOf(ways.wechat), (await memberIds()).includes(personId)]).toEqual([200, true])
    // Before the job has run, the day alone closes the door.
    service.clock.set('2026-06-11T16:00:30.000Z')
    expect((await password('soon')).status).toBe(403)
    expect((await memberIds()).includes(personId)).toBe(true)
    service.clock.set('2026-06-11T16:02:00.000Z')
    expect(await service.runJobs()).toContain('people.leaving:2026-06-12')
    await service.drain()
    expect(await statusOf(ways.wechat)).toBe(401)
    expect(await Sessions.countDocuments({ personId })).toBe(0)
    expect(await Accounts.countDocuments({ _id: personId })).toBe(1)
    expect(await memberIds()).not.toContain(personId)
  })

  test('撤销在生效之前，什么也没发生', async () => {
    const personId = member(6)
    const token = await openSession(service.deps, { personId }, 'wechat', 'test')
    await leave(personId, '2026-06-20')
    await secretary().post(`/people/${personId}/leaving/undo`, { reason: '不走了' })
    service.clock.set('2026-06-21T02:00:00.000Z')
    await service.runJobs()
    await service.drain()
    expect(await statusOf(token)).toBe(200)
  })

  test('日期太远、写错，会被指出来', async () => {
    expect((await leave(member(7), '2036-06-11')).status).toBe(422)
    expect((await leave(member(7), '2026-02-30')).status).toBe(400)
    expect((await secretary().post(`/people/${member(7)}/leaving`, { on: TODAY, because: 'x', note: '' })).status).toBe(
      400,
    )
  })
})

describe('职务', () => {
  const officesOf = (personId: string) => Appointments.find({ personId }).lean()

  test('随离开结束，撤销时恢复；以后才开始的任职先要处理', async () => {
    const commissioner = world.branches[0]?.commissioner ?? ''
    const [before] = await officesOf(commissioner)
    expect((await leave(commissioner, '2026-06-21')).status).toBe(200)
    expect((await officesOf(commissioner))[0]?.to).toBe('2026-06-21')
    await secretary().post(`/people/${commissioner}/leaving/undo`, { reason: '登记错人了' })
    expect((await officesOf(commissioner))[0]).toEqual(before)
    const later = { personId: member(8), role: 'publicityCommissioner', from: '2026-07-01' }
    await admin().post(`/organizations/${world.branches[0]?.id}/appointments`, later)
    const refused = await leave(member(8), '2026-06-25')
    expect([refused.status, refused.body.error.violations[0].message]).toEqual([
      422,
      expect.stringContaining('2026-07-01'),
    ])
  })
})

describe('谁可以登记', () => {
  test('本支部书记、组织委员和管理员；自己、普通党员、别的支部都不行', async () => {
    const target = member(9)
    expect((await leave(target, TODAY, service.as())).status).toBe(401)
    expect((await leave(target, TODAY, service.as(member(10)))).status).toBe(403)
    expect((await leave(target, TODAY, service.as(world.branches[1]?.secretary))).status).toBe(404)
    expect((await leave(world.branches[0]?.secretary ?? '')).status).toBe(403)
    expect((await leave(world.administrator, TODAY, admin())).status).toBe(403)
    // Somebody with an office above: only an administrator over that office.
    const office = { personId: target, role: 'deputySecretary', from: '2026-01-01' }
    await admin().post(`/organizations/${world.committeeId}/appointments`, office)
    expect((await leave(target)).status).toBe(403)
    expect((await leave(target, TODAY, admin())).status).toBe(200)
  })
})
