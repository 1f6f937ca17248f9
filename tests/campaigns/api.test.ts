import { CampaignStandings } from '@cloud/modules/campaigns/collection'
import { rebuildStandings } from '@cloud/modules/campaigns/standings/recount'
import { Deliveries } from '@cloud/modules/reminders/collection'
import { installProduct } from '../learning/learningWorld'
import { buildWorld } from '../support/factories'
import { startTestService, type TestService } from '../support/service'
import { buildUnionWorld, type UnionWorld } from '../support/unionWorld'

let service: TestService
let world: UnionWorld
let campaignId: string

const as = (personId?: string) => service.as(personId)
const team = (i = 0) => world.teams[i]!
const detail = async (who: string) => (await as(who).get(`/campaigns/${campaignId}`)).body
const nodeOf = async (kind: string) =>
  (await detail(world.officer)).nodes.find((node: { kind: string }) => node.kind === kind)
const told = (nodeId: string) =>
  Deliveries.find({ subject: `campaigns.word:${nodeId}` })
    .sort({ _id: 1 })
    .lean()
const board = async (who: string, query = '') => (await as(who).get(`/campaigns/${campaignId}/board${query}`)).body

beforeAll(async () => {
  service = await startTestService({ now: '2026-05-25T01:00:00.000Z' })
  world = await buildUnionWorld(service.deps, { teams: 3, workers: 6 })
  await installProduct(service.deps)
}, 60_000)
afterAll(() => service.stop())

const draft = () => ({
  templateId: 'safetyMonth',
  theme: '人人讲安全、个个会应急',
  audience: { organizationIds: [world.department.id] },
  from: '2026-06-01',
  to: '2026-06-30',
})

describe('从模板新建', () => {
  test('401 → 400 → 403 → 建好：四项之外都按模板', async () => {
    expect((await as().post('/campaigns', draft())).status).toBe(401)
    expect((await as(world.officer).post('/campaigns', { ...draft(), theme: '' })).status).toBe(400)
    expect((await as(team().leader).post('/campaigns', draft())).status).toBe(403)
    const late = await as(world.officer).post('/campaigns', { ...draft(), from: '2026-05-30', to: '2026-05-01' })
    expect(late.status).toBe(422)
    expect(late.body.error.violations).toHaveLength(2)
    const made = await as(world.officer).post('/campaigns', draft())
    expect(made.status).toBe(200)
    campaignId = made.body.id
    expect(await detail(world.officer)).toMatchObject({ title: '2026 年安全生产月', state: 'draft', people: 18 })
    expect((await nodeOf('event')).on).toBe('2026-06-16')
  })

  test('模板按今年预填，最近的在前', async () => {
    const { items } = (await as(world.officer).get('/campaigns/templates')).body
    expect(items[0]).toMatchObject({ id: 'safetyMonth', from: '2026-06-01', to: '2026-06-30' })
    expect(items.at(-1)).toMatchObject({ id: 'own' })
    expect((await as(team().leader).get('/campaigns/templates')).status).toBe(403)
  })

  test('草稿只有主办单位看得到；别的单位选不了这些人', async () => {
    expect((await as(team().workers[3]).get(`/campaigns/${campaignId}`)).status).toBe(404)
    const other = await buildWorld(service.deps, { branches: 1, members: 3 })
    expect((await as(other.administrator).get(`/campaigns/${campaignId}`)).status).toBe(404)
    expect((await as(other.administrator).post('/campaigns', draft())).status).toBe(403)
    expect((await as(other.administrator).post(`/campaigns/${campaignId}/open`)).status).toBe(404)
  })

  test('存为本单位模板，下一次从它开始；删去不影响办过的', async () => {
    const saved = await as(world.officer).post(`/campaigns/${campaignId}/template`, { name: '一分公司安全月' })
    const { items } = (await as(world.officer).get('/campaigns/templates')).body
    const own = items.find((one: { id: string }) => one.id === saved.body.id)
    expect(own).toMatchObject({ name: '一分公司安全月', own: true, from: '2026-06-01', allowed: ['delete'] })
    expect(own.nodes).toHaveLength(6)
    expect((await as(world.officer).delete(`/campaigns/templates/${saved.body.id}`)).status).toBe(200)
  })
})

