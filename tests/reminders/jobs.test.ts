import type { Deps } from '@cloud/core/deps'
import { climbLadders } from '@cloud/modules/reminders/climbLadders'
import { Credits, Deliveries, type Delivery } from '@cloud/modules/reminders/collection'
import { dispatchPending } from '@cloud/modules/reminders/dispatch/dispatchPending'
import type { Obligation } from '@shared/core/obligation'
import { plainDate, plainDateOf } from '@shared/core/plainDate'
import { buildObligation, type ReminderWorld, startReminderWorld, TEMPLATES } from './reminderWorld'

/** 2026-06-23 08:31 in Shanghai: T-7 of a duty due on 30 June. */
const T7 = '2026-06-23T00:31:00.000Z'

let w: ReminderWorld
let secretary: string
let commissioner: string
let phone: string

const branch = () => {
  const [first] = w.world.branches
  if (!first) throw new Error('no branch')
  return first
}
const owe = async (...obligations: Obligation[]) => {
  w.facts.obligations = obligations
  await w.replan()
}
const climb = () => climbLadders(w.service.deps, plainDateOf(w.service.clock.now()))
const rows = (recipientId: string) => Deliveries.find({ recipientId }).sort({ _id: 1 }).lean<Delivery[]>()
const rungs = async (recipientId: string) => (await rows(recipientId)).map((row) => `${row.rung} ${row.state}`)
const messages = (openId = phone) =>
  w.stub.control.listMessages({ openId }).map((message) => message.fields.map((field) => field.value).join(' · '))
const balance = async () => (await Credits.find().lean()).map((credit) => credit.balance)
const withSend = (send: (real: () => Promise<unknown>) => Promise<never>): Deps => {
  const { wechat } = w.service.deps
  if (!wechat) throw new Error('no WeChat')
  return {
    ...w.service.deps,
    wechat: { ...wechat, sendSubscribeMessage: (message) => send(() => wechat.sendSubscribeMessage(message)) },
  }
}

beforeAll(async () => {
  w = await startReminderWorld(T7)
  secretary = branch().secretary
  commissioner = branch().commissioner
  await w.service.tokenOf(commissioner)
})

beforeEach(async () => {
  await w.reset()
  phone = await w.bindPhone(secretary)
})

afterAll(() => w.stop())

/** What WeChat answered to the messages sent to this test's phone. */
const answers = () =>
  w.stub.control
    .journal()
    .filter((entry) => entry.path.endsWith('/send') && entry.body.includes(phone))
    .map((entry) => entry.errcode)

