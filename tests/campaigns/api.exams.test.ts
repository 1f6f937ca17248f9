import { CampaignStandings } from '@cloud/modules/campaigns/collection'
import { rebuildStandings } from '@cloud/modules/campaigns/standings/recount'
import { Duties } from '@cloud/modules/duties/collection'
import { Exams } from '@cloud/modules/quiz/exams/collection'
import { Deliveries } from '@cloud/modules/reminders/collection'
import { installProduct } from '../learning/learningWorld'
import { startTestService, type TestService } from '../support/service'
import { buildUnionWorld, type UnionWorld } from '../support/unionWorld'

let service: TestService
let world: UnionWorld
let campaignId: string

const as = (personId?: string) => service.as(personId)
const nodesOf = async () => (await as(world.officer).get(`/campaigns/${campaignId}`)).body.nodes
const nodeOf = async (kind: string) => (await nodesOf()).find((node: { kind: string }) => node.kind === kind)
const create = async () => {
  const audience = { organizationIds: [world.department.id] }
  const draft = { templateId: 'safetyMonth', theme: '主题', audience, from: '2026-06-01', to: '2026-06-30' }
  return (await as(world.officer).post('/campaigns', draft)).body.id
}

beforeAll(async () => {
  service = await startTestService({ now: '2026-05-25T01:00:00.000Z' })
  world = await buildUnionWorld(service.deps, { teams: 2, workers: 4 })
}, 60_000)
afterAll(() => service.stop())

test('题库没装好：节点还没有试卷，说清楚，发布不了', async () => {
  campaignId = await create()
  const { hints } = (await as(world.officer).get(`/campaigns/${campaignId}`)).body
  expect(hints.filter((hint: string) => hint.includes('还没有试卷'))).toHaveLength(2)
  expect((await as(world.officer).post(`/campaigns/${campaignId}/open`)).status).toBe(422)
})

test('题库在：考试草稿一起建好，改期跟着改，发布时一起发布', async () => {
  await installProduct(service.deps)
  campaignId = await create()
  const exam = await nodeOf('exam')
  const draft = await Exams.findById(exam.refId).lean()
  expect(draft).toMatchObject({ state: 'draft', title: '2026 年安全生产月：安全知识小答题' })
  const { kind, title, text } = exam
  const moved = { kind, title, text, on: '2026-06-09', until: '2026-06-20' }
  expect((await as(world.officer).put(`/campaigns/${campaignId}/nodes/${exam.id}`, moved)).status).toBe(200)
  expect((await Exams.findById(exam.refId).lean())?.closesAt.toISOString()).toBe('2026-06-20T14:00:00.000Z')
  expect((await as(world.officer).post(`/campaigns/${campaignId}/open`)).body).toMatchObject({ ok: true })
  expect((await Exams.findById(exam.refId).lean())?.state).toBe('published')
  await service.drain()
})

test('活动的考试由活动告知：考试自己不发通知，也不进今日', async () => {
  const exam = await nodeOf('exam')
  const subject = `quiz.exam:${exam.refId}`
  const duties = () => Duties.countDocuments({ rule: 'quiz.exam' })
  expect([await Deliveries.countDocuments({ subject }), await duties()]).toEqual([0, 0])
  const own = await as(world.officer).post(`/quiz/exams/${exam.refId}/copy`)
  await as(world.officer).post(`/quiz/exams/${own.body.id}/publish`)
  await service.drain()
  expect(await duties()).toBe(8)
  const node = {
    kind: 'exam',
    title: '加一次考试',
    text: '',
    on: '2026-06-09',
    until: '2026-06-20',
    refId: own.body.id,
  }
  expect((await as(world.officer).post(`/campaigns/${campaignId}/nodes`, node)).status).toBe(200)
  await service.drain()
  expect(await duties()).toBe(0)
  expect(await Deliveries.countDocuments({ subject: `quiz.exam:${own.body.id}` })).toBe(8)
})

test('换成别的考试：不是自己管的像不存在一样', async () => {
  const { id, kind, title, text, on, until } = await nodeOf('contest')
  const body = { kind, title, text, on, until, refId: 'f'.repeat(24) }
  expect((await as(world.officer).put(`/campaigns/${campaignId}/nodes/${id}`, body)).status).toBe(404)
  expect((await as(world.officer).post(`/campaigns/${campaignId}/nodes`, body)).status).toBe(404)
})

test('交了卷就算参加，掌握多少记到本组；重建一样', async () => {
  service.clock.set('2026-06-10T01:00:00.000Z')
  service.forgetTokens()
  const exam = await nodeOf('exam')
  const worker = world.teams[0]!.workers[2]!
  const started = await as(worker).post(`/quiz/own-exams/${exam.refId}/attempts`, {})
  expect(started.status).toBe(200)
  const submitted = await as(worker).post(`/quiz/attempts/${started.body.id}/submit`, { answers: [] })
  expect(submitted.status).toBe(200)
  await service.drain()
  const { total, items } = (await as(world.officer).get(`/campaigns/${campaignId}/board`)).body
  const own = (row: { nodes: { nodeId: string }[] }) => row.nodes.find(({ nodeId }) => nodeId === exam.id)
  expect(own(total)).toMatchObject({ done: 1, understanding: 0 })
  expect(items.filter((row: { reached: number }) => row.reached === 1)).toHaveLength(1)
  const read = () => CampaignStandings.find({ campaignId }).sort({ _id: 1 }).lean()
  const before = await read()
  await rebuildStandings(campaignId)
  expect(await read()).toEqual(before)
})

test('取消节点、取消活动，考试一起取消；草稿一起删', async () => {
  const exam = await nodeOf('exam')
  await as(world.officer).post(`/campaigns/${campaignId}/nodes/${exam.id}/cancel`, { reason: '改为现场问答' })
  expect((await Exams.findById(exam.refId).lean())?.state).toBe('cancelled')
  const contest = await nodeOf('contest')
  await as(world.officer).post(`/campaigns/${campaignId}/cancel`, { reason: '停工' })
  expect((await Exams.findById(contest.refId).lean())?.state).toBe('cancelled')
  const before = await Exams.countDocuments({ state: 'draft' })
  const id = await create()
  expect(await Exams.countDocuments({ state: 'draft' })).toBe(before + 2)
  await as(world.officer).post(`/campaigns/${id}/cancel`, { reason: '建错了' })
  expect(await Exams.countDocuments({ state: 'draft' })).toBe(before)
})
