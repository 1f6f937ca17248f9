import { climbLadders } from '@cloud/modules/reminders/climbLadders'
import { Deliveries, type Delivery } from '@cloud/modules/reminders/collection'
import { deliver, withdrawOvertaken } from '@cloud/modules/reminders/deliver'
import { plainDateOf } from '@shared/core/plainDate'
import { type ReminderWorld, startReminderWorld } from './reminderWorld'

/** Thursday 4 June 2026, 09:00 in Shanghai. */
const NOW = '2026-06-04T01:00:00.000Z'

let w: ReminderWorld
let secretary: string
let member: string
let late: string
let phone: string

beforeAll(async () => {
  w = await startReminderWorld(NOW, 1, 'product')
  const [branch] = w.world.branches
  if (!branch) throw new Error('no branch')
  secretary = branch.secretary
  member = branch.members[3] ?? ''
  late = branch.members[4] ?? ''
  phone = await w.bindPhone(member)
  await w.agree(phone, 9, 'meetingNotice')
  await w.agree(phone, 9, 'dutyReminder')
})

beforeEach(() => w.service.clock.set(NOW))
afterAll(() => w.stop())

const as = (personId: string) => w.service.as(personId)
const ok = async (answer: Promise<{ status: number; body: { id?: string } }>) => {
  const { status, body } = await answer
  expect({ status, body }).toMatchObject({ status: 200 })
  await w.service.drain()
  return body.id ?? ''
}

async function announce(edit: Record<string, unknown>): Promise<string> {
  const query = `organizationId=${w.world.branches[0]?.id}&kind=branchMeeting`
  const proposal = await as(secretary).get(`/meetings/proposal?${query}`)
  const { period: _p, organizationName: _o, why: _w, source: _s, sources: _t, people: _l, ...draft } = proposal.body
  const id = await ok(as(secretary).post('/meetings', { ...draft, ...edit }))
  await ok(as(secretary).post(`/meetings/${id}/notify`))
  return id
}

/** What reached the member's phone since the last time it was looked at, by title and time. */
let seen = 0
function news(): string[] {
  const all = w.stub.control.listMessages({ openId: phone })
  const fresh = all.slice(seen).map(({ fields }) => `${fields[0]?.value} ${fields[1]?.value.slice(5)}`)
  seen = all.length
  return fresh
}

async function climbAt(instant: string): Promise<void> {
  w.service.clock.set(instant)
  await climbLadders(w.service.deps, plainDateOf(w.service.clock.now()))
  await w.dispatch()
}

const rungsOf = async (recipientId: string, page: string) =>
  (await Deliveries.find({ recipientId, kind: 'duty' }).sort({ _id: 1 }).lean<Delivery[]>())
    .filter((row) => row.text.page.includes(page))
    .map((row) => `${row.rung} ${row.state}`)

