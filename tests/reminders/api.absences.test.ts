import { AuditEntries } from '@cloud/core/audit'
import { newId } from '@cloud/core/database/id'
import { climbLadders } from '@cloud/modules/reminders/climbLadders'
import { Deliveries, type Delivery } from '@cloud/modules/reminders/collection'
import * as XLSX from '@e965/xlsx'
import { plainDate, plainDateOf } from '@shared/core/plainDate'
import type { Branch } from '../support/factories'
import { buildObligation, type ReminderWorld, startReminderWorld } from './reminderWorld'

const T7 = '2026-06-23T00:31:00.000Z'

let w: ReminderWorld
let own: Branch
let other: Branch
let discipline: string

beforeAll(async () => {
  w = await startReminderWorld(T7, 2)
  const [first, second] = w.world.branches
  if (!first || !second) throw new Error('no branches')
  own = first
  other = second
  discipline = own.members[2] ?? ''
})
beforeEach(async () => {
  await w.reset()
  w.facts.obligations = [buildObligation(own.id)]
  await w.replan()
})
afterAll(() => w.stop())

const as = (personId?: string) => w.service.as(personId)
const climb = () => climbLadders(w.service.deps, plainDateOf(w.service.clock.now()))
const rowsOf = (recipientId: string) => Deliveries.find({ recipientId }).sort({ _id: 1 }).lean<Delivery[]>()
const goAway = (deputyId: string, from = '2026-06-23', to = '2026-06-26', personId = own.secretary) =>
  as(personId).post('/reminders/absences', { from, to, deputyId })
const inbox = async (personId: string) => (await as(personId).get('/inbox')).body.items
const answer = async (personId: string, byOn?: string) => {
  const [item] = await inbox(personId)
  return as(personId).post(`/inbox/${item.id}/answer`, byOn ? { byOn } : {})
}

describe('外出、休假与代办人', () => {
  test('没有登录 401，日期不对 400，代办人不合适 403，重叠 409', async () => {
    expect((await as().get('/reminders/settings')).status).toBe(401)
    expect((await goAway(discipline, '2026-06-24', '2026-06-23')).status).toBe(400)
    expect((await goAway(discipline, '2026-06-01')).status).toBe(400)
    expect((await goAway(discipline, '2026-06-24', '2028-06-23')).status).toBe(400)
    for (const deputy of [own.members[5] ?? '', other.secretary, own.secretary, w.world.superior])
      expect((await goAway(deputy)).status).toBe(403)
    expect((await goAway(discipline)).status).toBe(200)
    expect((await goAway(discipline, '2026-06-26', '2026-06-28')).status).toBe(409)
    expect((await goAway(discipline, '2026-06-27', '2026-06-28')).status).toBe(200)
  })

  test('可选的代办人是同一支部任职的人，写明职务', async () => {
    const { deputies } = (await as(own.secretary).get('/reminders/settings')).body
    expect(deputies.map((one: { name: string; office: string }) => `${one.name} ${one.office}`)).toEqual([
      '党员乙1 第1党支部组织委员',
      '党员丙1 第1党支部纪检委员',
    ])
  })

  test('外出期间：代办人收到，写明代谁；本人安静留一份；到期自己结束；全程有记录', async () => {
    await goAway(discipline)
    await w.service.drain()
    await climb()
    const [told, row] = await rowsOf(discipline)
    expect(told).toMatchObject({ kind: 'notice', text: { title: '党员甲1外出，提醒由你接' } })
    expect(row).toMatchObject({
      rung: 'T-7',
      onBehalfOf: own.secretary,
      text: { note: '代党员甲1：还有7天，点开就能办' },
    })
    expect(await rowsOf(own.secretary)).toMatchObject([
      { state: 'inboxOnly', reason: 'away', handedTo: discipline, unread: 1 },
    ])
    expect((await inbox(own.secretary))[0].allowed).toEqual([])
    w.service.clock.set('2026-06-29T00:31:00.000Z')
    await climb()
    expect((await rowsOf(own.secretary)).map((one) => [one.rung, one.handedTo])).toEqual([
      ['T-7', discipline],
      ['T-1', undefined],
    ])
    expect((await rowsOf(discipline)).map((one) => one.rung)).toEqual(['1:2026-06-26', 'T-7'])
    const actions = (await AuditEntries.find({ action: /^reminders\./ }).lean()).map((one) => one.action)
    expect(actions).toContain('reminders.goAway')
  })

  test('转的是提醒，不是权限：代办人仍然看不到只有书记能看的', async () => {
    await goAway(discipline)
    await climb()
    expect((await as(discipline).get('/reminders/history')).status).toBe(403)
  })

  test('提前回来：今天起还是本人收；别人的外出结束不了', async () => {
    const { id } = (await goAway(discipline)).body
    expect((await as(discipline).post(`/reminders/absences/${id}/end`)).status).toBe(404)
    expect((await as(own.secretary).post(`/reminders/absences/${id}/end`)).status).toBe(200)
    await climb()
    expect(await rowsOf(own.secretary)).toMatchObject([{ state: 'pending' }])
    expect((await as(own.secretary).get('/reminders/settings')).body.absences).toEqual([])
  })
})

