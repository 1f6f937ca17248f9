import { climbLadders } from '@cloud/modules/reminders/climbLadders'
import { plainDate, plainDateOf } from '@shared/core/plainDate'
import { buildObligation, type ReminderWorld, startReminderWorld, TEMPLATES } from './reminderWorld'

const T7 = '2026-06-23T00:31:00.000Z'

let w: ReminderWorld
let secretary: string
let member: string
let otherSecretary: string

beforeAll(async () => {
  w = await startReminderWorld(T7, 2)
  const [own, other] = w.world.branches
  if (!own || !other) throw new Error('no branches')
  secretary = own.secretary
  member = own.members[4] ?? ''
  otherSecretary = other.secretary
  const rules = ['rehearsals.branchMeeting', 'rehearsals.lecture', 'rehearsals.committee']
  w.facts.obligations = [
    ...rules.map((rule) => buildObligation(own.id, { rule, title: rule })),
    buildObligation(own.id, { owner: { kind: 'person', id: member }, title: '登记学习' }),
    buildObligation(other.id, { title: '别的支部的事' }),
  ]
  await w.replan()
  await climbLadders(w.service.deps, plainDateOf(w.service.clock.now()))
})

afterAll(() => w.stop())

const as = (personId?: string) => w.service.as(personId)

describe('收件箱', () => {
  test('没有登录 401，翻页参数不对 400', async () => {
    expect((await as().get('/inbox')).status).toBe(401)
    expect((await as(secretary).get('/inbox?limit=0')).status).toBe(400)
    expect((await as(secretary).get('/inbox?cursor=zzz')).status).toBe(400)
  })

  test('只有自己的，一条说清什么事、为什么、何时前、在哪一页办', async () => {
    const { status, body } = await as(member).get('/inbox')
    expect(status).toBe(200)
    expect(body).toEqual({
      items: [
        {
          id: expect.any(String),
          kind: 'duty',
          title: '登记学习',
          why: '支部党员大会一般每季度召开1次',
          note: '还有7天，点开就能办',
          dueOn: '2026-06-30',
          page: '/modules/meetings/pages/plan/index?key=k',
          label: '去安排',
          at: '2026-06-23T00:31:00.000Z',
          settled: false,
          urgent: false,
          allowed: ['answer'],
        },
      ],
      next: null,
      unread: 1,
    })
  })

  test('未读的在前，一页一页翻，不重不漏', async () => {
    const first = (await as(secretary).get('/inbox?limit=2')).body
    expect(first.unread).toBe(3)
    const opened = first.items[0]
    expect((await as(secretary).post(`/inbox/${opened.id}/read`)).status).toBe(200)
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: { id: string }[]; next: string | null } = (
        await as(secretary).get(`/inbox?limit=1${cursor ? `&cursor=${cursor}` : ''}`)
      ).body
      seen.push(...page.items.map((item) => item.id))
      cursor = page.next
    }
    expect(new Set(seen).size).toBe(3)
    expect(seen.at(-1)).toBe(opened.id)
    const after = (await as(secretary).get('/inbox')).body
    expect(after.unread).toBe(2)
    expect(after.items.at(-1).readAt).toBe('2026-06-23T00:31:00.000Z')
  })

  test('别人的和不存在的一样找不到', async () => {
    const [item] = (await as(member).get('/inbox')).body.items
    for (const id of [item.id, 'f'.repeat(24)])
      expect((await as(otherSecretary).post(`/inbox/${id}/read`)).status).toBe(404)
    expect((await as(otherSecretary).post('/inbox/not-an-id/read')).status).toBe(400)
    expect((await as(member).get('/inbox')).body.unread).toBe(1)
  })

  test('事情办了，那条标出已经了结', async () => {
    w.facts.obligations = w.facts.obligations.map((one) =>
      one.owner.id === member ? { ...one, doneBy: { module: 'm', id: 'x', on: plainDate('2026-06-23') } } : one,
    )
    await w.replan()
    expect((await as(member).get('/inbox')).body.items[0].settled).toBe(true)
  })

  test('全部标为已读，不影响别人', async () => {
    expect((await as(secretary).post('/inbox/read-all')).status).toBe(200)
    expect((await as(secretary).get('/inbox')).body.unread).toBe(0)
    expect((await as(otherSecretary).get('/inbox')).body.unread).toBe(1)
  })
})

