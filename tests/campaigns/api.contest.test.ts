import { isSwitchedOnFor } from '@cloud/modules/burden/index'
import { installProduct } from '../learning/learningWorld'
import { startTestService, type TestService } from '../support/service'
import { buildUnionWorld, type UnionWorld } from '../support/unionWorld'

let service: TestService
let world: UnionWorld
let campaignId: string

const as = (personId?: string) => service.as(personId)
const contest = async (who: string) => (await as(who).get(`/campaigns/${campaignId}/contest`)).body
const guarded = (who: string | undefined, body: unknown, end = '') =>
  as(who).post(`/campaigns/${campaignId}/guarded${end}`, body)
const asked = { feature: 'points', reason: '班组自己要求', confirmed: true }

beforeAll(async () => {
  service = await startTestService({ now: '2026-06-01T01:00:00.000Z' })
  world = await buildUnionWorld(service.deps, { teams: 2, workers: 4 })
  await installProduct(service.deps)
  const audience = { organizationIds: [world.department.id] }
  const draft = { templateId: 'safetyMonth', theme: '主题', audience, from: '2026-06-01', to: '2026-06-30' }
  campaignId = (await as(world.officer).post('/campaigns', draft)).body.id
  await as(world.officer).post(`/campaigns/${campaignId}/open`)
  await service.drain()
}, 60_000)
afterAll(() => service.stop())

test('默认关闭：只有参与和掌握，没有积分和名次；规定原话在场', async () => {
  const body = await contest(world.teams[0]!.workers[3]!)
  expect(body).toMatchObject({
    switchedOn: [],
    allowed: [],
    source: { document: expect.stringContaining('2023 年 12 月') },
  })
  expect(body.rule).toContain('积分排名')
  expect(body.teams).toHaveLength(2)
  for (const team of body.teams) expect(team.guarded).toEqual({ points: null, rank: null })
})

test('401 → 400 → 403 → 管理员确认后打开，护栏看到同一项', async () => {
  expect((await guarded(undefined, asked)).status).toBe(401)
  expect((await guarded(world.administrator, { ...asked, confirmed: false })).status).toBe(400)
  expect((await guarded(world.administrator, { ...asked, feature: 'onlineHours' })).status).toBe(400)
  expect((await guarded(world.officer, asked)).status).toBe(403)
  expect((await guarded(world.administrator, asked)).status).toBe(200)
  expect((await guarded(world.administrator, asked)).status).toBe(200)
  const body = await contest(world.officer)
  expect(body.switchedOn).toEqual(['points'])
  expect(body.teams[0].guarded).toEqual({ points: 0, rank: null })
  expect(await isSwitchedOnFor('points', world.unit.path, '2026-06-10' as never)).toBe(true)
  const guard = (await as(world.administrator).get('/burden/guard')).body
  expect(guard.items).toMatchObject([{ campaign: '2026 年安全生产月', to: '2026-06-30', active: true }])
})

test('提前关掉就没有了；再打开，活动结束时一起消失', async () => {
  expect((await guarded(world.administrator, { feature: 'points' }, '/end')).status).toBe(200)
  expect((await contest(world.officer)).switchedOn).toEqual([])
  await guarded(world.administrator, { ...asked, feature: 'rankings' })
  expect((await contest(world.officer)).teams.map((team: { guarded: { rank: number } }) => team.guarded.rank)).toEqual([
    1, 1,
  ])
  expect((await as(world.officer).post(`/campaigns/${campaignId}/close`)).status).toBe(200)
  expect(await contest(world.officer)).toMatchObject({ switchedOn: [], allowed: [] })
  expect(await isSwitchedOnFor('rankings', world.unit.path, '2026-06-01' as never)).toBe(false)
  expect((await guarded(world.administrator, asked)).status).toBe(409)
})