describe('知道了，我来办', () => {
  test('没有登录 401，日期不对 400，别人的 404，答复过的 409', async () => {
    await climb()
    const [item] = await inbox(own.secretary)
    const path = `/inbox/${item.id}/answer`
    expect((await as().post(path, {})).status).toBe(401)
    expect((await as(own.secretary).post(path, { byOn: '2026-06-22' })).status).toBe(400)
    expect((await as(own.commissioner).post(path, {})).status).toBe(404)
    expect((await as(own.secretary).post(path, { byOn: '2026-06-28' })).status).toBe(200)
    expect((await as(own.secretary).post(path, {})).status).toBe(409)
  })

  test('书记和上级看到谁答复了；今日和收件箱里都标出来', async () => {
    await climb()
    await answer(own.secretary, '2026-06-28')
    const [item] = await inbox(own.secretary)
    expect(item).toMatchObject({ byOn: '2026-06-28', answeredAt: expect.any(String), allowed: [] })
    const standing = (await as(own.secretary).get('/reminders/standing')).body.items
    expect(standing).toMatchObject([{ itemId: item.id, byOn: '2026-06-28' }])
    const history = await as(w.world.superior).get(`/reminders/history?organizationId=${own.id}`)
    const line = history.body.items.find((one: { name: string }) => one.name === '党员甲1')
    expect(line).toMatchObject({ answeredAt: expect.any(String), byOn: '2026-06-28' })
  })

  test('答复以后：还没发到手机的不再发，期限稍动也不再说同一级；下一级照来，上级那一级照走，写明谁答复过', async () => {
    await climb()
    await answer(own.secretary, '2026-06-28')
    w.facts.obligations = [buildObligation(own.id, { dueOn: plainDate('2026-06-29') })]
    await w.replan()
    await climb()
    await w.dispatch()
    expect((await rowsOf(own.secretary)).map((one) => one.rung)).toEqual(['T-7'])
    for (let day = 24; day <= 34; day += 1) {
      w.service.clock.set(new Date(Date.UTC(2026, 5, day, 0, 31)).toISOString())
      await climb()
      await w.dispatch()
    }
    expect((await rowsOf(own.secretary)).map((one) => one.rung)).toEqual(['T-7', 'T-1', 'T', 'T+1'])
    const [raised] = await rowsOf(w.world.superior)
    expect(raised).toMatchObject({ rung: 'T+3', audience: 'superior', text: { label: '看经过' } })
    expect(raised?.text.why).toContain('党员甲1、党员乙1')
    expect(raised?.text.why).toContain('党员甲16月23日答复知道了，6月28日前办')
  })
})