describe('每一级提醒，每人一次', () => {
  test('任务跑两遍、发送跑两遍，书记手机上一条、收件箱里一条', async () => {
    await w.agree(phone, 3)
    await owe(buildObligation(branch().id))
    for (let i = 0; i < 2; i += 1) {
      await climb()
      await w.dispatch()
    }
    expect(await rungs(secretary)).toEqual(['T-7 sent'])
    expect(messages()).toEqual(['召开第二季度支部党员大会 · 2026年6月30日 23:59 · 还有7天，点开就能办'])
    expect(w.stub.control.listMessages({ openId: phone })[0]?.page).toBe('modules/meetings/pages/plan/index?key=k')
    expect(await balance()).toEqual([2])
  })

  test('没有绑定微信、但登录过的人，收件箱里有', async () => {
    await owe(buildObligation(branch().id))
    await climb()
    await w.dispatch()
    const [row] = await rows(commissioner)
    expect(row).toMatchObject({ state: 'inboxOnly', reason: 'noIdentity', unread: 1 })
  })

  test('几个实例同时跑任务、同时发送，仍然各一次', async () => {
    await w.agree(phone, 5)
    await owe(
      buildObligation(branch().id),
      buildObligation(branch().id, { rule: 'rehearsals.lecture', title: '上党课' }),
    )
    await Promise.all([climb(), climb(), climb()])
    w.stub.control.setFlags({ sendMs: 30 })
    await Promise.all([w.dispatch(), w.dispatch(), w.dispatch()])
    w.service.clock.advance({ seconds: 2 })
    await w.dispatch()
    expect(await rungs(secretary)).toEqual(['T-7 sent', 'T-7 sent'])
    expect(await rungs(commissioner)).toEqual(['T-7 inboxOnly', 'T-7 inboxOnly'])
    expect(messages()).toHaveLength(1)
    expect(answers()).toEqual([0])
  })

  test('同一天的几件事合成一条消息，用一次订阅', async () => {
    await w.agree(phone, 2)
    await owe(
      buildObligation(branch().id),
      buildObligation(branch().id, { rule: 'rehearsals.lecture', title: '上党课', dueOn: plainDate('2026-06-24') }),
    )
    await climb()
    await w.dispatch()
    expect(messages()).toEqual(['上党课等2件 · 2026年6月24日 23:59 · 明天截止，点开就能办'])
    expect(await balance()).toEqual([1])
  })

  test('整条阶梯走完：书记收到四级，上级收到一级，事情一直没办', async () => {
    await w.agree(phone, 9)
    await owe(buildObligation(branch().id))
    for (let day = 23; day <= 35; day += 1) {
      w.service.clock.set(new Date(Date.UTC(2026, 5, day, 0, 31)).toISOString())
      await climb()
      await w.dispatch()
    }
    expect(await rungs(secretary)).toEqual(['T-7 sent', 'T-1 sent', 'T sent', 'T+1 sent'])
    expect(await rungs(commissioner)).toEqual(['T-7 inboxOnly', 'T-1 inboxOnly', 'T inboxOnly'])
    expect(await rungs(w.world.superior)).toEqual(['T+3 unreachable'])
    const { items } = (await w.service.as(w.world.superior).get('/inbox')).body
    expect(items).toMatchObject([{ title: `${branch().name} · 召开第二季度支部党员大会`, label: '看经过' }])
    expect(messages().map((message) => message.split(' · ')[2])).toEqual([
      '还有7天，点开就能办',
      '明天截止，点开就能办',
      '今天截止，点开就能办',
      '已逾期1天，请督促办理',
    ])
  })
})

describe('进程死在半路', () => {
  test.each([
    ['领走之后、发送之前', false, 0],
    ['微信已发出、还没记下', true, 1],
  ])('%s：不再重发，收件箱里有，订阅次数退回', async (_, isSent, delivered) => {
    await w.agree(phone, 2)
    await owe(buildObligation(branch().id))
    await climb()
    const killed = withSend(async (real) => {
      if (isSent) await real()
      throw new Error('killed')
    })
    await expect(dispatchPending(killed)).rejects.toThrow('killed')
    expect(await rungs(secretary)).toEqual(['T-7 sending'])
    await w.dispatch()
    expect(await rungs(secretary)).toEqual(['T-7 sending'])
    w.service.clock.advance({ minutes: 3 })
    await Promise.all([w.dispatch(), w.dispatch()])
    await climb()
    await w.dispatch()
    expect((await rows(secretary))[0]).toMatchObject({ state: 'inboxOnly', reason: 'interrupted', unread: 1 })
    expect(messages()).toHaveLength(delivered)
    expect(await balance()).toEqual([2])
  })

  test('写收件箱写到一半：重跑补齐剩下的，已有的不重复', async () => {
    await owe(buildObligation(branch().id))
    await climb()
    await Deliveries.deleteMany({ recipientId: commissioner })
    await climb()
    expect(await rungs(secretary)).toEqual(['T-7 pending'])
    expect(await rungs(commissioner)).toEqual(['T-7 pending'])
  })
})