describe('节点与告知', () => {
  test('发布后到日子才说：前一天、当天各一次，重复运行不多说', async () => {
    expect((await as(world.officer).post(`/campaigns/${campaignId}/open`)).body).toEqual({ ok: true, people: 18 })
    await service.drain()
    const push = await nodeOf('push')
    expect(await told(push.id)).toHaveLength(0)
    service.clock.set('2026-06-01T00:00:00.000Z')
    await service.runJobs()
    await service.runJobs()
    await service.drain()
    const rows = await told(push.id)
    expect(rows).toHaveLength(18)
    expect(rows[0]?.text).toMatchObject({ title: '活动开始了', page: expect.stringContaining(campaignId) })
  })

  test('没说过的节点改期不打扰人；说过的改期、取消都会告诉，先前的收回', async () => {
    const event = await nodeOf('event')
    const body = { ...event, refId: undefined, on: '2026-06-18', until: '2026-06-18' }
    const path = `/campaigns/${campaignId}/nodes/${event.id}`
    expect((await as(team().leader).put(path, body)).status).toBe(403)
    expect((await as(world.officer).put(path, { ...body, on: '2026-07-18', until: '2026-07-18' })).status).toBe(422)
    expect((await as(world.officer).put(path, body)).status).toBe(200)
    await service.drain()
    expect(await told(event.id)).toHaveLength(0)
    service.clock.set('2026-06-17T00:00:00.000Z')
    await service.runJobs()
    await service.drain()
    expect((await told(event.id)).map(({ rung }) => rung)).toEqual(Array(18).fill('1:soon'))
    const moved = { ...body, on: '2026-06-19', until: '2026-06-19' }
    expect((await as(world.officer).put(path, moved)).status).toBe(200)
    await service.drain()
    const rows = await told(event.id)
    expect(rows.filter(({ rung }) => rung === '2:moved')).toHaveLength(18)
    expect(rows.filter(({ rung }) => rung === '1:soon').every(({ withdrawn }) => withdrawn)).toBe(true)
    expect((await as(world.officer).post(`${path}/cancel`, { reason: '台风来了' })).status).toBe(200)
    await service.drain()
    const off = (await told(event.id)).filter(({ rung }) => rung === '3:cancelled')
    expect(off).toHaveLength(18)
    expect(off[0]?.text.why).toBe('台风来了')
  })

  test('看过算一次；没到日子的看不了，别人的活动看不到', async () => {
    const push = await nodeOf('push')
    const path = `/campaigns/${campaignId}/nodes/${push.id}/read`
    const mine = (await as(team().workers[2]).get('/campaigns/mine')).body.items
    expect(mine).toHaveLength(1)
    expect(mine[0].nodes.map((one: { kind: string }) => one.kind)).toContain('course')
    for (const worker of team().workers.slice(0, 4)) expect((await as(worker).post(path)).status).toBe(200)
    expect((await as(team().workers[0]).post(path)).status).toBe(200)
    await service.drain()
    expect((await as(team().workers[0]).get('/campaigns/mine')).body.items[0]).toMatchObject({ doneCount: 1 })
    const total = (await board(world.officer)).total
    expect(total).toMatchObject({ asked: 18, reached: 4 })
    expect(total.nodes.find((one: { nodeId: string }) => one.nodeId === push.id)).toMatchObject({ done: 4 })
  })
})

