import { setPassword } from '@cloud/modules/accounts/index'
import { calendar } from '@cloud/modules/calendar/index'
import { defineDuties } from '@cloud/modules/duties/index'
import { Feeds } from '@cloud/modules/feeds/collection'
import { feeds } from '@cloud/modules/feeds/index'
import { meetings } from '@cloud/modules/meetings/index'
import ICAL from 'ical.js'
import { PLATFORM } from '../accounts/platform'
import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'

let service: TestService
let world: World
let meetingId: string

beforeAll(async () => {
  const modules = [...PLATFORM, calendar, meetings, feeds, defineDuties([meetings])]
  service = await startTestService({ modules, env: { PUBLIC_URL: 'https://zhixing.example.org' } })
  world = await buildWorld(service.deps, { branches: 2, members: 9 })
  const proposal = await secretary().get(`/meetings/proposal?organizationId=${branchId()}&kind=branchMeeting`)
  const { period: _p, organizationName: _o, why: _w, source: _s, sources: _t, people: _l, ...draft } = proposal.body
  const made = await secretary().post('/meetings', {
    ...draft,
    title: '支部党员大会；讨论发展对象, 评议',
    on: '2026-06-18',
    startTime: '15:00',
    endTime: '16:30',
    place: '大桥项目部, 二楼会议室',
  })
  meetingId = made.body.id
  await secretary().post(`/meetings/${meetingId}/notify`)
  await service.drain()
})
afterAll(() => service.stop())

const branchId = (): string => world.branches[0]?.id ?? ''
const member = (i: number, branch = 0): string => world.branches[branch]?.members[i] ?? ''
const secretary = () => service.as(world.branches[0]?.secretary)
const create = async (by: string | undefined, body: object = {}) => service.as(by).post('/calendar/feeds', body)
const linkOf = async (by: string | undefined, body: object = {}): Promise<string> => {
  const { status, body: reply } = await create(by, body)
  expect(status).toBe(200)
  expect(reply.url).toMatch(/^https:\/\/zhixing\.example\.org\/ics\/[\w-]{43}\.ics$/)
  return reply.url.replace('https://zhixing.example.org', service.url)
}
const read = (url: string, headers: Record<string, string> = {}) => fetch(url, { headers })

interface Parsed {
  uid: string
  summary: string
  sequence: number
  status: string
  start: string
  end: string
  stamp: string
  location: string
}
/** Read by a parser that is not the one that wrote it. */
const parse = (text: string): Parsed[] =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((part) => {
    const value = (name: string) => String(part.getFirstPropertyValue(name) ?? '')
    return {
      uid: value('uid'),
      summary: value('summary'),
      sequence: Number(value('sequence')),
      status: value('status'),
      start: value('dtstart'),
      end: value('dtend'),
      stamp: value('dtstamp'),
      location: value('location'),
    }
  })
const eventsOf = async (url: string): Promise<Parsed[]> => parse(await (await read(url)).text())
const meetingIn = (events: readonly Parsed[]) => events.find(({ uid }) => uid === `meeting-${meetingId}@zhixing`)