describe('微信的各种回答', () => {
  beforeEach(async () => {
    await w.agree(phone, 1)
    await owe(buildObligation(branch().id))
    await climb()
  })

  test('43101 没有次数或已拒收：退回收件箱，账上清零，下一级不再去试', async () => {
    w.stub.control.grantCredits({ openId: phone, templateId: TEMPLATES.dutyReminder.id, count: 0 })
    await w.dispatch()
    expect((await rows(secretary))[0]).toMatchObject({
      state: 'refused',
      reason: 'declined',
      steps: [{ channel: 'subscribe', result: 'passed', code: 43101 }],
      unread: 1,
    })
    expect(await balance()).toEqual([0])
    w.service.clock.set('2026-06-29T00:31:00.000Z')
    await climb()
    await w.dispatch()
    expect((await rows(secretary))[1]).toMatchObject({ rung: 'T-1', state: 'inboxOnly', reason: 'noCredit' })
    expect(answers()).toEqual([43101])
  })

  test('43108 正在给同一个人发别的：一秒后再发，只用一次', async () => {
    const template = TEMPLATES.meetingNotice
    w.stub.control.grantCredits({ openId: phone, templateId: template.id, count: 1 })
    w.stub.control.setFlags({ sendMs: 1_500 })
    const other = w.service.deps.wechat?.sendSubscribeMessage({
      openId: phone,
      templateId: template.id,
      page: 'pages/today/index',
      data: { thing1: '别的', time2: '08:00', thing3: '别处', thing4: '别的' },
      state: 'formal',
    })
    await new Promise((resolve) => setTimeout(resolve, 500))
    await w.dispatch()
    expect((await rows(secretary))[0]).toMatchObject({ state: 'pending', steps: [{ code: 43108 }], attempts: 1 })
    expect(await other).toMatchObject({ status: 'sent' })
    await w.dispatch()
    expect((await rows(secretary))[0]).toMatchObject({ state: 'pending' })
    w.service.clock.advance({ seconds: 2 })
    await w.dispatch()
    expect(await rungs(secretary)).toEqual(['T-7 sent'])
    expect(messages()).toHaveLength(2)
  })

  test('-1 系统繁忙：过一会儿再发；一直繁忙就留在收件箱，次数不少', async () => {
    const path = '/cgi-bin/message/subscribe/send'
    w.stub.control.setFaults({ faults: [{ kind: 'busy', path, times: 3 }] })
    await w.dispatch()
    expect((await rows(secretary))[0]).toMatchObject({ state: 'pending', steps: [{ code: -1 }], attempts: 1 })
    expect(await balance()).toEqual([1])
    w.service.clock.advance({ seconds: 2 })
    await w.dispatch()
    expect(await rungs(secretary)).toEqual(['T-7 sent'])
    expect(await balance()).toEqual([0])
  })

  test('一直繁忙：试六次后留在收件箱，次数退回', async () => {
    w.stub.control.setFaults({ faults: [{ kind: 'busy', path: '/cgi-bin/message/subscribe/send' }] })
    for (let i = 0; i < 8; i += 1) {
      await w.dispatch()
      w.service.clock.advance({ minutes: 31 })
    }
    const [row] = await rows(secretary)
    expect(row).toMatchObject({ state: 'inboxOnly', reason: 'busy' })
    expect(row?.steps).toHaveLength(6)
    expect(await balance()).toEqual([1])
  })

  test('没有应答：可能已经发出，不再重发，次数退回', async () => {
    w.stub.control.setFaults({ faults: [{ kind: 'reset', path: '/cgi-bin/message/subscribe/send' }] })
    await w.dispatch()
    w.service.clock.advance({ minutes: 10 })
    await w.dispatch()
    expect((await rows(secretary))[0]).toMatchObject({ state: 'inboxOnly', reason: 'noAnswer' })
    expect(messages()).toHaveLength(1)
    expect(await balance()).toEqual([1])
  })
})

describe('任务变了，提醒跟着变', () => {
  beforeEach(async () => {
    await w.agree(phone, 9)
    await owe(buildObligation(branch().id))
    await climb()
  })

  test('提醒发出之前已经办了：不再发到手机', async () => {
    const doneBy = { module: 'rehearsals', id: 'm1', on: plainDate('2026-06-23') }
    await owe(buildObligation(branch().id, { doneBy }))
    await w.dispatch()
    expect(await rungs(secretary)).toEqual(['T-7 cancelled'])
    w.service.clock.set('2026-06-30T00:31:00.000Z')
    await climb()
    expect(await rungs(secretary)).toEqual(['T-7 cancelled'])
    expect(messages()).toEqual([])
  })

  test('移到别的日子：旧的一级作废，新日子重新从头提醒；移回来，收到过的不再重复', async () => {
    await w.dispatch()
    await owe(buildObligation(branch().id, { dueOn: plainDate('2026-06-29') }))
    await climb()
    await w.dispatch()
    expect(await rungs(secretary)).toEqual(['T-7 sent', 'T-7 pending'])
    w.service.clock.set('2026-06-24T00:31:00.000Z')
    await w.dispatch()
    expect(await rungs(secretary)).toEqual(['T-7 sent', 'T-7 sent'])
    await owe(buildObligation(branch().id))
    await climb()
    await w.dispatch()
    expect(await rungs(secretary)).toEqual(['T-7 sent', 'T-7 sent'])
    expect(messages().map((message) => message.split(' · ')[1])).toEqual(['2026年6月30日 23:59', '2026年6月29日 23:59'])
  })

  test('移日子时还没发出的那条作废', async () => {
    await owe(buildObligation(branch().id, { dueOn: plainDate('2026-07-20') }))
    await w.dispatch()
    expect(await rungs(secretary)).toEqual(['T-7 cancelled'])
    expect(messages()).toEqual([])
  })

  test('没能当天发出的，第二天说的是第二天的话', async () => {
    w.service.clock.set('2026-06-24T00:31:00.000Z')
    await w.dispatch()
    expect(messages().map((message) => message.split(' · ')[2])).toEqual(['还有6天'])
  })
})

