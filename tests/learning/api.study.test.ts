import { Courses, CourseVersions } from '@cloud/modules/learning/courses/collection'
import { installProductCourses } from '@cloud/modules/learning/courses/product'
import { Completions, LearnerProgress, LearningEntries } from '@cloud/modules/learning/learners/collection'
import { Questions } from '@cloud/modules/quiz/banks/collection'
import { startTestService, type TestService } from '../support/service'
import { buildUnionWorld, type UnionWorld } from '../support/unionWorld'
import { answerOf, heightCourse, installProduct, learnCourse, learnLesson } from './learningWorld'

let service: TestService
let world: UnionWorld

beforeAll(async () => {
  service = await startTestService({ now: '2026-06-11T01:00:00.000Z' })
  world = await buildUnionWorld(service.deps)
  await installProduct(service.deps)
}, 120_000)
afterAll(() => service.stop())

const worker = (i = 2) => service.as(world.teams[0]?.workers[i])
const course = async (client = worker()) => (await client.get(`/learning/courses/${heightCourse}`)).body
const lessonsPath = `/learning/courses/${heightCourse}/lessons`

test('没登录不行；不存在的课、别人的草稿像不存在一样', async () => {
  expect((await service.as().get('/learning/now')).status).toBe(401)
  expect((await service.as().post(`${lessonsPath}/${'f'.repeat(24)}/read`, {})).status).toBe(401)
  expect((await worker().get(`/learning/courses/${'f'.repeat(24)}`)).status).toBe(404)
  expect((await worker().get(`${lessonsPath}/${'f'.repeat(24)}`)).status).toBe(404)
  expect((await worker().get('/learning/courses/xx')).status).toBe(400)
})

test('装一次和装几次一样', async () => {
  const before = [await Courses.countDocuments({}), await CourseVersions.countDocuments({})]
  await Promise.all([installProductCourses(service.deps), installProductCourses(service.deps)])
  expect([await Courses.countDocuments({}), await CourseVersions.countDocuments({})]).toEqual(before)
  expect(before).toEqual([5, 5])
})

test('目录：自带的五门都在，能按字和标签找，翻得动页', async () => {
  const all = (await worker().get('/learning/catalogue')).body
  expect(all.items).toHaveLength(5)
  expect(all.items[0]).toMatchObject({ state: 'none', done: 0, organizationName: '系统自带' })
  const found = (await worker().get(`/learning/catalogue?search=${encodeURIComponent('坠落')}`)).body
  expect(found.items.map(({ id }: { id: string }) => id)).toEqual([heightCourse])
  const tagged = (await worker().get(`/learning/catalogue?tag=${encodeURIComponent('临时用电')}`)).body
  expect(tagged.items).toHaveLength(1)
  const first = (await worker().get('/learning/catalogue?limit=3')).body
  const rest = (await worker().get(`/learning/catalogue?limit=3&cursor=${first.next}`)).body
  expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(all.items.map(({ id }: { id: string }) => id))
})

test('内容和检查题不带答案；整门下载也不带', async () => {
  const { lessons } = await course()
  const page = (await worker().get(`${lessonsPath}/${lessons[0].id}`)).body
  expect(page).toMatchObject({ number: 1, of: 5, state: 'todo', kind: 'article' })
  expect(page.checks).toHaveLength(3)
  const download = (await worker().get(`/learning/courses/${heightCourse}/download`)).body
  expect(download.contents).toHaveLength(5)
  for (const words of [JSON.stringify(page), JSON.stringify(download)])
    for (const secret of ['"key"', '"accepted"', '"explanation"']) expect(words).not.toContain(secret)
})

test('答错给讲评，换个选项次序再来；都答对才学完；重复送到只算一次', async () => {
  const { lessons } = await course()
  const [{ id }] = lessons
  const base = `${lessonsPath}/${id}`
  const [check] = (await worker().get(base)).body.checks
  const { questionId, version, tries } = check
  const wrong = { questionId, version, tries, answer: await answerOf(check, false) }
  const key = 'a'.repeat(16)
  const first = await worker().post(`${base}/answers`, wrong, { key })
  expect(first.body).toMatchObject({ right: false, left: 3, state: 'started', courseDone: false })
  expect(first.body.review.explanation).not.toBe('')
  expect((await worker().post(`${base}/answers`, wrong, { key })).body).toEqual(first.body)
  expect(await LearningEntries.countDocuments({ courseId: heightCourse })).toBe(1)
  const again = (await worker().get(base)).body.checks.find((one: typeof check) => one.questionId === questionId)
  expect(again).toMatchObject({ tries: 1, passed: false })
  expect(await learnLesson(worker(), heightCourse, id, 1)).toMatchObject({ state: 'done', courseDone: false })
  expect(await course()).toMatchObject({ done: 1, state: 'started' })
})

test('别的节的题、没有的版本、形状不对的答案都退回，什么也不记', async () => {
  const { lessons } = await course(worker(3))
  const base = `${lessonsPath}/${lessons[0].id}/answers`
  const other = (await worker(3).get(`${lessonsPath}/${lessons[1].id}`)).body.checks[0]
  const { questionId, version } = other
  const send = (body: object) => worker(3).post(base, { questionId, version, tries: 0, answer: [0], ...body })
  expect((await send({})).status).toBe(400)
  const [own] = (await worker(3).get(`${lessonsPath}/${lessons[0].id}`)).body.checks
  expect((await send({ questionId: own.questionId, version: 99 })).status).toBe(404)
  expect((await send({ questionId: own.questionId, answer: { text: 'x' } })).status).toBe(400)
  expect((await send({ questionId: own.questionId, answer: ['<script>'] })).body).toMatchObject({ right: false })
})