describe('进度与提醒', () => {
  test('需要帮助的在前，其余按组织次序；单位的数是班组的合计', async () => {
    const { items, needHelp } = await board(world.officer)
    expect(items).toHaveLength(3)
    expect(needHelp).toBeGreaterThan(0)
    expect(items.every((row: { next: unknown }) => row.next !== null)).toBe(true)
    const units = await board(world.officer, '?by=unit')
    expect(units.items).toMatchObject([{ name: '大桥项目部', asked: 18, reached: 4 }])
    expect((await board(team().leader)).items).toMatchObject([{ groupId: team().id, allowed: ['nudge', 'names'] }])
  })

  test('没参加的人只有本组组长看得到名字，上级只看数', async () => {
    const path = `/campaigns/${campaignId}/groups/${team().id}`
    expect((await as(world.officer).get(path)).status).toBe(404)
    expect((await as(world.administrator).get(path)).status).toBe(404)
    expect((await as(team(1).leader).get(path)).status).toBe(404)
    expect((await as(team().workers[3]).get(path)).status).toBe(404)
    const { people } = (await as(team().groupLeader).get(path)).body
    expect(people.filter((one: { done: string[] }) => one.done.length === 0)).toHaveLength(2)
    const seen = JSON.stringify(await board(world.officer))
    for (const { name } of people) expect(seen).not.toContain(name)
  })

  test('上级提醒到组长，组长提醒到人；一天一次', async () => {
    const path = `/campaigns/${campaignId}/groups/${team().id}/nudge`
    expect((await as(team().workers[4]).post(path)).status).toBe(404)
    expect((await as(world.officer).post(path)).body).toMatchObject({ told: 2, message: '已请 2 位组长帮忙' })
    expect((await as(team().leader).post(path)).status).toBe(409)
    service.clock.set('2026-06-18T00:00:00.000Z')
    expect((await as(team().leader).post(path)).body.message).toMatch(/^已提醒 \d+ 人$/)
    await service.drain()
    const rows = await Deliveries.find({ subject: `campaigns.nudge:${campaignId}:${team().id}` }).lean()
    expect(rows.filter(({ rung }) => rung.endsWith(':nudge')).length).toBeGreaterThan(2)
  })

  test('重建和逐步更新得到同样的进度', async () => {
    const read = () => CampaignStandings.find({ campaignId }).sort({ _id: 1 }).lean()
    const before = await read()
    expect(await rebuildStandings(campaignId)).toBe(3)
    expect(await read()).toEqual(before)
  })

  test('人换了班组，算到新的班组去', async () => {
    const worker = team(1).workers[5] ?? ''
    const body = { change: { action: 'people.move', organizationId: team(2).id }, subjectIds: [worker], reason: '调班' }
    const batch = await as(world.administrator).post('/changes', body)
    expect((await as(world.administrator).post(`/imports/${batch.body.id}/commit`, {})).status).toBe(200)
    const state = async () => (await as(world.administrator).get(`/imports/${batch.body.id}`)).body.state
    while ((await state()) === 'committing') await new Promise((resolve) => setTimeout(resolve, 20))
    await service.drain()
    const { items } = await board(world.officer)
    const asked = Object.fromEntries(items.map((row: { groupId: string; asked: number }) => [row.groupId, row.asked]))
    expect(asked).toMatchObject({ [team(1).id]: 5, [team(2).id]: 7 })
  })
})

test('取消活动：还在进行、说过的节点都会告诉，先前的收回', async () => {
  const course = await nodeOf('course')
  const path = `/campaigns/${campaignId}/cancel`
  expect((await as(team().leader).post(path, { reason: '停工' })).status).toBe(403)
  expect((await as(world.officer).post(path, { reason: '全线停工' })).status).toBe(200)
  await service.drain()
  const rows = await told(course.id)
  expect(rows.filter(({ rung }) => rung.endsWith(':cancelled'))).toHaveLength(18)
  expect((await as(world.officer).post(`/campaigns/${campaignId}/open`)).status).toBe(409)
  expect((await as(team().workers[0]).get('/campaigns/mine')).body.items).toEqual([])
})