describe('通知', () => {
  const notice = (revision: string, note: string, urgent = false) => ({
    ...(urgent && { urgent }),
    subject: 'rehearsals.meeting:m1',
    revision,
    organizationId: branch().id,
    path: branch().path,
    recipients: [secretary, commissioner],
    text: {
      title: '6月主题党日',
      why: note,
      note,
      dueOn: plainDate('2026-06-25'),
      dueTime: '15:00',
      place: '党员活动室',
      page: '/modules/meetings/pages/detail/index?id=m1',
      label: '看会议',
    },
  })
  const announce = async (revision: string, note: string, urgent = false) => {
    w.facts.notices.set('m1', notice(revision, note, urgent))
    await w.announce()
  }

  test('开会通知一次；改期通知一次；取消通知一次', async () => {
    await w.agree(phone, 5, 'meetingNotice')
    for (const [day, revision, note] of [
      ['23', '1:invited', '请按时参加'],
      ['23', '1:invited', '请按时参加'],
      ['24', '2:moved', '时间改了'],
      ['25', '3:cancelled', '会议取消'],
    ] as const) {
      w.service.clock.set(`2026-06-${day}T00:31:00.000Z`)
      await announce(revision, note)
      await w.dispatch()
    }
    expect(messages()).toEqual([
      '6月主题党日 · 2026年6月25日 15:00 · 党员活动室 · 请按时参加',
      '6月主题党日 · 2026年6月25日 15:00 · 党员活动室 · 时间改了',
      '6月主题党日 · 2026年6月25日 15:00 · 党员活动室 · 会议取消',
    ])
    const inbox = await w.service.as(secretary).get('/inbox')
    expect(inbox.body.unread).toBe(1)
    expect(inbox.body.items.map((item: { note: string; settled: boolean }) => [item.note, item.settled])).toEqual([
      ['会议取消', false],
      ['时间改了', true],
      ['请按时参加', true],
    ])
  })

  test('还没发出就取消了：手机只响一次，说的是取消', async () => {
    await w.agree(phone, 5, 'meetingNotice')
    await announce('1:invited', '请按时参加')
    await announce('2:cancelled', '会议取消')
    await w.dispatch()
    expect(messages().map((message) => message.split(' · ')[3])).toEqual(['会议取消'])
    expect(await rungs(secretary)).toEqual(['1:invited cancelled', '2:cancelled sent'])
  })

  test('几个实例同时要给同一个人发通知和提醒：一条接一条，微信不会回 43108', async () => {
    await w.agree(phone, 2, 'meetingNotice')
    await w.agree(phone, 2)
    await owe(buildObligation(branch().id))
    await climb()
    await announce('1:invited', '请按时参加', true)
    w.stub.control.setFlags({ sendMs: 120 })
    await Promise.all([w.dispatch(), w.dispatch(), w.dispatch()])
    expect(answers()).toEqual([0, 0])
    expect(await rungs(secretary)).toEqual(['T-7 sent', '1:invited sent'])
  })

  test('夜里的通知等到早上八点，收件箱里马上有；紧急的马上响', async () => {
    await w.agree(phone, 5, 'meetingNotice')
    w.service.clock.set('2026-06-23T14:00:00.000Z')
    await announce('1:invited', '请按时参加')
    await w.dispatch()
    expect(messages()).toEqual([])
    expect((await w.service.as(secretary).get('/inbox')).body.unread).toBe(1)
    w.service.clock.set('2026-06-24T00:00:00.000Z')
    await w.dispatch()
    expect(messages()).toHaveLength(1)
    w.service.clock.set('2026-06-24T15:00:00.000Z')
    await announce('2:cancelled', '会议取消', true)
    await w.dispatch()
    expect(messages()[1]).toContain('会议取消')
  })
})