test('没有信号时做的，按当时的日子算；手机时间不对的不会算到将来', async () => {
  const { lessons } = await course(worker(1))
  const base = `${lessonsPath}/${lessons[4].id}`
  const { checks } = (await worker(1).get(base)).body
  const days = ['2026-06-09T02:00:00.000Z', '2027-01-01T00:00:00.000Z', '2020-01-01T00:00:00.000Z']
  for (const [i, check] of checks.entries()) {
    const { questionId, version, tries } = check
    const answer = await answerOf(check, true)
    await worker(1).post(`${base}/answers`, { questionId, version, tries, answer, doneAt: days[i] })
  }
  const rows = await LearningEntries.find({ personId: world.teams[0]?.workers[1] }).sort({ _id: 1 }).lean()
  expect(rows.map(({ entry }) => entry.on)).toEqual(['2026-06-09', '2026-06-11', '2026-04-27', '2026-04-27'])
})

test('学完一门：记下哪天、什么版本、多少分钟、折合多少学时；再学一遍另记一次', async () => {
  expect((await worker().post(`/learning/courses/${heightCourse}/again`)).status).toBe(409)
  expect(await learnCourse(worker(), heightCourse)).toMatchObject({ courseDone: true })
  expect(await course()).toMatchObject({ state: 'done', done: 5, doneOn: '2026-06-11', allowed: ['again'] })
  const personId = world.teams[0]?.workers[2]
  const [completion] = await Completions.find({ personId }).lean()
  expect(completion).toMatchObject({ minutes: 10, hours: 0.1, questions: 14, countsFor: ['safety'], version: 1 })
  expect((await worker().post(`/learning/courses/${heightCourse}/again`)).status).toBe(200)
  expect(await course()).toMatchObject({ state: 'started', done: 0 })
  expect(await learnCourse(worker(), heightCourse)).toMatchObject({ courseDone: true })
  expect(await Completions.countDocuments({ personId })).toBe(2)
  const archive = (await worker().get('/meetings/archive')).body
  expect(archive).toMatchObject({ hours: 0, requiredHours: 0 })
  expect(archive.safety).toEqual({ hours: 0.1, asked: 20, sources: [{ source: 'course', hours: 0.1, times: 1 }] })
  expect(archive.courses).toMatchObject([{ courseId: heightCourse, on: '2026-06-11', countsFor: ['safety'] }])
})

test('题停用以后：没答对的不再等它；学完的照样算学完', async () => {
  const { lessons } = await course(worker(0))
  const base = `${lessonsPath}/${lessons[3].id}`
  const { checks } = (await worker(0).get(base)).body
  const [kept, dropped] = checks
  await Questions.updateOne({ _id: dropped.questionId }, { $set: { state: 'flagged' } })
  const { questionId, version, tries } = kept
  const reply = await worker(0).post(`${base}/answers`, {
    questionId,
    version,
    tries,
    answer: await answerOf(kept, true),
  })
  expect(reply.body).toMatchObject({ right: true, left: 0, state: 'done' })
  await Questions.updateOne({ _id: dropped.questionId }, { $set: { state: 'active' } })
  expect((await worker(0).get(base)).body).toMatchObject({ state: 'done' })
})

test('进度与学习记录对得上', async () => {
  for (const row of await LearnerProgress.find({}).lean()) {
    const entries = await LearningEntries.find({
      personId: row.personId,
      courseId: row.courseId,
      round: row.round,
    }).lean()
    const done = entries.flatMap(({ entry }) => (entry.kind === 'done' ? [entry.lessonId] : []))
    expect([...row.done].sort()).toEqual(done.sort())
  }
})

test('学习页：没有要求时接着学没学完的；学完了推岗位要的', async () => {
  const begun = (await worker(0).get('/learning/now')).body
  expect(begun).toMatchObject({ day: '2026-06-11', demands: [], next: { courseId: heightCourse, why: 'begun' } })
  const fresh = (await service.as(world.teams[1]?.workers[3]).get('/learning/now')).body
  expect(fresh.begun).toEqual([])
  expect(['post', 'new']).toContain(fresh.next.why)
})

test('同一道题放在两节里：每一节各考一次，整门下载也不重复', async () => {
  const officer = service.as(world.officer)
  const copy = { organizationId: world.union.id, title: '高处作业（两节同题）', copyOf: heightCourse }
  const path = `/learning/courses/${(await officer.post('/learning/courses', copy)).body.id}`
  const { revision, lessons } = (await officer.get(`${path}/draft`)).body
  const { title, minutes, material } = lessons[1]
  const checks = lessons[0].checks.map(({ id }: { id: string }) => id)
  await officer.put(`${path}/draft/lessons/${lessons[1].id}`, { revision, title, minutes, material, checks })
  const audience = { organizationIds: [world.unit.id] }
  await officer.post(`${path}/publish`, { revision: revision + 1, audience, secrecyReviewed: true })
  const { contents } = (await worker().get(`${path}/download`)).body
  const asked = (i: number) => contents[i].checks.map(({ questionId }: { questionId: string }) => questionId).sort()
  expect(asked(0)).toEqual([...checks].sort())
  expect(asked(1)).toEqual([...checks].sort())
})
