import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import { modules } from '@cloud/modules'
import { Boards, Duties, PlanRevisions, Standings } from '@cloud/modules/duties/collection'
import { Meetings } from '@cloud/modules/meetings/collection'
import { insertAppointments, listOrganizationIds } from '@cloud/modules/organizations/index'
import { addDays, type PlainDate, plainDateOf } from '@shared/core/plainDate'
import { openYears } from '@shared/modules/duties/rules'
import { MEETING_KINDS } from '@shared/modules/meetings/model'
import fc from 'fast-check'
import { type Branch, buildWorld, systemWork } from '../support/factories'
import { startTestService, type TestService } from '../support/service'

const LONGEST_MS = 10_000

let service: TestService
let branches: Branch[]
beforeAll(async () => {
  service = await startTestService({ now: '2026-06-11T02:00:00.000Z' })
  branches = (await buildWorld(service.deps, { branches: 2, members: 7, groups: 1 })).branches
  await service.drain()
})
afterAll(() => service.stop())

const duties = modules.find((one) => one.name === 'duties')
const today = (): PlainDate => plainDateOf(service.deps.clock.now())

/** Everything derived, in a stable order; a board without anything says the same as none. */
async function readViews() {
  const byId = (a: { _id: string }, b: { _id: string }) => (a._id < b._id ? -1 : 1)
  const boards = await Boards.find({ changedAt: { $gte: new Date(0) } }).lean()
  return {
    duties: (await Duties.find({ year: { $gte: 0 } }).lean()).sort(byId),
    standings: (await Standings.find({ year: { $gte: 0 } }).lean()).sort(byId),
    boards: boards
      .filter((board) => board.items.length > 0 || board.marks.some(({ done, due }) => done + due.length > 0))
      .map(({ revision: _revision, changedAt: _changedAt, ...board }) => board)
      .sort(byId),
  }
}

/**
 * Drops everything derived of the years that are still open, and computes it from the facts as if every organisation had just changed.
 * Years before stay as they were closed.
 */
async function rebuild(): Promise<void> {
  const [first] = openYears(today())
  await Duties.deleteMany({ year: { $gte: first } })
  await Standings.deleteMany({ year: { $gte: first } })
  await Boards.deleteMany({ changedAt: { $gte: new Date(0) } })
  await PlanRevisions.deleteMany({ revision: { $gte: 0 } })
  const at = new Date(service.deps.clock.now())
  const changes = (await listOrganizationIds('', 100)).map((organizationId) => ({
    _id: newId(),
    organizationId,
    fact: 'organizations.organization',
    factId: organizationId,
    at,
    pending: [],
  }))
  for (const consumer of duties?.consumers ?? []) await consumer.apply(service.deps, changes)
}

type Act =
  | { act: 'arrange'; branch: number; kind: number }
  | { act: 'move' | 'cancel' | 'hold' | 'correct'; branch: number; nth: number }
  | { act: 'moveDuty' | 'waive' | 'restore'; branch: number; nth: number }
  | { act: 'local' | 'replan' | 'deputy'; branch: number }
  | { act: 'day'; days: number }

const branch = fc.integer({ min: 0, max: 1 })
const nth = fc.nat(40)
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant('arrange' as const), branch, kind: fc.nat(5) }) },
  {
    weight: 5,
    arbitrary: fc.record({ act: fc.constantFrom('move', 'cancel', 'hold', 'hold', 'correct'), branch, nth }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constantFrom('moveDuty', 'waive', 'restore'), branch, nth }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constantFrom('local', 'replan', 'deputy'), branch }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('day' as const), days: fc.constantFrom(1, 2, 9, 35) }) },
)

/** How often each act was taken and not refused. */
const taken = new Map<string, number>()
const note = (name: string, status: number) => {
  if (status >= 500) throw new Error(`${name} answered ${status}`)
  if (status === 200) taken.set(name, (taken.get(name) ?? 0) + 1)
}

async function arrange({ id, secretary, groups }: Branch, kindNumber: number): Promise<void> {
  const kind = MEETING_KINDS[kindNumber] ?? 'themeDay'
  const group = kind === 'groupMeeting' ? `&groupId=${groups[0]}` : ''
  const client = service.as(secretary)
  const { status, body } = await client.get(`/meetings/proposal?organizationId=${id}&kind=${kind}${group}`)
  if (status !== 200) return note('arrange', status)
  const { period: _p, organizationName: _o, why: _w, source: _s, sources: _t, people: _l, ...draft } = body
  const made = await client.post('/meetings', draft)
  note('arrange', made.status)
  if (made.status === 200) note('notify', (await client.post(`/meetings/${made.body.id}/notify`)).status)
}

