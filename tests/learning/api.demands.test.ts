import { Demands } from '@cloud/modules/learning/demands/collection'
import { startTestService, type TestService } from '../support/service'
import { buildUnionWorld, type UnionWorld } from '../support/unionWorld'
import { heightCourse, installProduct, learnCourse, learnLesson } from './learningWorld'

let service: TestService
let world: UnionWorld
let demandId = ''

beforeAll(async () => {
  service = await startTestService({ now: '2026-06-11T01:00:00.000Z' })
  world = await buildUnionWorld(service.deps, { teams: 2, workers: 5 })
  await installProduct(service.deps)
}, 120_000)
afterAll(() => service.stop())

const officer = () => service.as(world.officer)
const team = (n = 0) => world.teams[n] as UnionWorld['teams'][number]
const worker = (i = 2, n = 0) => service.as(team(n).workers[i])
const draft = (more: object = {}) => ({
  courseId: heightCourse,
  organizationId: world.union.id,
  audience: { organizationIds: [world.department.id] },
  dueOn: '2026-06-30',
  why: '安全生产月必学',
  ...more,
})
const mine = async (client = worker()) => {
  const { mine: groups } = (await client.get('/today')).body
  return [...groups.now, ...groups.week, ...groups.later].filter(({ key }: { key: string }) =>
    key.startsWith('learning.'),
  )
}

test('预填：谁提出、给谁、到哪天，都已经写好', async () => {
  const proposal = (await officer().get(`/learning/demands/proposal?courseId=${heightCourse}`)).body
  expect(proposal).toMatchObject({ organizationId: world.union.id, dueOn: '2026-06-30', minutes: 10 })
  expect(proposal.places[0]).toMatchObject({ id: world.unit.id, people: 13 })
})

test('提出要求：401、400、403、404 各是各的；没有人的对象不行', async () => {
  const send = (who: string | undefined, more: object = {}) => service.as(who).post('/learning/demands', draft(more))
  expect((await send(undefined)).status).toBe(401)
  expect((await send(world.officer, { audience: { organizationIds: [] } })).status).toBe(400)
  expect((await send(world.officer, { dueOn: '2026-06-10' })).status).toBe(400)
  expect((await send(team().leader)).status).toBe(403)
  expect((await send(world.officer, { courseId: 'f'.repeat(24) })).status).toBe(404)
  expect((await send(world.officer, { audience: { organizationIds: [world.union.id] } })).body.error.message).toMatch(
    /没有人/,
  )
  const made = await send(world.officer)
  expect(made.body).toMatchObject({ people: 10 })
  demandId = made.body.id
  await service.drain()
})

test('今日：每个人都有这一件，一点就到课程；不在对象里的没有', async () => {
  expect(await mine()).toMatchObject([
    { title: '学完“高处作业防坠落”', why: '工会要求：安全生产月必学', dueOn: '2026-06-30', action: { label: '去学' } },
  ])
  const [{ action }] = await mine()
  expect(action.page).toBe(`/modules/learning/pages/course/index?id=${heightCourse}`)
  expect(await mine(officer())).toEqual([])
})

test('学习页和课程页都说出谁要求、到哪天', async () => {
  const now = (await worker().get('/learning/now')).body
  expect(now.demands).toMatchObject([{ askedBy: '工会', dueOn: '2026-06-30', done: 0, lessons: 5, again: false }])
  expect(now.next).toMatchObject({ courseId: heightCourse, why: 'demand' })
  const { demand } = (await worker().get(`/learning/courses/${heightCourse}`)).body
  expect(demand).toMatchObject({ askedBy: '工会', why: '安全生产月必学' })
})

test('学完就不再要求，今日里没有了，记着是哪天学完的', async () => {
  await learnCourse(worker(), heightCourse)
  await service.drain()
  expect(await mine()).toEqual([])
  expect((await worker().get('/learning/now')).body.demands).toEqual([])
})

