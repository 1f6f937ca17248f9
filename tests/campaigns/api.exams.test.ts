import { Changes } from '@cloud/core/change'
import { CampaignStandings } from '@cloud/modules/campaigns/collection'
import { wordsJob } from '@cloud/modules/campaigns/jobs'
import { campaignNoticesBy } from '@cloud/modules/campaigns/notices'
import { rebuildStandings } from '@cloud/modules/campaigns/standings/recount'
import { Duties } from '@cloud/modules/duties/collection'
import { Exams } from '@cloud/modules/quiz/exams/collection'
import { Deliveries } from '@cloud/modules/reminders/collection'
import { plainDate } from '@shared/core/plainDate'
import { installProduct } from '../learning/learningWorld'
import { startTestService, type TestService } from '../support/service'
import { buildUnionWorld, type UnionWorld } from '../support/unionWorld'

let service: TestService
let world: UnionWorld
let campaignId: string

const as = (personId?: string) => service.as(personId)
const nodesOf = async () => (await as(world.officer).get(`/campaigns/${campaignId}`)).body.nodes
const nodeOf = async (kind: string) => (await nodesOf()).find((node: { kind: string }) => node.kind === kind)
const bodyOf = ({ kind, title, text, on, until }: Record<string, string>) => ({ kind, title, text, on, until })
const save = (node: Record<string, string>, more: object) =>
  as(world.officer).put(`/campaigns/${campaignId}/nodes/${node.id}`, { ...bodyOf(node), ...more })
const windowOf = async (examId: string) => {
  const exam = await Exams.findById(examId).lean()
  return [exam?.opensAt.toISOString(), exam?.closesAt.toISOString()]
}
const wordsAbout = (nodeId: string) =>
  Deliveries.find({ subject: `campaigns.word:${nodeId}` })
    .sort({ _id: 1 })
    .lean()
/** An exam of its own, published, that is open on these days as exams of campaigns are. */
const publishOwn = async (on: string, until: string) => {
  const { id } = (await as(world.officer).post(`/quiz/exams/${(await nodeOf('exam')).refId}/copy`)).body
  const days = { opensAt: new Date(`${on}T06:00+08:00`), closesAt: new Date(`${until}T22:00+08:00`) }
  await Exams.updateOne({ _id: id }, { $set: days })
  expect((await as(world.officer).post(`/quiz/exams/${id}/publish`)).status).toBe(200)
  await service.drain()
  return id
}
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

test('节点改期，考试几时开、几时止跟着改；当天几点不变；没告诉过大家的不补发', async () => {
  const exam = await nodeOf('exam')
  expect(await windowOf(exam.refId)).toEqual(['2026-06-08T22:00:00.000Z', '2026-06-20T14:00:00.000Z'])
  expect((await save(exam, { on: '2026-06-11' })).status).toBe(200)
  expect(await windowOf(exam.refId)).toEqual(['2026-06-10T22:00:00.000Z', '2026-06-20T14:00:00.000Z'])
  const end = (closesAt: string) => as(world.officer).put(`/quiz/exams/${exam.refId}/end`, { closesAt, reason: '夜班' })
  const elsewhere = await end('2026-06-21T10:00:00.000Z')
  expect([elsewhere.status, elsewhere.body.error.message]).toEqual([
    409,
    '这次考试哪天结束由活动安排，请到活动里改这个节点；在这里只能改当天几点结束',
  ])
  expect((await end('2026-06-20T10:00:00.000Z')).status).toBe(200)
  expect((await save(exam, { on: '2026-06-09', text: '换句话说' })).status).toBe(200)
  expect(await windowOf(exam.refId)).toEqual(['2026-06-08T22:00:00.000Z', '2026-06-20T10:00:00.000Z'])
  await service.drain()
  expect(await wordsAbout(exam.id)).toEqual([])
})

