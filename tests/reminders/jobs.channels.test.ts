import { climbLadders } from '@cloud/modules/reminders/climbLadders'
import { Deliveries, type Delivery } from '@cloud/modules/reminders/collection'
import { plainDateOf } from '@shared/core/plainDate'
import { allChannels, buildObligation, type ReminderWorld, startReminderWorld, TEMPLATES } from './reminderWorld'

/** 2026-06-23 08:31 in Shanghai: T-7 of a duty due on 30 June. */
const T7 = '2026-06-23T00:31:00.000Z'
const STAFF = '/cgi-bin/message/wxopen/employeerelationmsg/send'
const WECOM_SEND = '/cgi-bin/message/send'

let w: ReminderWorld
let secretary: string
let commissioner: string
let phone: string

beforeAll(async () => {
  w = await startReminderWorld(T7, 1, 'rehearsals', allChannels)
  const [branch] = w.world.branches
  if (!branch) throw new Error('no branch')
  secretary = branch.secretary
  commissioner = branch.commissioner
})

beforeEach(async () => {
  await w.reset()
  phone = await w.bindPhone(secretary)
  await w.agree(phone, 1)
  w.facts.obligations = [buildObligation(w.world.branches[0]?.id ?? '')]
  await w.replan()
  w.stub.control.setFlags({ employeeData: 'nested', isWecomCallerBlocked: false, isNobodyAnError: false })
})

afterAll(() => w.stop())

const send = async () => {
  await climbLadders(w.service.deps, plainDateOf(w.service.clock.now()))
  await w.dispatch()
}
const bind = () => w.stub.control.bindEmployee({ openId: phone, templateIds: [TEMPLATES.dutyReminder.id] })
const register = async (wecomId: string, known = true) => {
  if (known) w.stub.control.addWecomUser({ userId: wecomId })
  const answer = await w.service
    .as(w.world.administrator)
    .put(`/reminders/addresses/${secretary}`, { wecomAccount: wecomId })
  expect(answer.status).toBe(200)
}
const row = async (recipientId = secretary) => (await Deliveries.findOne({ recipientId }).lean<Delivery>()) ?? undefined
const way = async (recipientId = secretary) =>
  (await row(recipientId))?.steps.map(({ channel, result, reason }) =>
    [channel, result, reason].filter(Boolean).join(' '),
  )
const counts = () => [
  w.stub.control.listEmployeeMessages({ openId: phone }).length,
  w.stub.control.listCards().length,
  w.stub.control.listMessages({ openId: phone }).length,
]
const calls = (path: string) => w.stub.control.journal().filter((entry) => entry.path === path)