async function onMeeting(name: 'move' | 'cancel' | 'hold' | 'correct', place: Branch, at: number): Promise<void> {
  const rows = await Meetings.find({ organizationId: place.id }).sort({ on: -1, _id: -1 }).lean()
  const meeting = rows[at % Math.max(1, rows.length)]
  if (!meeting) return
  const { _id: id, recorderId, on } = meeting
  const secretary = service.as(place.secretary)
  const reason = '与检修期错开'
  if (name === 'move')
    note(name, (await secretary.put(`/meetings/${id}`, { reason, on: addDays(today(), 1 + (at % 9)) })).status)
  else if (name === 'cancel') note(name, (await secretary.post(`/meetings/${id}/cancel`, { reason })).status)
  else if (name === 'correct')
    note(
      name,
      (await secretary.post(`/meetings/${id}/correct`, { field: 'on', value: addDays(on, -1), reason })).status,
    )
  else {
    const values = { discussion: '按议题逐项讨论。', resolution: '同意所提安排。' }
    note('minutes', (await service.as(recorderId).post(`/meetings/${id}/minutes`, { values, votes: {} })).status)
    note('approve', (await secretary.post(`/meetings/${id}/approve`)).status)
  }
}

async function onDuty(name: 'moveDuty' | 'waive' | 'restore', place: Branch, at: number): Promise<void> {
  const rows = await Duties.find({
    boards: `organization:${place.id}`,
    open: true,
    dueOn: { $gte: name === 'moveDuty' ? today() : addDays(today(), -60) },
  })
    .sort({ dueOn: 1, _id: 1 })
    .lean()
  const duty = rows[at % Math.max(1, Math.min(rows.length, 12))]
  if (!duty) return
  const body = { key: duty._id, reason: '支部商定' }
  const client = service.as(place.secretary)
  if (name === 'moveDuty')
    note(name, (await client.post('/duties/move', { ...body, dueOn: addDays(today(), at % 15) })).status)
  else note(name, (await client.post(`/duties/${name}`, body)).status)
}

async function take(one: Act): Promise<void> {
  if (one.act === 'day') {
    service.clock.advance({ days: one.days })
    for (const job of duties?.jobs ?? []) await job.run(service.deps, today())
    return
  }
  const place = branches[one.branch]
  if (!place) return
  switch (one.act) {
    case 'arrange':
      return arrange(place, one.kind)
    case 'move':
    case 'cancel':
    case 'hold':
    case 'correct':
      return onMeeting(one.act, place, one.nth)
    case 'moveDuty':
    case 'waive':
    case 'restore':
      return onDuty(one.act, place, one.nth)
    case 'local': {
      const item = { organizationId: place.id, title: '慰问', why: '支部商定', dueOn: addDays(today(), 5) }
      return note('local', (await service.as(place.secretary).post('/duties/local', item)).status)
    }
    case 'deputy': {
      // Begins on a later day: only the night knows that the plan then turns.
      const personId = place.members[2 + (taken.get('deputy') ?? 0)]
      if (!personId) return
      const office = { organizationId: place.id, path: place.path, personId, role: 'deputySecretary' as const }
      await inTransaction(() =>
        insertAppointments(systemWork(service.deps), [{ ...office, from: addDays(today(), 3) }]),
      )
      return note('deputy', 200)
    }
    case 'replan': {
      for (const job of duties?.jobs ?? []) await job.run(service.deps, today())
    }
  }
}

/** One of everything, so that what follows at random stands on acts that were let through. */
const ONE_OF_EACH: Act[] = [
  { act: 'arrange', branch: 0, kind: 4 },
  { act: 'deputy', branch: 0 },
  { act: 'waive', branch: 0, nth: 1 },
  { act: 'moveDuty', branch: 1, nth: 1 },
  { act: 'local', branch: 1 },
  { act: 'arrange', branch: 1, kind: 0 },
  { act: 'move', branch: 0, nth: 3 },
  { act: 'day', days: 9 },
  { act: 'hold', branch: 0, nth: 0 },
  { act: 'correct', branch: 0, nth: 0 },
  { act: 'cancel', branch: 1, nth: 0 },
  { act: 'day', days: 35 },
  { act: 'replan', branch: 0 },
  { act: 'restore', branch: 0, nth: 0 },
]

async function takeAll(acts: readonly Act[]): Promise<void> {
  for (const one of acts) {
    await take(one)
    await service.drain()
  }
  const incremental = await readViews()
  await rebuild()
  expect(await readViews()).toEqual(incremental)
}

describe('任务和看板都与从头重建的相同', () => {
  test('每种操作各一次，都不被拒绝', async () => {
    await takeAll(ONE_OF_EACH)
    const acts = ['arrange', 'notify', 'deputy', 'waive', 'moveDuty', 'local', 'move', 'approve', 'correct', 'cancel']
    expect(acts.filter((name) => !taken.has(name))).toEqual([])
  }, 120_000)
  test('会议、调整、更正、换日任意交错', async () => {
    // As many runs as fit: a busy machine gets fewer.
    const until = performance.now() + LONGEST_MS
    const property = fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 9 }), async (acts) => {
      if (performance.now() < until) await takeAll(acts)
    })
    await fc.assert(property, { numRuns: 8, endOnFailure: true })
  }, 120_000)
})