test('自己发过通知的考试排进活动：日期照节点，知道原来日期的人每人一条变动通知；一次考试只在一处', async () => {
  const [node] = (await nodesOf()).filter(({ title }: { title: string }) => title === '加一次考试')
  expect(await windowOf(node.refId)).toEqual(['2026-06-08T22:00:00.000Z', '2026-06-20T14:00:00.000Z'])
  await Promise.all([service.drain(), service.drain()])
  const told = await wordsAbout(node.id)
  expect(told).toHaveLength(8)
  expect(new Set(told.map(({ recipientId }) => recipientId)).size).toBe(8)
  expect(told[0]).toMatchObject({
    rung: '1:moved',
    text: { title: '有变动：加一次考试', note: '有变动 6月9日至6月20日' },
  })
  const taken = await as(world.officer).post(`/campaigns/${campaignId}/nodes`, { ...bodyOf(node), refId: node.refId })
  expect([taken.status, taken.body.error.message]).toEqual([
    409,
    '这次考试已经排在“2026 年安全生产月”里，请另选一次，或照着再建一次',
  ])
  await as(world.officer).post(`/campaigns/${campaignId}/nodes/${node.id}/cancel`, { reason: '不考了' })
  await service.drain()
})

test('日期没变的也一样：大家从考试自己那里知道了，节点改期、取消都告诉', async () => {
  const examId = await publishOwn('2026-06-09', '2026-06-20')
  const node = { kind: 'exam', title: '班前小考', text: '', on: '2026-06-09', until: '2026-06-20', refId: examId }
  const { id } = (await as(world.officer).post(`/campaigns/${campaignId}/nodes`, node)).body
  await service.drain()
  expect(await wordsAbout(id)).toEqual([])
  expect((await save({ ...node, id }, { until: '2026-06-22' })).status).toBe(200)
  await service.drain()
  expect((await wordsAbout(id)).map(({ text }) => text.title)).toEqual(Array(8).fill('有变动：班前小考'))
  await as(world.officer).post(`/campaigns/${campaignId}/nodes/${id}/cancel`, { reason: '不考了' })
  await service.drain()
  expect((await wordsAbout(id)).filter(({ text }) => text.title === '已取消：班前小考')).toHaveLength(8)
})

