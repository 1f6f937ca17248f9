import { CampaignStandings } from '@cloud/modules/campaigns/collection'
import { wordsJob } from '@cloud/modules/campaigns/jobs'
import { rebuildStandings } from '@cloud/modules/campaigns/standings/recount'
import { productCourseId } from '@cloud/modules/learning/courses/product'
import { Demands } from '@cloud/modules/learning/demands/collection'
import { plainDate } from '@shared/core/plainDate'
import { heightCourse, installProduct, learnCourse } from '../learning/learningWorld'
import { startTestService, type TestService } from '../support/service'
import { buildUnionWorld, type UnionWorld } from '../support/unionWorld'

let service: TestService
let world: UnionWorld
let campaignId = ''
let nodeId = ''

const officer = () => service.as(world.officer)
const worker = () => service.as(world.teams[0]?.workers[2])
const nodesOf = async () => (await officer().get(`/campaigns/${campaignId}`)).body.nodes
const nodeOf = async () => (await nodesOf()).find(({ kind }: { kind: string }) => kind === 'course')
const demands = () => Demands.find({}).sort({ _id: 1 }).lean()
const create = async (templateId: string, from: string, to: string) => {
  const draft = { templateId, theme: '主题', audience: { organizationIds: [world.department.id] }, from, to }
  return (await officer().post('/campaigns', draft)).body.id
}

beforeAll(async () => {
  service = await startTestService({ now: '2026-05-25T01:00:00.000Z' })
  world = await buildUnionWorld(service.deps, { teams: 2, workers: 4 })
}, 60_000)
afterAll(() => service.stop())

test('模板里的课程没装好：说清楚还没有选课程，发布不了；课程不存在的选不了', async () => {
  campaignId = await create('safetyMonth', '2026-06-01', '2026-06-30')
  const { hints } = (await officer().get(`/campaigns/${campaignId}`)).body
  expect(hints).toContain('“岗位安全五分钟”还没有选课程，请先选好，或去掉这个节点')
  const { id, kind, title, text, on, until } = await nodeOf()
  const body = { kind, title, text, on, until, refId: 'f'.repeat(24) }
  expect((await officer().put(`/campaigns/${campaignId}/nodes/${id}`, body)).status).toBe(404)
})

test('课程节点到日子推送，对象就要学这门课，只要求一次', async () => {
  await installProduct(service.deps)
  campaignId = await create('safetyMonth', '2026-06-01', '2026-06-30')
  const node = await nodeOf()
  nodeId = node.id
  expect(node).toMatchObject({
    refId: heightCourse,
    page: `/modules/learning/pages/course/index?id=${heightCourse}`,
  })
  expect((await officer().post(`/campaigns/${campaignId}/open`)).status).toBe(200)
  expect(await demands()).toEqual([])
  service.clock.set('2026-06-01T01:00:00.000Z')
  service.forgetTokens()
  await wordsJob.run(service.deps, plainDate('2026-06-01'))
  await wordsJob.run(service.deps, plainDate('2026-06-01'))
  expect((await officer().post(`/campaigns/${campaignId}/nodes/${nodeId}/push`)).status).toBe(409)
  expect(await demands()).toMatchObject([
    { _id: nodeId, courseId: heightCourse, dueOn: '2026-06-30', why: '2026 年安全生产月', live: true },
  ])
  await service.drain()
  expect((await worker().get('/learning/now')).body.demands).toMatchObject([{ id: nodeId, courseId: heightCourse }])
})

test('学完就算参加，记到本组；重建一样', async () => {
  await learnCourse(worker(), heightCourse)
  await service.drain()
  const { total, items } = (await officer().get(`/campaigns/${campaignId}/board`)).body
  const own = ({ nodes }: { nodes: { nodeId: string }[] }) => nodes.find((one) => one.nodeId === nodeId)
  expect(own(total)).toMatchObject({ done: 1 })
  expect(items.filter(({ reached }: { reached: number }) => reached === 1)).toHaveLength(1)
  expect((await worker().get(`/campaigns/${campaignId}`)).body.nodes).toContainEqual(
    expect.objectContaining({ id: nodeId, done: true }),
  )
  const read = () => CampaignStandings.find({ campaignId }).sort({ _id: 1 }).lean()
  const before = await read()
  await rebuildStandings(campaignId)
  expect(await read()).toEqual(before)
})

test('改期跟着改，告诉过大家的不能换课；取消节点，要求一起撤回', async () => {
  const { kind, title, text, on } = await nodeOf()
  const save = (more: object) =>
    officer().put(`/campaigns/${campaignId}/nodes/${nodeId}`, { kind, title, text, on, until: '2026-06-20', ...more })
  expect((await save({})).status).toBe(200)
  expect(await demands()).toMatchObject([{ dueOn: '2026-06-20', live: true }])
  const { items } = (await officer().get('/learning/courses')).body
  const other = items.find(({ id }: { id: string }) => id !== heightCourse)
  expect((await save({ refId: other.id })).status).toBe(409)
  await officer().post(`/campaigns/${campaignId}/nodes/${nodeId}/cancel`, { reason: '改为现场讲' })
  expect(await demands()).toMatchObject([{ live: false, withdrawnBecause: '改为现场讲' }])
})

test('“安康杯”自带的课程装好了就选好，不用再找', async () => {
  campaignId = await create('ankang', '2026-06-01', '2026-12-31')
  const course = productCourseId('occupational-health')
  expect(await nodeOf()).toMatchObject({ title: '职工安全健康科普', refId: course })
  const { hints } = (await officer().get(`/campaigns/${campaignId}`)).body
  expect(hints.filter((hint: string) => hint.includes('课程'))).toEqual([])
  expect((await officer().get('/learning/courses')).body.items).toContainEqual(
    expect.objectContaining({ id: course, title: '防尘防噪，把身体护住' }),
  )
})

test('取消活动，要求一起撤回', async () => {
  campaignId = await create('lawWeek', '2026-06-01', '2026-06-07')
  expect((await officer().post(`/campaigns/${campaignId}/open`)).status).toBe(200)
  const { id } = await nodeOf()
  expect(await Demands.findById(id).lean()).toMatchObject({ live: true })
  await officer().post(`/campaigns/${campaignId}/cancel`, { reason: '停工' })
  expect(await Demands.findById(id).lean()).toMatchObject({ live: false })
})
