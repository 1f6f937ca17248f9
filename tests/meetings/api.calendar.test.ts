import { recordChange } from '@cloud/core/change'
import { CalendarYears } from '@cloud/modules/calendar/collection'
import { loadWorkCalendar } from '@cloud/modules/calendar/index'
import { YEAR_2026 } from '@shared/modules/calendar/model'
import { buildWorld, systemWork, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'

let service: TestService
let world: World

beforeAll(async () => {
  service = await startTestService({ now: '2026-06-04T01:00:00.000Z' })
  world = await buildWorld(service.deps)
  await service.drain()
})
afterAll(() => service.stop())

test('另一个进程确认了工作日历，计划马上按新的算，不等内存里的旧日历过时', async () => {
  const { id, secretary } = world.branches[0]!
  const dueOn = async () => {
    const { items } = (await service.as(secretary).get(`/duties/plan?organizationId=${id}`)).body
    return items.find((item: { key: string }) => item.key.includes('branchMeeting') && item.key.includes('2026-Q2'))
      .dueOn
  }
  expect(await dueOn()).toBe('2026-06-30')
  await loadWorkCalendar()
  const year = { ...YEAR_2026, holidays: { ...YEAR_2026.holidays, '2026-06-30': '试' } }
  await CalendarYears.replaceOne({ _id: '2026' }, { _id: '2026', ...year }, { upsert: true })
  await recordChange(systemWork(service.deps), [{ organizationId: id, fact: 'calendar.year', factId: '2026' }])
  await service.drain()
  expect(await dueOn()).toBe('2026-06-29')
})

test('排好的会议站在支部日历的那一天，取消了就不再站着', async () => {
  const { id: organizationId, secretary } = world.branches[0]!
  const as = service.as(secretary)
  const proposal = await as.get(`/meetings/proposal?organizationId=${organizationId}&kind=lecture`)
  const { period: _p, organizationName: _o, why: _w, source: _s, sources: _t, people: _l, ...draft } = proposal.body
  const { id } = (await as.post('/meetings', { ...draft, on: '2026-06-10' })).body
  const events = async () => {
    const { days } = (await as.get(`/duties/month?month=2026-06&organizationId=${organizationId}`)).body
    return days.flatMap((day: { on: string; events: { id: string; state: string }[] }) =>
      day.events.map((event) => `${day.on} ${event.state} ${event.id}`),
    )
  }
  expect(await events()).toEqual([`2026-06-10 待通知 ${id}`])
  await as.post(`/meetings/${id}/notify`)
  expect(await events()).toEqual([`2026-06-10 已通知 ${id}`])
  expect(await as.post(`/meetings/${id}/cancel`, { reason: '工地停电，改日再开' })).toMatchObject({ status: 200 })
  expect(await events()).toEqual([])
})
