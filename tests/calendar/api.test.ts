import { calendar, loadWorkCalendar } from '@cloud/modules/calendar/index'
import { plainDate } from '@shared/core/plainDate'
import { dayStatus } from '@shared/core/workCalendar'
import { provisionalYear } from '@shared/modules/calendar/rules'
import { PLATFORM } from '../accounts/platform'
import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'

let service: TestService
let world: World
beforeAll(async () => {
  service = await startTestService({ modules: [...PLATFORM, calendar] })
  world = await buildWorld(service.deps, { branches: 1 })
})
afterAll(() => service.stop())

test('2027 年的通知把 2026-12-31 列为元旦假期：录得进，算得对，再打开还是原样', async () => {
  const admin = service.as(world.administrator)
  const holidays = { ...provisionalYear(2027).holidays, '2026-12-31': '元旦' }
  const notice = { holidays, workdays: ['2026-12-27'], source: '国务院办公厅通知' }
  expect((await admin.put('/calendar/years/2027', notice)).status).toBe(200)
  const work = await loadWorkCalendar()
  expect(dayStatus(work, plainDate('2026-12-31'))).toMatchObject({ working: false, name: '元旦', provisional: false })
  expect(dayStatus(work, plainDate('2026-12-27')).working).toBe(true)
  const { years } = (await admin.get('/calendar/years')).body
  const shown = years.find((one: { year: number }) => one.year === 2027)
  expect(shown).toMatchObject({ status: 'confirmed', holidays, workdays: ['2026-12-27'] })
  const refused = await admin.put('/calendar/years/2027', { ...notice, workdays: ['2026-10-10'] })
  expect([refused.status, refused.body.error.violations[0].message]).toEqual([422, expect.stringContaining('12 月')])
})
