import { Participations } from '@cloud/modules/meetings/collection'
import { meetings, rebuildParticipations } from '@cloud/modules/meetings/index'
import { meetingNotices } from '@cloud/modules/meetings/notices'
import type { Obligation } from '@shared/core/obligation'
import { type PlainDate, plainDateOf } from '@shared/core/plainDate'
import fc from 'fast-check'
import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'

let service: TestService
let world: World
const NOW = '2026-06-01T01:00:00.000Z'

beforeAll(async () => {
  service = await startTestService({ now: NOW })
  world = await buildWorld(service.deps, { members: 8, probationary: 2 })
})
afterAll(() => service.stop())
beforeEach(() => service.clock.set(NOW))

const branch = () => world.branches[0] as World['branches'][number]
const secretary = () => service.as(branch().secretary)
const day = (d: number) => `2026-06-${String(d).padStart(2, '0')}` as PlainDate

async function announce(on: PlainDate, kind = 'themeDay'): Promise<string> {
  const proposal = await secretary().get(`/meetings/proposal?organizationId=${branch().id}&kind=${kind}`)
  const { period: _p, organizationName: _o, why: _w, source: _s, sources: _t, people: _l, ...draft } = proposal.body
  const created = await secretary().post('/meetings', { ...draft, on, startTime: '14:00', endTime: '16:00' })
  await secretary().post(`/meetings/${created.body.id}/notify`)
  return created.body.id
}

async function hold(on: PlainDate, present: readonly number[]): Promise<string> {
  const id = await announce(on)
  service.clock.set(`${on}T06:00:00.000Z`)
  for (const i of present)
    await secretary().post(`/meetings/${id}/proxy`, { personId: branch().members[i], reason: '统一点名' })
  await service.as(branch().commissioner).post(`/meetings/${id}/minutes`, { values: { discussion: '集中学习' } })
  expect((await secretary().post(`/meetings/${id}/approve`)).status).toBe(200)
  return id
}

const rows = async () =>
  (await Participations.find({}).sort({ _id: 1 }).lean()).map(({ _id, ...rest }) => ({ id: _id, ...rest }))

async function duties(): Promise<Obligation[]> {
  const { compute } = meetings.obligations ?? {}
  return compute ? compute(service.deps, [branch().id, world.committeeId], 2026, plainDateOf(service.clock.now())) : []
}

describe('读模型与事实一致', () => {
  test('随意更正之后，逐次更新的与全部重建的完全相同', async () => {
    const ids = [await hold(day(3), [0, 1, 2, 3]), await hold(day(5), [0, 4, 5, 6, 7])]
    await service.drain()
    service.clock.set('2026-06-20T01:00:00.000Z')
    const correction = fc.record({
      meeting: fc.constantFrom(...ids),
      person: fc.integer({ min: 0, max: 7 }),
      status: fc.constantFrom('present', 'leave', 'absent'),
    })
    const field = fc.record({ meeting: fc.constantFrom(...ids), endTime: fc.constantFrom('15:00', '16:30', '17:00') })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(correction, field), { minLength: 1, maxLength: 5 }), async (edits) => {
        for (const edit of edits) {
          if ('person' in edit) {
            const body = { personId: branch().members[edit.person], status: edit.status, reason: '核对签到表' }
            expect([200, 409]).toContain(
              (await secretary().post(`/meetings/${edit.meeting}/correct-attendance`, body)).status,
            )
          } else {
            const body = { field: 'endTime', value: edit.endTime, reason: '核对时间' }
            expect([200, 409]).toContain((await secretary().post(`/meetings/${edit.meeting}/correct`, body)).status)
          }
        }
        await service.drain()
        const kept = await rows()
        expect(await rebuildParticipations()).toBe(kept.length)
        expect(await rows()).toEqual(kept)
      }),
      { numRuns: 5 },
    )
    const table = (await secretary().get(`/meetings/attendance?organizationId=${branch().id}&year=2026`)).body.rows
    for (const row of table) {
      expect(row.present + row.leave + row.absent).toBe(row.due)
      const archive = (await service.as(row.personId).get('/meetings/archive?year=2026')).body
      expect([archive.hours, archive.present, archive.leave]).toEqual([row.hours, row.present, row.leave])
    }
  })

  test('有学时规定之前的年份没有档案，不当作系统出错', async () => {
    expect((await secretary().get('/meetings/archive?year=2018')).status).toBe(400)
    expect((await secretary().get('/meetings/archive?year=2019')).status).toBe(200)
    expect((await secretary().get(`/meetings/attendance?organizationId=${branch().id}&year=2019`)).status).toBe(200)
  })

  test('没归档的会议不进档案', async () => {
    const before = (await rows()).length
    await announce(day(25))
    await service.drain()
    expect(await rows()).toHaveLength(before)
  })
})