describe('日历订阅', () => {
  test('我要参加的会、要办的事都在；改期序号加一，取消的标明取消', async () => {
    const url = await linkOf(member(4))
    const before = meetingIn(await eventsOf(url))
    expect(before).toEqual({
      uid: `meeting-${meetingId}@zhixing`,
      summary: '支部党员大会；讨论发展对象, 评议',
      sequence: 0,
      status: 'CONFIRMED',
      start: '2026-06-18T07:00:00Z',
      end: '2026-06-18T08:30:00Z',
      stamp: '2026-06-11T02:00:00Z',
      location: '大桥项目部, 二楼会议室',
    })
    service.clock.advance({ hours: 1 })
    const moved = { on: '2026-06-19', startTime: '09:00', endTime: '10:00', place: '二楼', reason: '生产任务冲突' }
    expect((await secretary().put(`/meetings/${meetingId}`, moved)).status).toBe(200)
    await service.drain()
    expect(meetingIn(await eventsOf(url))).toMatchObject({
      uid: before?.uid,
      sequence: 1,
      start: '2026-06-19T01:00:00Z',
      stamp: '2026-06-11T03:00:00Z',
    })
    expect((await secretary().post(`/meetings/${meetingId}/cancel`, { reason: '并入下次会议' })).status).toBe(200)
    await service.drain()
    expect(meetingIn(await eventsOf(url))).toMatchObject({ sequence: 2, status: 'CANCELLED' })
    service.clock.advance({ days: 40 })
    expect(meetingIn(await eventsOf(url))).toBeUndefined()
    service.clock.set('2026-06-11T04:00:00.000Z')
  })

  test('格式合规：每行不超过 75 字节、CRLF 结尾，没变就答 304', async () => {
    const url = await linkOf(world.branches[0]?.secretary, { organizationId: branchId() })
    const answer = await read(url)
    const text = await answer.text()
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(answer.headers.get('cache-control')).toContain('private')
    expect(text.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/)
    expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
    const events = parse(text)
    expect(events.length).toBeGreaterThan(10)
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length)
    expect(events.filter(({ start }) => start === '')).toEqual([])
    const wholeDay = events.find(({ start }) => /^\d{4}-\d\d-\d\d$/.test(start))
    expect(wholeDay && wholeDay.end > wholeDay.start).toBe(true)

    const etag = answer.headers.get('etag') ?? ''
    const again = await read(url, { 'If-None-Match': etag })
    expect([again.status, await again.text()]).toEqual([304, ''])
    const since = answer.headers.get('last-modified') ?? ''
    expect((await read(url, { 'If-Modified-Since': since })).status).toBe(304)
  })

  test('两个日历同时来问，答得一样，序号不重不漏', async () => {
    const url = await linkOf(member(5))
    const texts = await Promise.all(Array.from({ length: 6 }, async () => (await read(url)).text()))
    expect(new Set(texts).size).toBe(1)
  })

  test('没有别人的名字', async () => {
    const text = await (await read(await linkOf(world.branches[0]?.secretary))).text()
    for (let i = 1; i < 9; i += 1) expect(text).not.toContain(`党员${'甲乙丙丁戊己庚辛壬'[i]}1`)
  })

  test('新链接一生成，旧的作废；作废的链接答 404；库里没有链接原文', async () => {
    const [old, fresh] = [await linkOf(member(6)), await linkOf(member(6))]
    expect([(await read(old)).status, (await read(fresh)).status]).toEqual([404, 200])
    const { items } = (await service.as(member(6)).get('/calendar/feeds')).body
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ name: '我自己的', lastReadAt: expect.any(String) })
    const remove = (by: string) => service.as(by).delete(`/calendar/feeds/${items[0].id}`)
    expect((await remove(member(7))).status).toBe(404)
    expect((await remove(member(6))).status).toBe(200)
    expect((await read(fresh)).status).toBe(404)
    const stored = JSON.stringify(await Feeds.find().lean())
    expect(stored).not.toContain(fresh.split('/').at(-1)?.replace('.ics', ''))
  })

  test('同时生成两个链接，留下一个', async () => {
    const urls = await Promise.all([linkOf(member(7)), linkOf(member(7))])
    const statuses = await Promise.all(urls.map(async (url) => (await read(url)).status))
    expect(statuses.sort()).toEqual([200, 404])
  })

  test('组织的日程只有它的书记和委员能订；免职当天以后链接就打不开', async () => {
    const body = { organizationId: branchId() }
    expect((await create(undefined, body)).status).toBe(401)
    expect((await create(member(5), body)).status).toBe(403)
    expect((await create(world.branches[1]?.secretary, body)).status).toBe(404)
    expect((await create(member(4), { organizationId: 'x' })).status).toBe(400)
    const url = await linkOf(world.branches[0]?.commissioner, body)
    expect((await read(url)).status).toBe(200)
    const { body: led } = await service.as(world.administrator).get(`/organizations/${branchId()}/leadership`)
    const office = led.offices.find((one: { role: string }) => one.role === 'organizationCommissioner')
    await service.as(world.administrator).post(`/appointments/${office.id}/end`, { to: '2026-06-11', reason: '改选' })
    service.clock.advance({ days: 1 })
    expect((await read(url)).status).toBe(404)
  })

  test('离开单位的人，链接当天就打不开，也不再留着', async () => {
    const url = await linkOf(member(8))
    const left = { on: '2026-06-12', because: 'retired', note: '到龄退休' }
    expect((await secretary().post(`/people/${member(8)}/leaving`, left)).status).toBe(200)
    expect((await read(url)).status).toBe(404)
    await service.drain()
    expect(await Feeds.countDocuments({ personId: member(8) })).toBe(0)
  })

  test('账号停用以后，链接也打不开', async () => {
    const url = await linkOf(member(7))
    await setPassword(member(7), 'seven', 'Right-Passw0rd', false)
    expect((await service.as(world.administrator).delete(`/people/${member(7)}/account`)).status).toBe(200)
    await service.drain()
    expect((await read(url)).status).toBe(404)
  })
})

test('出错时日志里也没有链接', async () => {
  const url = await linkOf(member(5))
  const told = jest.spyOn(service.deps.logger, 'error').mockImplementation(() => undefined)
  const broken = jest.spyOn(Feeds, 'findOne').mockImplementation(() => {
    throw new Error('broken')
  })
  expect((await read(url)).status).toBe(500)
  broken.mockRestore()
  expect(told).toHaveBeenCalledTimes(1)
  expect(JSON.stringify(told.mock.calls)).not.toContain(url.slice(-40, -4))
  told.mockRestore()
})

describe('加到手机日历的文件', () => {
  test('一次会议、一天的事；别的支部的拿不到', async () => {
    const file = await service.as(member(4)).get(`/calendar/meetings/${meetingId}/file`)
    expect(file.headers.get('content-disposition')).toContain(encodeURIComponent('支部党员大会'))
    expect(meetingIn(parse(file.body.toString()))?.summary).toContain('支部党员大会')
    const foreign = service.as(member(4, 1))
    expect((await foreign.get(`/calendar/meetings/${meetingId}/file`)).status).toBe(404)
    expect((await foreign.get(`/calendar/days/2026-06-18/file?organizationId=${branchId()}`)).status).toBe(404)
    expect((await secretary().get(`/calendar/days/2026-06-31/file`)).status).toBe(400)
    const plan = (await secretary().get(`/duties/month?month=2026-06&organizationId=${branchId()}`)).body
    const busy = plan.days.find((day: { count: number }) => day.count > 0)
    const day = await secretary().get(`/calendar/days/${busy.on}/file?organizationId=${branchId()}`)
    expect(parse(day.body.toString()).length).toBeGreaterThan(0)
  })
})