test('进度：按班组、按组织、按人；班组长只看到自己班组；别的班组的人看不到', async () => {
  const { lessons } = (await worker(3).get(`/learning/courses/${heightCourse}`)).body
  await learnLesson(worker(3), heightCourse, lessons[0].id)
  const whole = (await officer().get(`/learning/demands/${demandId}`)).body
  expect(whole).toMatchObject({ people: 10, done: 1, started: 1, none: 8, allowed: ['move', 'withdraw'] })
  const groups = (await officer().get(`/learning/demands/${demandId}/groups?by=team`)).body.items
  expect(groups).toMatchObject([
    { name: '桥面工班', people: 5, done: 1, started: 1, none: 3 },
    { name: '起重班', people: 5, done: 0, started: 0, none: 5 },
  ])
  const own = (await service.as(team().leader).get(`/learning/demands/${demandId}`)).body
  expect(own).toMatchObject({ people: 5, done: 1, allowed: [] })
  const people = (await service.as(team().groupLeader).get(`/learning/demands/${demandId}/people?state=none`)).body
  expect(people.items).toHaveLength(3)
  expect(people.items[0]).toMatchObject({ teamName: '桥面工班', done: 0, lessons: 5 })
  expect((await worker().get(`/learning/demands/${demandId}/people`)).status).toBe(403)
})

test('名单翻得动页，一个不多一个不少；导出的一样多', async () => {
  const ids: string[] = []
  for (let cursor = ''; ; ) {
    const query = `limit=3${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
    const page = (await officer().get(`/learning/demands/${demandId}/people?${query}`)).body
    ids.push(...page.items.map(({ id }: { id: string }) => id))
    if (!page.next) break
    cursor = page.next
  }
  expect(ids).toHaveLength(10)
  expect(new Set(ids).size).toBe(10)
  const file = await officer().get(`/learning/demands/${demandId}/export?columns=name,state`)
  expect(file.headers.get('content-type')).toMatch(/spreadsheetml/)
})

test('改期限、撤回都要写原因，今日跟着变；学过的还记着', async () => {
  const move = (body: object) => officer().post(`/learning/demands/${demandId}/move`, body)
  expect((await move({ dueOn: '2026-07-15', reason: '' })).status).toBe(400)
  expect((await service.as(team().leader).post(`/learning/demands/${demandId}/move`, {})).status).toBe(403)
  expect((await move({ dueOn: '2026-07-15', reason: '赶工' })).status).toBe(200)
  await service.drain()
  expect(await mine(worker(4))).toMatchObject([{ dueOn: '2026-07-15' }])
  expect((await officer().post(`/learning/demands/${demandId}/withdraw`, { reason: '改到下半年' })).status).toBe(200)
  await service.drain()
  expect(await mine(worker(4))).toEqual([])
  expect((await move({ dueOn: '2026-07-20', reason: '再改' })).status).toBe(409)
  const past = (await officer().get('/learning/demands?past=1')).body.items
  expect(past).toMatchObject([{ live: false, withdrawnBecause: '改到下半年' }])
  expect((await worker().get(`/learning/courses/${heightCourse}`)).body.state).toBe('done')
})

test('按岗位：只要求这个岗位的人；去年学过的今年要再学', async () => {
  const made = await officer().post(
    '/learning/demands',
    draft({ audience: { organizationIds: [world.unit.id], posts: ['钢筋工'] }, dueOn: '2027-03-31' }),
  )
  expect(made.body.people).toBe(2)
  await service.drain()
  expect(await Demands.countDocuments({ live: true })).toBe(1)
  service.clock.set('2027-02-01T01:00:00.000Z')
  service.forgetTokens()
  const now = (await worker().get('/learning/now')).body
  expect(now.demands).toMatchObject([])
  await Demands.updateMany({ live: true }, { $set: { askedOn: '2027-01-15' } })
  expect((await worker().get('/learning/now')).body.demands).toMatchObject([{ again: true, done: 0 }])
})