describe('会议带来的任务', () => {
  const mine = async (id: string) =>
    (await duties()).filter((o) => o.key.includes(id)).map((o) => [o.rule, Boolean(o.doneBy)])

  test('支部全年计划在，上级组织没有自己的三会一课', async () => {
    const all = await duties()
    expect(new Set(all.map((o) => o.organizationId))).toEqual(new Set([branch().id]))
    expect(all.filter((o) => o.rule === 'meetings.branchMeeting')).toHaveLength(4)
    expect(all.filter((o) => o.rule === 'meetings.committeeMeeting')).toHaveLength(12)
    expect(all.find((o) => o.period === '2026-06' && o.rule === 'meetings.themeDay')?.doneBy).toBeDefined()
    expect(new Set(all.map((o) => o.key)).size).toBe(all.length)
  })

  test('通知了就要参加，到了、请了假就算完成；取消了全都撤走', async () => {
    const id = await announce(day(26), 'branchMeeting')
    expect(await mine(id)).toHaveLength(9)
    service.clock.set('2026-06-26T05:30:00.000Z')
    await secretary().post(`/meetings/${id}/proxy`, { personId: branch().members[3], reason: '手机没电' })
    await service.as(branch().members[4]).post(`/meetings/${id}/leave`, { reason: '出差' })
    expect(await mine(id)).toEqual(
      expect.arrayContaining([
        ['meetings.attend', true],
        ['meetings.decideLeave', false],
        ['meetings.minutes', false],
      ]),
    )
    await secretary().post(`/meetings/${id}/cancel`, { reason: '暴雨停工' })
    expect(await mine(id)).toEqual([])
  })

  test('通知、改期、取消各有一句话，发给名单上每个人；旧话被新话盖过', async () => {
    const id = await announce(day(29), 'lecture')
    const find = () =>
      meetingNotices.find(service.deps, {
        _id: '',
        organizationId: branch().id,
        fact: 'meetings.meeting',
        factId: id,
        at: new Date(),
        pending: [],
      })
    const first = await find()
    expect(first).toMatchObject({ revision: '1:notify', text: { dueOn: '2026-06-29', label: '查看通知' } })
    expect(first?.recipients).toHaveLength(8)
    await secretary().put(`/meetings/${id}`, { on: '2026-06-30', reason: '会议室占用' })
    expect(await find()).toMatchObject({ revision: '2:move', text: { dueOn: '2026-06-30', why: '会议室占用' } })
    await secretary().post(`/meetings/${id}/cancel`, { reason: '延后' })
    expect(await find()).toMatchObject({ revision: '3:cancel', subject: first?.subject, text: { label: '查看' } })
  })

  test('上级看得到下面的会，看不到的组织像不存在', async () => {
    const listed = await service.as(world.superior).get(`/meetings?organizationId=${world.committeeId}&limit=2`)
    expect(listed.body.items).toHaveLength(2)
    expect(listed.body.next).not.toBeNull()
    const rest = await service
      .as(world.superior)
      .get(`/meetings?organizationId=${world.committeeId}&limit=100&cursor=${listed.body.next}`)
    const days = [...listed.body.items, ...rest.body.items].map((item: { on: string }) => item.on)
    expect(days).toEqual([...days].sort().reverse())
    expect((await secretary().get(`/meetings?organizationId=${world.committeeId}`)).status).toBe(404)
  })
})
