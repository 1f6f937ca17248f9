import { Boards, Duties } from '@cloud/modules/duties/collection'
import { findDuties, findDutiesForLadder } from '@cloud/modules/duties/index'
import { addDays, plainDate } from '@shared/core/plainDate'
import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'
import { buildDemand, dutyModules, saveDemands } from './demands'

let service: TestService
let world: World
beforeAll(async () => {
  service = await startTestService({ modules: dutyModules, now: '2026-11-30T02:00:00.000Z' })
  world = await buildWorld(service.deps, { branches: 2 })
})
afterAll(() => service.stop())

const monthly = (organizationId: string, branch: number) =>
  ['2026-11', '2026-12', '2027-01', '2027-02'].map((month) =>
    buildDemand(organizationId, `month:${branch}:${month}`, {
      title: `${Number(month.slice(5))} 月主题党日`,
      period: month,
      opensOn: `${month}-01`,
      dueOn: `${month}-20`,
    }),
  )
const plannedIn = (year: number, branch = 0) =>
  Duties.countDocuments({ organizationId: world.branches[branch]!.id, year, module: 'demands' })

describe('跨年', () => {
  test('11 月里还不排下一年，12 月 1 日夜里所有支部一起排出来', async () => {
    for (const [i, branch] of world.branches.entries()) await saveDemands(service.deps, monthly(branch.id, i))
    await service.drain()
    expect([await plannedIn(2026), await plannedIn(2027)]).toEqual([2, 0])
    service.clock.set('2026-11-30T16:06:00.000Z')
    expect(await service.runJobs()).toContain('duties.rollover:2026-12-01')
    expect([await plannedIn(2026), await plannedIn(2027)]).toEqual([2, 2])
    expect(await plannedIn(2027, 1)).toBe(2)
  })
  test('新年第一天第一刻就是新一年的环，不用等夜里', async () => {
    const ring = async () => (await service.as(world.branches[0]!.secretary).get('/today')).body.branches[0].ring
    service.clock.set('2026-12-31T15:59:00.000Z')
    expect(await ring()).toMatchObject({ total: 2, overdue: 2 })
    service.clock.set('2026-12-31T16:00:00.000Z')
    expect(await ring()).toMatchObject({ total: 2, overdue: 0, ahead: 2 })
  })
  test('去年 12 月没办的还在眼前，夜里再算也不丢', async () => {
    service.clock.set('2027-01-01T16:06:00.000Z')
    await service.runJobs()
    const board = await Boards.findById(`organization:${world.branches[0]!.id}`).lean()
    expect(board?.items.map((item) => item.dueOn)).toEqual(['2026-12-20', '2027-01-20', '2027-02-20'])
    service.clock.set('2027-01-21T02:00:00.000Z')
    const { body } = await service.as(world.branches[0]!.secretary).get('/today')
    expect(body.branches[0].first.map((item: { dueOn: string }) => item.dueOn)).toEqual(['2027-01-20', '2027-02-20'])
  })
  test('改到上一年去的，留在那一年，不因为离开这一年而丢掉', async () => {
    const branch = world.branches[0]!
    const [, , , later] = monthly(branch.id, 0)
    const key = later!._id
    expect(await Duties.findById(key).lean()).toMatchObject({ year: 2027 })
    const obligation = { ...later!.obligation, opensOn: plainDate('2026-12-01'), dueOn: plainDate('2026-12-28') }
    await saveDemands(service.deps, [{ ...later!, obligation }])
    await service.drain()
    expect(await Duties.findById(key).lean()).toMatchObject({ year: 2026, dueOn: '2026-12-28' })
    await saveDemands(service.deps, [later!])
    await service.drain()
    expect(await Duties.findById(key).lean()).toMatchObject({ year: 2027, dueOn: '2027-02-20' })
  })
})

describe('给提醒用的', () => {
  const RUNG_DAYS = ['2026-12-03', '2026-12-04'].map(plainDate)
  const listAll = async (limit: number) => {
    const keys: string[] = []
    for (const day of RUNG_DAYS)
      for (let after = ''; ; ) {
        const duties = await findDutiesForLadder(day, after, limit)
        keys.push(...duties.map((duty) => duty.key))
        const last = duties.at(-1)
        if (!last || duties.length < limit) break
        after = last.key
      }
    return keys
  }
  test('按阶梯的日子翻页，每件正好一次，办完的不在里面', async () => {
    const { id } = world.branches[0]!
    const on = plainDate('2026-12-10')
    const same = Array.from({ length: 5 }, (_, i) =>
      buildDemand(id, `same:day${i}:2026-12`, { period: '2026-12', dueOn: i < 4 ? on : addDays(on, 1) }),
    )
    await saveDemands(service.deps, same)
    await service.drain()
    const all = await listAll(100)
    expect(all).toHaveLength(5)
    expect(await listAll(2)).toEqual(all)
    await saveDemands(service.deps, [
      { ...same[0]!, obligation: { ...same[0]!.obligation, doneBy: { module: 'demands', id: 'f'.repeat(24), on } } },
    ])
    await service.drain()
    expect(await listAll(3)).toEqual(all.filter((key) => key !== same[0]!._id))
    const [done] = await findDuties([same[0]!._id, 'demands.gone:x:2026'])
    expect(done).toMatchObject({ key: same[0]!._id, doneBy: { on }, owner: { kind: 'organization', id } })
  })
})
