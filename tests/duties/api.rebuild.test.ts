import { drainChanges } from '@cloud/core/change'
import { newId } from '@cloud/core/database/id'
import { Adjustments, Boards, Duties, LocalItems, PlanRevisions } from '@cloud/modules/duties/collection'
import { addDays, endOfMonth, plainDate, startOfMonth } from '@shared/core/plainDate'
import fc from 'fast-check'
import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'
import { buildDemand, Demands, doneOn, dutyModules, removeDemand, runFirstNight, saveDemands } from './demands'

let service: TestService
let world: World
beforeAll(async () => {
  service = await startTestService({ modules: dutyModules, now: '2026-06-11T02:00:00.000Z' })
  world = await buildWorld(service.deps, { branches: 2, groups: 1 })
  await service.drain()
})
afterAll(() => service.stop())

const MONTHS = ['06', '07', '08', '09'] as const
type Step =
  | { act: 'demand'; branch: number; month: number; day: number; owner: 'branch' | 'group' | 'member' }
  | { act: 'fulfil' | 'remove' | 'waive' | 'restore'; branch: number; month: number }
  | { act: 'move'; branch: number; month: number; day: number }
  | { act: 'local'; branch: number; month: number; day: number }

const branch = fc.integer({ min: 0, max: 1 })
const month = fc.integer({ min: 0, max: MONTHS.length - 1 })
const day = fc.integer({ min: 12, max: 27 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    act: fc.constant('demand' as const),
    branch,
    month,
    day,
    owner: fc.constantFrom('branch', 'group', 'member'),
  }),
  fc.record({ act: fc.constantFrom('fulfil', 'remove', 'waive', 'restore'), branch, month }),
  fc.record({ act: fc.constant('move' as const), branch, month, day }),
  fc.record({ act: fc.constant('local' as const), branch, month, day }),
)

/** What the unit has set aside in its plan so far, by key. */
type Adjusted = Map<string, { dueOn?: string; waived?: boolean }>

async function take(one: Step, adjusted: Adjusted): Promise<void> {
  const place = world.branches[one.branch]!
  const name = MONTHS[one.month]!
  const key = `month:${one.branch}:2026-${name}`
  const secretary = service.as(place.secretary)
  const stored = await Demands.findById(`demands.${key}`).lean()
  const body = { key: `demands.${key}`, reason: '与检修期错开' }
  const dueOn = 'day' in one ? `2026-${name}-${one.day}` : ''
  if (one.act === 'demand') {
    const owners = {
      branch: { kind: 'organization' as const, id: place.id },
      group: { kind: 'organization' as const, id: place.groups[0]! },
      member: { kind: 'person' as const, id: place.members[4]! },
    }
    const first = startOfMonth(2026, Number(name))
    await saveDemands(service.deps, [
      buildDemand(place.id, key, { owner: owners[one.owner], period: `2026-${name}`, opensOn: first, dueOn }),
    ])
  } else if (one.act === 'fulfil' && stored) {
    const more = { ...stored.obligation, ...doneOn(plainDate(`2026-${name}-02`)) }
    await saveDemands(service.deps, [{ ...stored, obligation: more }])
  } else if (one.act === 'remove' && stored) await removeDemand(service.deps, stored)
  else if (one.act === 'local')
    await secretary.post('/duties/local', { organizationId: place.id, title: '慰问', why: '支部商定', dueOn })
  else if (one.act === 'move') {
    const { status } = await secretary.post('/duties/move', { ...body, dueOn })
    if (status === 200) adjusted.set(body.key, { ...adjusted.get(body.key), dueOn })
  } else if (one.act === 'waive') {
    const { status } = await secretary.post('/duties/waive', body)
    if (status === 200) adjusted.set(body.key, { ...adjusted.get(body.key), waived: true })
  } else if (one.act === 'restore') {
    const { status } = await secretary.post('/duties/restore', body)
    if (status === 200) adjusted.delete(body.key)
  }
}