describe('一次会议，从通知到提醒', () => {
  test('通知、改期、取消，各响一次：不急的等第二天的汇总，明天的会取消不等；取消以后再没有提醒', async () => {
    const id = await announce({ title: '临时大会', on: '2026-06-16', startTime: '14:30', endTime: '16:00' })
    await w.dispatch()
    await w.dispatch()
    expect(news()).toEqual(['临时大会 6月16日 14:30'])

    await ok(as(secretary).put(`/meetings/${id}`, { on: '2026-06-17', reason: '生产检查' }))
    await w.dispatch()
    await w.service.drain()
    await w.dispatch()
    expect(news()).toEqual([])
    await climbAt('2026-06-05T00:31:00.000Z')
    await climbAt('2026-06-05T00:41:00.000Z')
    expect(news()).toEqual(['有变动：临时大会 6月17日 14:30'])

    await climbAt('2026-06-16T00:31:00.000Z')
    await climbAt('2026-06-16T00:41:00.000Z')
    expect(news()).toEqual(['参加临时大会 6月17日 14:30'])

    await ok(as(secretary).post(`/meetings/${id}/cancel`, { reason: '并入下次' }))
    await w.dispatch()
    expect(news()).toEqual(['已取消：临时大会 6月17日 14:30'])
    await climbAt('2026-06-17T00:31:00.000Z')
    expect(news()).toEqual([])
    const { items } = (await as(member).get('/inbox')).body
    expect(items.map((item: { title: string; settled: boolean }) => [item.title, item.settled])).toEqual([
      ['已取消：临时大会', false],
      ['参加临时大会', true],
      ['有变动：临时大会', true],
      ['临时大会', true],
    ])
  })

  test('签到以后不再叫人；会开过了、还没签到的也不再叫', async () => {
    const id = await announce({ title: '签到大会', on: '2026-06-23', startTime: '14:30', endTime: '16:00' })
    await w.dispatch()
    news()
    await climbAt('2026-06-22T00:31:00.000Z')
    expect(await rungsOf(late, id)).toEqual(['T-1 unreachable'])
    w.service.clock.set('2026-06-23T06:00:00.000Z')
    const { code } = (await as(secretary).get(`/meetings/${id}/screen`)).body
    await ok(as(member).post('/meetings/check-in', { meetingId: id, code }))
    expect(news()).toEqual(['签到大会等2件 6月23日 14:30'])
    await climbAt('2026-06-23T06:10:00.000Z')
    expect(news()).toEqual([])
    expect(await rungsOf(late, id)).toEqual(['T-1 unreachable', 'T unreachable'])
    await climbAt('2026-06-24T00:31:00.000Z')
    expect((await rungsOf(member, id)).concat(await rungsOf(late, id))).toHaveLength(3)
  })

  test('当天的会改期、取消：夜里也马上响，写明紧急', async () => {
    const id = await announce({ title: '今天的会', on: '2026-06-04', startTime: '23:00', endTime: '23:50' })
    await w.dispatch()
    news()
    w.service.clock.set('2026-06-04T14:30:00.000Z')
    await ok(
      as(secretary).put(`/meetings/${id}`, { on: '2026-06-08', startTime: '14:00', endTime: '15:00', reason: '抢险' }),
    )
    await w.dispatch()
    expect(news()).toEqual(['有变动：今天的会 6月8日 14:00'])
    w.service.clock.advance({ minutes: 5 })
    await ok(as(secretary).post(`/meetings/${id}/cancel`, { reason: '并入下次' }))
    await w.dispatch()
    expect(news()).toEqual([])
    const { items } = (await as(member).get('/inbox?limit=100')).body
    const words = items.filter((item: { title: string }) => item.title.endsWith('今天的会'))
    expect(words.map((item: { title: string; urgent: boolean }) => [item.title, item.urgent])).toEqual([
      ['已取消：今天的会', false],
      ['有变动：今天的会', true],
      ['今天的会', false],
    ])
  })

  test('会开过了才补登的，不再通知大家来', async () => {
    const id = await announce({ title: '补登大会', on: '2026-06-02', startTime: '14:30', endTime: '16:00' })
    await w.dispatch()
    expect(news()).toEqual([])
    expect(await Deliveries.countDocuments({ subject: `meetings.meeting:${id}` })).toBe(0)
  })

  test('从没登录、也没绑定微信的人，点名报给书记', async () => {
    await w.service.runJobs()
    const { items } = (await as(secretary).get('/inbox')).body
    const [report] = items.filter((item: { kind: string }) => item.kind === 'report')
    expect(report.why).toContain('党员戊')
    const { people } = (await as(secretary).get('/reminders/unreachable')).body
    expect(people.map((one: { name: string }) => one.name)).toContain('党员戊')
    expect(people.map((one: { name: string }) => one.name)).not.toContain('党员丁')
  })
})

test('两个进程先后乱了：慢的那个补上旧通知，收回的也只是旧的', async () => {
  const subject = 'meetings.meeting:slow'
  const draft = (revision: string) => ({
    key: `${subject}|${revision}|${late}`,
    kind: 'notice' as const,
    subject,
    rung: revision,
    recipientId: late,
    organizationId: w.world.branches[0]?.id ?? '',
    path: w.world.branches[0]?.path ?? '',
    places: [w.world.branches[0]?.id ?? ''],
    text: { title: '主题党日', why: '试', note: '试', page: '/', label: '查看' },
    template: 'meetingNotice' as const,
  })
  await deliver([draft('10:move')], NOW)
  await withdrawOvertaken(subject)
  await deliver([draft('9:move')], NOW)
  await withdrawOvertaken(subject)
  const rows = await Deliveries.find({ subject }).sort({ rung: 1 }).lean<Delivery[]>()
  expect(rows.map((row) => [row.rung, row.withdrawn === true])).toEqual([
    ['10:move', false],
    ['9:move', true],
  ])
})