describe('每日一条', () => {
  test('一人一天一条：通知和任务在一起；当天后来的等下一个工作日，周末不响', async () => {
    await w.agree(phone, 9)
    w.service.clock.set('2026-06-26T00:31:00.000Z')
    await owe(buildObligation(branch().id, { dueOn: plainDate('2026-07-03') }))
    await climb()
    await w.dispatch()
    await owe(
      buildObligation(branch().id, { dueOn: plainDate('2026-07-03') }),
      buildObligation(branch().id, { rule: 'rehearsals.late', title: '临时加的事', dueOn: plainDate('2026-06-26') }),
    )
    for (const day of [26, 27, 28]) {
      w.service.clock.set(new Date(Date.UTC(2026, 5, day, 6)).toISOString())
      await climb()
      await w.dispatch()
    }
    expect(messages().map((message) => message.split(' · ')[0])).toEqual(['召开第二季度支部党员大会'])
    w.service.clock.set('2026-06-29T00:00:00.000Z')
    await climb()
    await w.dispatch()
    expect(messages().map((message) => message.split(' · ')[0])).toEqual(['召开第二季度支部党员大会', '临时加的事'])
    expect(messages()[1]).toContain('已逾期3天')
  })

  test('夜里爬的阶梯先进收件箱，手机到单位定的时间才响', async () => {
    await w.agree(phone, 9)
    await w.service.as(w.world.administrator).put(`/organizations/${branch().id}/settings`, { digestTime: '09:30' })
    await owe(buildObligation(branch().id))
    w.service.clock.set('2026-06-22T22:00:00.000Z')
    await climb()
    expect((await w.service.as(secretary).get('/inbox')).body.unread).toBe(1)
    for (const time of ['22:00', '23:59', '01:29']) {
      const day = time < '12' ? '23' : '22'
      w.service.clock.set(`2026-06-${day}T${time}:00.000Z`)
      await w.dispatch()
    }
    expect(messages()).toEqual([])
    w.service.clock.set('2026-06-23T01:30:00.000Z')
    await w.dispatch()
    expect(messages()).toHaveLength(1)
    await w.service.as(w.world.administrator).put(`/organizations/${branch().id}/settings`, {})
  })
})

describe('联系不上的人', () => {
  test('点名报给支部书记，一个月内不重复；本人登录后就不在名单里', async () => {
    const [, , , absent = ''] = branch().members
    const name = '党员丁'
    const owned = buildObligation(branch().id, { owner: { kind: 'person', id: absent }, title: '登记学习' })
    await owe(owned, buildObligation(branch().id, { ...owned, period: '2026', key: `rehearsals.b:${absent}:2026` }))
    w.service.clock.set('2026-06-23T00:41:00.000Z')
    await w.service.runJobs()
    await w.dispatch()
    w.service.clock.advance({ minutes: 10 })
    await w.service.runJobs()
    await w.dispatch()
    const reports = (await rows(secretary)).filter((row) => row.kind === 'report')
    expect(reports.map((row) => row.text.title)).toEqual([`${name}收不到提醒`])
    expect(reports[0]?.text.why).toContain('没有绑定微信')

    w.service.clock.set('2026-06-29T00:41:00.000Z')
    for (let i = 0; i < 2; i += 1) {
      await w.service.runJobs()
      await w.dispatch()
      w.service.clock.advance({ minutes: 10 })
    }
    expect((await rows(secretary)).filter((row) => row.kind === 'report')).toHaveLength(1)

    const list = await w.service.as(secretary).get('/reminders/unreachable')
    expect(list.body.people).toMatchObject([{ name, duties: [{ title: '登记学习' }, { title: '登记学习' }] }])
    await w.service.tokenOf(absent)
    expect((await w.service.as(secretary).get('/reminders/unreachable')).body.people).toEqual([])
  })
})