/** Everything derived, in a stable order; an empty board says the same as none. */
async function readViews() {
  const duties = await Duties.find({ year: { $gte: 0 } }).lean()
  const boards = await Boards.find({ changedAt: { $gte: new Date(0) } }).lean()
  const byId = (a: { _id: string }, b: { _id: string }) => (a._id < b._id ? -1 : 1)
  return {
    duties: duties.sort(byId),
    boards: boards
      .filter((board) => board.items.length > 0 || board.marks.some((marks) => marks.done > 0))
      .map(({ revision: _revision, changedAt: _changedAt, ...board }) => board)
      .sort(byId),
  }
}

const rebuild = () => runFirstNight(service.deps)

test('调整经得起任意次重新计算；从事实重建的与逐步更新的完全相同', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const adjusted: Adjusted = new Map()
      for (const one of steps) {
        await take(one, adjusted)
        await service.drain()
      }
      const incremental = await readViews()
      for (const [key, { dueOn, waived }] of adjusted) {
        const duty = incremental.duties.find((one) => one._id === key)
        if (!duty) continue
        if (dueOn) expect(duty.dueOn).toBe(dueOn)
        expect(Boolean(duty.waivedBecause)).toBe(Boolean(waived))
      }
      await Duties.deleteMany({ year: 2026 })
      await PlanRevisions.deleteMany({ revision: { $gte: 0 } })
      await Boards.deleteMany({ changedAt: { $gte: new Date(0) } })
      await rebuild()
      expect(await readViews()).toEqual(incremental)
      const everywhere = { organizationId: { $in: world.branches.map((one) => one.id) } }
      await Demands.deleteMany(everywhere)
      await Adjustments.deleteMany(everywhere)
      await LocalItems.deleteMany(everywhere)
      await rebuild()
    }),
    { numRuns: 8 },
  )
})

test('再算一遍什么也不写', async () => {
  await saveDemands(service.deps, [buildDemand(world.branches[0]!.id, 'quarter:x:2026-Q3', { period: '2026-Q3' })])
  await service.drain()
  const before = await Boards.find({ changedAt: { $gte: new Date(0) } }).lean()
  await rebuild()
  expect(await Boards.find({ changedAt: { $gte: new Date(0) } }).lean()).toEqual(before)
})

test('两个实例同时重算同一支部，后到的看得见新的事实', async () => {
  const { id } = world.branches[1]!
  const names = Array.from({ length: 6 }, (_, i) => `at-once:${i}:2026-Q3`)
  const last = endOfMonth(2026, 9)
  await Promise.all(
    names.map(async (name, i) => {
      await saveDemands(service.deps, [buildDemand(id, name, { period: '2026-Q3', dueOn: addDays(last, -i) })])
      await drainChanges(service.deps)
    }),
  )
  await service.drain()
  const kept = await Duties.find({ _id: { $in: names.map((name) => `demands.${name}`) } }, { _id: 1 }).lean()
  expect(kept).toHaveLength(names.length)
  const board = await Boards.findById(`organization:${id}`).lean()
  expect(names.every((name) => board?.items.some((item) => item.key === `demands.${name}`))).toBe(true)
})

test('另一实例写了看板，一秒内就不再给旧的答复', async () => {
  const { secretary, id } = world.branches[1]!
  const title = async () => (await service.as(secretary).get('/today')).body.branches[0].first[0].title
  await title()
  await new Promise((resolve) => setTimeout(resolve, 1_050))
  expect(await title()).not.toBe('另一实例改的')
  const board = (await Boards.findById(`organization:${id}`).lean())!
  const items = board.items.map((item, i) => (i === 0 ? { ...item, title: '另一实例改的' } : item))
  await Boards.updateOne(
    { _id: board._id },
    { $set: { items, revision: newId(), changedAt: new Date(service.clock.now()) } },
  )
  await new Promise((resolve) => setTimeout(resolve, 1_050))
  expect(await title()).toBe('另一实例改的')
})