test('活动里的考试不从考试那里取消，也不提前一天结束：大家是从活动知道的', async () => {
  const exam = await nodeOf('exam')
  const cancelled = await as(world.officer).post(`/quiz/exams/${exam.refId}/cancel`, { reason: '停工' })
  expect([cancelled.status, cancelled.body.error.message]).toEqual([
    409,
    '这次考试排在活动里，请到活动里取消这个节点，告诉过的人会收到通知',
  ])
  service.clock.set('2026-06-10T01:00:00.000Z')
  service.forgetTokens()
  const ended = await as(world.officer).put(`/quiz/exams/${exam.refId}/end`, { reason: '停工' })
  expect(ended.status).toBe(409)
  expect((await as(world.officer).get(`/quiz/exams/${exam.refId}`)).body.phase).toBe('open')
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

test('有人开考了：从哪天起不能再改，说清楚还是哪天；到哪天还能改，告诉过的人收到一条', async () => {
  const exam = await nodeOf('exam')
  expect((await as(world.officer).post(`/campaigns/${campaignId}/nodes/${exam.id}/push`)).status).toBe(200)
  await service.drain()
  const before = await windowOf(exam.refId)
  const refused = await save(exam, { on: '2026-06-12' })
  expect([refused.status, refused.body.error.message]).toEqual([
    409,
    '已有 1 人开始答题，考试从哪天起不能再改，仍是6月9日 周二；到哪天可以改',
  ])
  expect(await windowOf(exam.refId)).toEqual(before)
  expect(await nodeOf('exam')).toMatchObject({ on: '2026-06-09', until: '2026-06-20' })
  expect((await save(exam, { until: '2026-06-22' })).status).toBe(200)
  expect(await windowOf(exam.refId)).toEqual([before[0], '2026-06-22T14:00:00.000Z'])
  await Promise.all([service.drain(), service.drain()])
  const moved = (await wordsAbout(exam.id)).filter(({ rung }) => rung.endsWith(':moved'))
  expect(new Set(moved.map(({ recipientId }) => recipientId)).size).toBe(8)
  expect(moved).toHaveLength(8)
  expect(moved[0]?.text.note).toBe('有变动 6月22日止')

  // The last call, handed out three people at a time: everybody but who has handed in.
  await wordsJob.run(service.deps, plainDate('2026-06-11'))
  await wordsJob.run(service.deps, plainDate('2026-06-20'))
  const [change] = await Changes.find({ factId: `${campaignId}:${exam.id}` })
    .sort({ _id: -1 })
    .limit(1)
    .lean()
  const { recipients = [], revision } = (change && (await campaignNoticesBy(3).find(service.deps, change))) ?? {}
  const pages: (readonly string[])[] = []
  if (Symbol.asyncIterator in recipients) for await (const page of recipients) pages.push(page)
  expect(revision).toMatch(/:closing$/)
  expect(Math.max(...pages.map((page) => page.length))).toBeLessThanOrEqual(3)
  expect(pages.flat().sort()).toEqual(
    world.teams
      .flatMap(({ workers }) => workers)
      .filter((id) => id !== world.teams[0]?.workers[2])
      .sort(),
  )
  await service.drain()
  expect((await wordsAbout(exam.id)).filter(({ rung }) => rung.endsWith(':closing'))).toHaveLength(7)
})

test('开始了还没有人答：可以改到以后，告诉过的人每人收到一条，写明从哪天到哪天', async () => {
  const own = await as(world.officer).post(`/quiz/exams/${(await nodeOf('exam')).refId}/copy`)
  const more = { kind: 'exam', title: '再考一次', text: '', on: '2026-06-10', until: '2026-06-20', refId: own.body.id }
  const { id } = (await as(world.officer).post(`/campaigns/${campaignId}/nodes`, more)).body
  const find = async () => (await nodesOf()).find((node: { id: string }) => node.id === id)
  expect((await as(world.officer).post(`/campaigns/${campaignId}/nodes/${id}/push`)).status).toBe(200)
  await service.drain()
  expect((await save(await find(), { on: '2026-06-15' })).status).toBe(200)
  expect((await windowOf(own.body.id))[0]).toBe('2026-06-14T22:00:00.000Z')
  const start = await as(world.teams[0]!.workers[2]!).post(`/quiz/own-exams/${own.body.id}/attempts`, {})
  expect([start.status, start.body.error.violations[0].message]).toEqual([422, '考试还没有开始'])
  await service.drain()
  const moved = (await wordsAbout(id)).filter(({ rung }) => rung.endsWith(':moved'))
  expect(moved).toHaveLength(8)
  expect(moved[0]?.text.note).toBe('有变动 6月15日至6月20日')
  await as(world.officer).post(`/campaigns/${campaignId}/nodes/${id}/cancel`, { reason: '不考了' })
})

test('取消节点、取消活动，考试一起取消，考完了的不动；草稿一起删', async () => {
  const exam = await nodeOf('exam')
  await as(world.officer).post(`/campaigns/${campaignId}/nodes/${exam.id}/cancel`, { reason: '改为现场问答' })
  expect((await Exams.findById(exam.refId).lean())?.state).toBe('cancelled')
  const contest = await nodeOf('contest')
  const examId = await publishOwn('2026-06-10', '2026-06-10')
  const over = { kind: 'exam', title: '已经考完', text: '', on: '2026-06-10', until: '2026-06-10', refId: examId }
  expect((await as(world.officer).post(`/campaigns/${campaignId}/nodes`, over)).status).toBe(200)
  service.clock.set('2026-06-11T01:00:00.000Z')
  service.forgetTokens()
  await as(world.officer).post(`/campaigns/${campaignId}/cancel`, { reason: '停工' })
  // What has been held has been held: results and certificates stay.
  expect((await Exams.findById(examId).lean())?.state).toBe('published')
  expect((await Exams.findById(contest.refId).lean())?.state).toBe('cancelled')
  const before = await Exams.countDocuments({ state: 'draft' })
  const id = await create()
  expect(await Exams.countDocuments({ state: 'draft' })).toBe(before + 2)
  const own = await publishOwn('2026-06-15', '2026-06-20')
  const node = { kind: 'exam', title: '想排进来', text: '', on: '2026-06-15', until: '2026-06-20', refId: own }
  expect((await as(world.officer).post(`/campaigns/${id}/nodes`, node)).status).toBe(200)
  await as(world.officer).post(`/campaigns/${id}/cancel`, { reason: '建错了' })
  expect(await Exams.countDocuments({ state: 'draft' })).toBe(before)
  // Published by itself and taken by no campaign yet: it goes on.
  expect((await Exams.findById(own).lean())?.state).toBe('published')
})
