import type { DatedEvent } from '@cloud/core/datedEvent'
import { defineModule } from '@cloud/core/defineModule'
import { defineDuties } from '@cloud/modules/duties/index'
import { plainDate } from '@shared/core/plainDate'
import type { MonthReply } from '@shared/modules/duties/contract'
import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'
import { buildDemand, demands, doneOn, ground, saveDemands } from './demands'

const TODAY = plainDate('2026-06-11')
const buildEvent = (id: string, more: Partial<DatedEvent> = {}): DatedEvent => ({
  id: id.repeat(24),
  title: '第二季度党员大会',
  note: '二楼会议室',
  on: TODAY,
  startTime: '14:30',
  endTime: '16:00',
  state: '已通知',
  announced: true,
  page: '/p',
  ...more,
})
const EVENTS = [
  buildEvent('a'),
  buildEvent('b', { title: '支委会', startTime: '09:00', state: '待通知', announced: false }),
  buildEvent('f', { title: '4月主题党日', on: plainDate('2026-06-04') }),
]

let service: TestService
let world: World
const branch = () => world.branches[0]!

beforeAll(async () => {
  const arranged = defineModule({
    name: 'arranged',
    datedEvents: async (organizationId, from, to) =>
      organizationId === branch().id ? EVENTS.filter(({ on }) => on >= from && on <= to) : [],
  })
  const contributing = [...ground, demands, arranged]
  service = await startTestService({ modules: [...contributing, defineDuties(contributing)] })
  world = await buildWorld(service.deps, { branches: 2 })
  const { id } = branch()
  await saveDemands(service.deps, [
    buildDemand(id, 'month:b:2026-06', { period: '2026-06', dueOn: '2026-06-11' }),
    buildDemand(id, 'theme:b:2026-06', { period: '2026-06', dueOn: '2026-06-25', ...doneOn(plainDate('2026-06-04')) }),
  ])
  await service.drain()
})
afterAll(() => service.stop())

async function day(who: string, on: string, organizationId?: string): Promise<MonthReply['days'][number] | undefined> {
  const query = organizationId ? `&organizationId=${organizationId}` : ''
  const { body } = await service.as(who).get(`/duties/month?month=2026-06${query}`)
  return body.days.find((one: { on: string }) => one.on === on)
}
const titles = (one: MonthReply['days'][number] | undefined) => one?.events.map(({ title }) => title)

describe('支部的日历', () => {
  test('排在这天的会和这天到期的事站在一起，按钟点排，一起计数', async () => {
    const today = await day(branch().secretary, TODAY, branch().id)
    expect(titles(today)).toEqual(['支委会', '第二季度党员大会'])
    expect(today).toMatchObject({ count: 3, events: [{ startTime: '09:00' }, { note: '二楼会议室', state: '已通知' }] })
    expect(today?.items).toHaveLength(1)
  })
  test('还没通知的只有书记和委员看得到', async () => {
    expect(titles(await day(branch().members[4] ?? '', TODAY, branch().id))).toEqual(['第二季度党员大会'])
    expect(titles(await day(world.superior, TODAY, branch().id))).toEqual(['第二季度党员大会'])
  })
  test('已经由它完成了一件任务的，不再说第二遍', async () => {
    expect(await day(branch().secretary, '2026-06-04', branch().id)).toMatchObject({
      count: 1,
      events: [],
      items: [{ state: 'done' }],
    })
  })
  test('别的支部和我自己的日历里没有', async () => {
    expect(titles(await day(branch().secretary, TODAY))).toEqual([])
    expect(titles(await day(world.superior, TODAY, world.branches[1]?.id))).toEqual([])
  })
})