describe('提醒记录', () => {
  const history = (personId?: string, key = `rehearsals.lecture:${w.world.branches[0]?.id}:2026-Q2`) =>
    as(personId).get(`/reminders/history?dutyKey=${encodeURIComponent(key)}`)

  test('没有登录 401，状态写错 400，普通党员 403，别的支部 404', async () => {
    expect((await history()).status).toBe(401)
    expect((await as(secretary).get('/reminders/history?state=lost')).status).toBe(400)
    expect((await history(member)).status).toBe(403)
    expect((await history(otherSecretary)).status).toBe(404)
    expect((await history(secretary, 'no.such:1:2026')).status).toBe(404)
  })

  test('书记和上级看到提醒过谁、什么时候、看没看', async () => {
    for (const viewer of [secretary, w.world.superior, w.world.administrator]) {
      const { body } = await history(viewer)
      expect(body.items).toMatchObject([
        { name: '党员乙1', rung: 'T-7', state: 'pending', at: T7, audience: 'owner' },
        { name: '党员甲1', rung: 'T-7', state: 'pending', at: T7, readAt: expect.any(String) },
      ])
    }
  })
})

describe('联系不上的人', () => {
  test('没有登录 401，普通党员 403；书记只看到本支部，上级看到全部，可以只看一个', async () => {
    await w.dispatch()
    const names = async (personId: string, query = '') =>
      (await as(personId).get(`/reminders/unreachable${query}`)).body.people.map((one: { name: string }) => one.name)
    expect((await as().get('/reminders/unreachable')).status).toBe(401)
    expect((await as(member).get('/reminders/unreachable')).status).toBe(403)
    expect((await as(secretary).get('/reminders/unreachable?organizationId=1')).status).toBe(400)
    expect(await names(secretary)).toEqual(['党员乙1'])
    expect(await names(otherSecretary)).toEqual(['党员乙2'])
    expect((await names(w.world.superior)).sort()).toEqual(['党员乙1', '党员乙2'])
    expect(await names(w.world.superior, `?organizationId=${w.world.branches[1]?.id}`)).toEqual(['党员乙2'])
    expect(await names(secretary, `?organizationId=${w.world.branches[1]?.id}`)).toEqual([])
  })
})

describe('订阅', () => {
  const templates = async (personId: string) => (await as(personId).get('/reminders/templates')).body.templates
  const report = (personId: string, ...decisions: [string, string][]) =>
    as(personId).post('/reminders/subscriptions', {
      results: decisions.map(([templateId, decision]) => ({ templateId, decision })),
    })

  test('没有登录 401，格式不对 400，一次最多 5 个', async () => {
    expect((await as().get('/reminders/templates')).status).toBe(401)
    expect((await as(member).post('/reminders/subscriptions', { results: 'x' })).status).toBe(400)
    expect((await report(member, ...Array.from({ length: 6 }, (): [string, string] => ['t', 'accept']))).status).toBe(
      400,
    )
  })

  test('没有绑定微信的人没有可订阅的，报告也不记账', async () => {
    expect(await templates(otherSecretary)).toEqual([])
    expect((await report(otherSecretary, [TEMPLATES.dutyReminder.id, 'accept'])).status).toBe(200)
  })

  test('点一次“允许”算一次：手机报告和微信事件不重复记，次数少的模板排前面', async () => {
    const openId = await w.bindPhone(member)
    expect(await templates(member)).toHaveLength(2)
    await report(
      member,
      [TEMPLATES.dutyReminder.id, 'accept'],
      ['someone-else', 'accept'],
      [TEMPLATES.meetingNotice.id, 'reject'],
    )
    await w.agree(openId)
    expect(await templates(member)).toEqual([
      { id: TEMPLATES.meetingNotice.id, title: '会议通知', balance: 0, refused: false },
      { id: TEMPLATES.dutyReminder.id, title: '待办提醒', balance: 1, refused: false },
    ])
    await w.agree(openId)
    await report(member, [TEMPLATES.dutyReminder.id, 'acceptWithAudio'])
    expect((await templates(member))[1]).toMatchObject({ balance: 2 })
  })

  test('在微信里关掉以后次数清零并记下，再同意才恢复', async () => {
    const openId = await w.bindPhone(member)
    await w.agree(openId, 2)
    w.stub.control.refuseLater({ openId, templateIds: [TEMPLATES.dutyReminder.id] })
    await w.stub.control.waitForEvents()
    const own = async () =>
      (await templates(member)).find((one: { id: string }) => one.id === TEMPLATES.dutyReminder.id)
    expect(await own()).toMatchObject({ balance: 0, refused: true })
    w.service.clock.advance({ minutes: 2 })
    await w.agree(openId)
    expect(await own()).toMatchObject({ balance: 1, refused: false })
  })
})