describe('报上级', () => {
  const toEscalation = async () => {
    w.service.clock.set('2026-07-03T00:31:00.000Z')
    await climb()
  }

  test('事实一有，上级那一级就撤回，不再算未读；更正后事实没了，也不重复', async () => {
    await toEscalation()
    expect(await rowsOf(w.world.superior)).toMatchObject([{ rung: 'T+3' }])
    expect((await as(w.world.superior).get('/inbox')).body.unread).toBe(1)
    const done = { doneBy: { module: 'm', id: 'x', on: plainDate('2026-07-03') } }
    w.facts.obligations = [buildObligation(own.id, done)]
    await w.replan()
    expect((await as(w.world.superior).get('/inbox')).body).toMatchObject({ unread: 0, items: [{ settled: true }] })
    await w.bindPhone(w.world.superior)
    await w.dispatch()
    expect(await rowsOf(w.world.superior)).toMatchObject([{ state: 'cancelled' }])
    w.facts.obligations = [buildObligation(own.id)]
    await w.replan()
    await climb()
    expect(await rowsOf(w.world.superior)).toHaveLength(1)
  })

  test.each([
    ['移到以后', () => [buildObligation(own.id, { dueOn: plainDate('2026-07-20') })]],
    ['取消', () => []],
  ])('任务%s，还没发出的那一级跟着撤回，支部能看到', async (_, changed) => {
    await toEscalation()
    w.facts.obligations = changed()
    await w.replan()
    await w.bindPhone(w.world.superior)
    await w.dispatch()
    const { items } = (await as(own.secretary).get(`/reminders/history?organizationId=${own.id}`)).body
    const raised = items.filter((one: { audience: string }) => one.audience === 'superior')
    expect(raised).toMatchObject([{ name: '党委书记甲', rung: 'T+3', state: 'cancelled' }])
  })
})

describe('提醒记录', () => {
  test('按状态、人、日期筛选，一页一页翻，导出表格；别的支部看不到', async () => {
    await climb()
    const ask = async (personId: string, query: string) => (await as(personId).get(`/reminders/history?${query}`)).body
    const first = await ask(own.secretary, 'limit=1')
    const second = await ask(own.secretary, `limit=1&cursor=${first.next}`)
    expect([first.items[0].name, second.items[0].name].sort()).toEqual(['党员乙1', '党员甲1'])
    expect(second.next).toBeNull()
    expect((await ask(own.secretary, 'state=sent')).items).toEqual([])
    expect((await ask(own.secretary, `personId=${own.commissioner}&on=2026-06-23&state=pending`)).items).toHaveLength(1)
    expect((await ask(own.secretary, 'on=2026-06-22')).items).toEqual([])
    expect((await ask(other.secretary, '')).items).toEqual([])
    expect((await as(other.secretary).get(`/reminders/history?organizationId=${own.id}`)).status).toBe(404)
    const file = await as(own.secretary).get('/reminders/history/export?state=pending')
    expect(file.status).toBe(200)
    expect(file.body.subarray(0, 2).toString()).toBe('PK')
    expect(await AuditEntries.countDocuments({ action: 'reminders.export', actorId: own.secretary })).toBe(1)
  })
})

test('提醒记录导出是全的：六千条一条不少，最早的也在', async () => {
  await climb()
  const [sample] = await rowsOf(own.secretary)
  if (!sample) throw new Error('nothing was sent')
  const rows = Array.from({ length: 6_000 }, (_, i) => ({
    ...sample,
    _id: newId(),
    key: `copy${i}`,
    text: { ...sample.text, note: `第${i}条` },
    at: new Date(sample.at.getTime() - (i + 1) * 60_000),
  }))
  await Deliveries.collection.insertMany(rows as never[])
  const file = await as(own.secretary).get(`/reminders/history/export?organizationId=${own.id}`)
  expect(file.status).toBe(200)
  const book = XLSX.read(file.body, { type: 'buffer' })
  const lines = XLSX.utils.sheet_to_json<string[]>(book.Sheets['提醒记录'] ?? {}, { header: 1 })
  const notes = new Set(lines.map((line) => line[7]))
  expect(rows.filter((_, i) => !notes.has(`第${i}条`))).toEqual([])
  expect(lines.at(-1)?.[7]).toBe('第5999条')
})

describe('本人的时间', () => {
  const put = (body: unknown) => as(own.secretary).put('/reminders/settings', body)
  test('格式不对 400；免打扰只会更长；只收紧急的，其余留在收件箱', async () => {
    expect((await put({ quietFrom: '09:00' })).status).toBe(400)
    expect((await put({ quietFrom: '22:30', quietUntil: '09:00', digestTime: '12:30' })).status).toBe(200)
    expect((await as(own.secretary).get('/reminders/settings')).body.hours).toEqual({
      quietFrom: '21:00',
      quietUntil: '09:00',
      digestTime: '12:30',
      emergenciesOnly: false,
    })
    await put({ emergenciesOnly: true })
    const phone = await w.bindPhone(own.secretary)
    await w.agree(phone, 2)
    await climb()
    await w.dispatch()
    expect(await rowsOf(own.secretary)).toMatchObject([{ state: 'inboxOnly', reason: 'ownChoice' }])
  })
})