describe('一条消息，先走哪条路', () => {
  test('绑定了用工关系：只走用工消息，不用订阅次数', async () => {
    bind()
    await register('zhang')
    await send()
    expect(counts()).toEqual([1, 0, 0])
    expect(await way()).toEqual(['employee sent'])
    expect(await row()).toMatchObject({ state: 'sent', channel: 'employee' })
    const [message] = w.stub.control.listEmployeeMessages({ openId: phone })
    expect(message?.fields.map((field) => field.value)).toEqual([
      '召开第二季度支部党员大会',
      '2026年6月30日 23:59',
      '还有7天，点开就能办',
    ])
    const { body } = calls(STAFF).at(-1) ?? { body: '{}' }
    expect(typeof JSON.parse(body).data).toBe('string')
  })

  test('没绑用工关系：走企业微信，卡片点开就是要办的那一页', async () => {
    const before = w.stub.control.listCards().length
    await register('zhang')
    await send()
    expect(await way()).toEqual(['employee passed notBound', 'wecom sent'])
    const card = w.stub.control.listCards().slice(before)
    expect(card).toMatchObject([
      {
        userId: 'zhang',
        title: '召开第二季度支部党员大会',
        url: expect.stringMatching(/#\/modules\/meetings\/pages\/plan\/index\?key=k$/),
      },
    ])
    expect(card[0]?.description).toContain('还有7天')
    expect(w.stub.control.listMessages({ openId: phone })).toEqual([])
  })

  test('企业微信里没有这个账号（两种回法）：再走订阅消息', async () => {
    for (const isNobodyAnError of [false, true]) {
      await w.reset()
      await w.agree(phone, 1)
      w.facts.obligations = [buildObligation(w.world.branches[0]?.id ?? '')]
      await w.replan()
      w.stub.control.setFlags({ isNobodyAnError })
      await register('nobody', false)
      await send()
      expect(await way()).toEqual(['employee passed notBound', 'wecom passed noSuchUser', 'subscribe sent'])
      expect(await row()).toMatchObject({ state: 'sent', channel: 'subscribe' })
    }
  })

  test('哪条路都没走通：收件箱里有，写明走过哪些', async () => {
    w.stub.control.grantCredits({ openId: phone, templateId: TEMPLATES.dutyReminder.id, count: 0 })
    await register('nobody', false)
    await send()
    expect(await row()).toMatchObject({ state: 'refused', reason: 'declined' })
    expect(await way()).toEqual(['employee passed notBound', 'wecom passed noSuchUser', 'subscribe passed declined'])
  })

  test('没绑微信、只有企业微信账号的人也联系得上；删掉账号就报给书记', async () => {
    w.stub.control.addWecomUser({ userId: 'li' })
    const put = (wecomId: string) =>
      w.service.as(w.world.administrator).put(`/reminders/addresses/${commissioner}`, { wecomAccount: wecomId })
    await put('li')
    await send()
    expect(await row(commissioner)).toMatchObject({ state: 'sent', channel: 'wecom' })
    await put('')
    w.service.clock.set('2026-06-29T00:31:00.000Z')
    await send()
    const [, second] = await Deliveries.find({ recipientId: commissioner }).sort({ _id: 1 }).lean<Delivery[]>()
    expect(second).toMatchObject({ state: 'unreachable', unreported: 1 })
  })
})

describe('对方的各种回答', () => {
  test('微信说没绑过用工关系，一天内不再去试；手机报告绑上了，马上用', async () => {
    await register('zhang')
    await send()
    const tried = calls(STAFF).length
    w.service.clock.set('2026-06-23T06:00:00.000Z')
    await Deliveries.deleteMany({})
    await send()
    expect(calls(STAFF)).toHaveLength(tried)
    bind()
    await w.service.as(secretary).post('/reminders/employee-relation', { state: 'bound' })
    await Deliveries.deleteMany({})
    await send()
    expect(await way()).toEqual(['employee sent'])
  })

  test('没订这个模板（43104）、字段放法不对（40097）：换下一条路', async () => {
    w.stub.control.bindEmployee({ openId: phone, templateIds: [] })
    await register('zhang')
    await send()
    expect((await way())?.[0]).toBe('employee passed notBound')
    bind()
    w.stub.control.setFlags({ employeeData: 'flat' })
    await w.service.as(secretary).post('/reminders/employee-relation', { state: 'bound' })
    await Deliveries.deleteMany({})
    await send()
    expect((await way())?.[0]).toBe('employee passed rejected')
  })

  test('繁忙（-1）：过一会儿在同一条路上再发，只到一条；一直繁忙才换路', async () => {
    bind()
    const before = counts()[0] ?? 0
    w.stub.control.setFaults({ faults: [{ kind: 'busy', path: STAFF, times: 3 }] })
    await send()
    expect(await row()).toMatchObject({ state: 'pending', attempts: 1 })
    w.service.clock.advance({ seconds: 2 })
    await w.dispatch()
    expect(await way()).toEqual(['employee later', 'employee sent'])
    expect(counts()[0]).toBe(before + 1)
  })

  test('没有应答：可能已经送到，别的路也不再发，收件箱里说明', async () => {
    bind()
    await register('zhang')
    const before = counts()
    w.stub.control.setFaults({ faults: [{ kind: 'reset', path: STAFF }] })
    await send()
    w.service.clock.advance({ minutes: 10 })
    await w.dispatch()
    expect(await row()).toMatchObject({ state: 'inboxOnly', reason: 'noAnswer' })
    expect(await way()).toEqual(['employee unknown noAnswer'])
    expect(counts()).toEqual([(before[0] ?? 0) + 1, before[1], before[2]])
  })

  test('企业微信的令牌过期或被换掉：换一个再发，只到一条', async () => {
    await register('zhang')
    await send()
    w.service.clock.advance({ hours: 24 })
    for (const revoke of [false, true]) {
      w.service.clock.advance({ minutes: 31 })
      if (revoke) w.stub.control.revokeWecomToken()
      await Deliveries.deleteMany({})
      const before = w.stub.control.listCards().length
      await send()
      expect(w.stub.control.listCards()).toHaveLength(before + 1)
    }
  })

  test('企业微信不认这台服务器（60020）：换路，日志里有代码', async () => {
    await register('zhang')
    w.stub.control.setFlags({ isWecomCallerBlocked: true })
    await send()
    expect((await row())?.steps[1]).toMatchObject({
      channel: 'wecom',
      result: 'passed',
      reason: 'rejected',
      code: 60020,
    })
    expect(await row()).toMatchObject({ state: 'sent', channel: 'subscribe' })
  })

  test('企业微信一分钟里给同一个人超过三十条会悄悄丢掉；我们一天一条', async () => {
    await register('zhang')
    w.facts.obligations = Array.from({ length: 40 }, (_, i) =>
      buildObligation(w.world.branches[0]?.id ?? '', { rule: `rehearsals.r${i}`, title: `事项${i}` }),
    )
    await w.replan()
    const before = calls(WECOM_SEND).length
    await send()
    expect(calls(WECOM_SEND)).toHaveLength(before + 1)
    expect(await Deliveries.countDocuments({ recipientId: secretary, state: 'sent' })).toBe(40)
  })
})
