import { drainChanges } from '@cloud/core/change'
import { Files } from '@cloud/modules/files/collection'
import { CourseDrafts, Courses } from '@cloud/modules/learning/courses/collection'
import { Questions } from '@cloud/modules/quiz/banks/collection'
import { pngOf } from '../files/buildFiles'
import { startTestService, type TestService } from '../support/service'
import { buildUnionWorld, type UnionWorld } from '../support/unionWorld'
import { heightCourse, installProduct, learnLesson } from './learningWorld'

let service: TestService
let world: UnionWorld
let courseId = ''
let checkId = ''

beforeAll(async () => {
  service = await startTestService({ now: '2026-06-11T01:00:00.000Z' })
  world = await buildUnionWorld(service.deps)
  await installProduct(service.deps)
  checkId = (await Questions.findOne({ kind: 'judgement' }).lean())?._id ?? ''
}, 120_000)
afterAll(() => service.stop())

const officer = () => service.as(world.officer)
const worker = () => service.as(world.teams[0]?.workers[2])
const draft = async () => (await officer().get(`/learning/courses/${courseId}/draft`)).body
const article = (text = '先看脚下，再看头上。') => ({ kind: 'article', blocks: [{ kind: 'text', text }] })
const lesson = (title: string, more: object = {}) => ({ title, minutes: 2, material: article(), checks: [], ...more })
const audience = () => ({ organizationIds: [world.unit.id] })
const publish = async (more: object = {}) =>
  officer().post(`/learning/courses/${courseId}/publish`, {
    revision: (await draft()).revision,
    audience: audience(),
    secrecyReviewed: true,
    ...more,
  })

test('新建课程：没登录、没职务、不归自己的组织都不行', async () => {
  const body = { organizationId: world.union.id, title: '桥面作业须知' }
  expect((await service.as().post('/learning/courses', body)).status).toBe(401)
  expect((await officer().post('/learning/courses', { title: '' })).status).toBe(400)
  expect((await worker().post('/learning/courses', body)).status).toBe(403)
  expect((await officer().post('/learning/courses', { ...body, organizationId: 'f'.repeat(24) })).status).toBe(404)
  const made = await officer().post('/learning/courses', body)
  expect(made.status).toBe(200)
  courseId = made.body.id
  expect(await draft()).toMatchObject({
    state: 'draft',
    version: 0,
    lessons: [],
    audience: { organizations: [{ id: world.unit.id }] },
    allowed: ['edit', 'publish', 'discard'],
  })
})

test('草稿：别人看不到，学员打不开；两个人同时改，后一个被拦下', async () => {
  expect((await worker().get(`/learning/courses/${courseId}`)).status).toBe(404)
  expect((await service.as(world.teams[0]?.leader).get(`/learning/courses/${courseId}/draft`)).status).toBe(403)
  const { revision } = await draft()
  const add = (body: object) => officer().post(`/learning/courses/${courseId}/draft/lessons`, { revision, ...body })
  const [one, two] = await Promise.all([add(lesson('甲')), add(lesson('乙'))])
  expect([one.status, two.status].sort()).toEqual([200, 409])
  expect((await draft()).lessons).toHaveLength(1)
})

test('内容：链接不对、图片没传过、检查题太多都退回', async () => {
  const { revision, lessons } = await draft()
  const save = (more: object) =>
    officer().put(`/learning/courses/${courseId}/draft/lessons/${lessons[0].id}`, { revision, ...lesson('甲', more) })
  const post = { material: { kind: 'post', url: 'https://mp.weixin.qq.com.evil.example/s/a', note: '' } }
  const gone = { kind: 'article', blocks: [{ kind: 'picture', fileId: 'f'.repeat(24), caption: '图' }] }
  expect((await save(post)).body.error.message).toMatch(/mp\.weixin\.qq\.com/)
  expect((await save({ material: { kind: 'video', url: 'http://a.example/b.mp4', note: '' } })).status).toBe(400)
  expect((await save({ material: gone })).body.error.message).toMatch(/重新上传/)
  expect((await save({ checks: Array.from({ length: 11 }, () => checkId) })).status).toBe(400)
  expect((await draft()).revision).toBe(revision)
})

test('图片：传一张放进课程，课程里能看；换掉以后几天清走', async () => {
  const upload = await officer().post(`/files?fileName=${encodeURIComponent('护栏.png')}`, pngOf(400, 300))
  const picture = { kind: 'picture', fileId: upload.body.id, caption: '完好的护栏' }
  const { revision, lessons } = await draft()
  const material = { kind: 'article', blocks: [...article().blocks, picture] }
  const path = `/learning/courses/${courseId}/draft/lessons/${lessons[0].id}`
  expect((await officer().put(path, { revision, ...lesson('甲', { material }) })).body).toEqual({
    revision: revision + 1,
  })
  const { files } = await draft()
  expect(files).toMatchObject([{ id: upload.body.id, width: 400, height: 300 }])
  expect((await fetch(service.url + files[0].url)).status).toBe(200)
  expect(await Files.findById(upload.body.id).lean()).toMatchObject({ uses: [`learning.course:${courseId}`] })
})

test('发布：差什么一次说全；没确认保密审查、对象不归自己管的都不行', async () => {
  const { revision, lessons } = await draft()
  await officer().put(`/learning/courses/${courseId}/draft`, {
    revision,
    title: '桥面作业须知',
    summary: '上桥面之前看一遍',
    tags: ['高处作业'],
    countsFor: ['safety'],
    prerequisiteIds: [],
    lessonIds: [lessons[0].id],
  })
  expect((await draft()).faults.map(({ message }: { message: string }) => message).join()).toMatch(/考核结果/)
  const refused = await publish()
  expect([refused.status, refused.body.error.violations.length]).toEqual([422, 1])
  expect((await publish({ secrecyReviewed: false })).status).toBe(400)
  const now = await draft()
  await officer().put(`/learning/courses/${courseId}/draft/lessons/${lessons[0].id}`, {
    revision: now.revision,
    ...lesson('甲', { material: now.lessons[0].material, checks: [checkId] }),
  })
  expect((await publish({ audience: { organizationIds: ['f'.repeat(24)] } })).status).toBe(403)
  expect((await publish()).body).toEqual({ version: 1 })
  expect((await publish()).status).toBe(409)
  expect((await worker().get(`/learning/courses/${courseId}`)).body).toMatchObject({
    title: '桥面作业须知',
    version: 1,
  })
})

test('改了再发布：学过的照样算；去掉没学的那一节，只差它的人就学完了', async () => {
  const { revision } = await draft()
  const added = await officer().post(`/learning/courses/${courseId}/draft/lessons`, { revision, ...lesson('乙') })
  // Not published yet: people still learn what they have.
  expect((await worker().get(`/learning/courses/${courseId}`)).body.lessons).toHaveLength(1)
  const ready = await draft()
  await officer().put(`/learning/courses/${courseId}/draft/lessons/${added.body.id}`, {
    revision: ready.revision,
    ...lesson('乙', { checks: [checkId] }),
  })
  expect((await publish()).body).toEqual({ version: 2 })
  const [first] = (await worker().get(`/learning/courses/${courseId}`)).body.lessons
  await learnLesson(worker(), courseId, first.id)
  const half = (await worker().get(`/learning/courses/${courseId}`)).body
  expect(half).toMatchObject({ state: 'started', done: 1 })
  const third = await draft()
  await officer().put(`/learning/courses/${courseId}/draft`, {
    revision: third.revision,
    title: '桥面作业须知（新）',
    summary: third.summary,
    tags: third.tags,
    countsFor: third.countsFor,
    prerequisiteIds: [],
    lessonIds: [first.id],
  })
  expect((await publish()).body).toEqual({ version: 3 })
  await drainChanges(service.deps)
  expect((await worker().get(`/learning/courses/${courseId}`)).body).toMatchObject({
    title: '桥面作业须知（新）',
    state: 'done',
    done: 1,
  })
})

test('先修：没学完的学不了后一门，说出先学哪门；绕成圈的发布不了', async () => {
  const made = (await officer().post('/learning/courses', { organizationId: world.union.id, title: '先修课' })).body.id
  const save = async (id: string, prerequisiteIds: string[]) => {
    const { revision, lessons } = (await officer().get(`/learning/courses/${id}/draft`)).body
    const { title, summary, tags, countsFor } = (await officer().get(`/learning/courses/${id}/draft`)).body
    const lessonIds = lessons.map((one: { id: string }) => one.id)
    const body = { revision, title, summary, tags, countsFor, prerequisiteIds, lessonIds }
    return officer().put(`/learning/courses/${id}/draft`, body)
  }
  const open = (await officer().get(`/learning/courses/${made}/draft`)).body
  await officer().post(`/learning/courses/${made}/draft/lessons`, { revision: open.revision, ...lesson('一') })
  await save(made, [courseId])
  const send = async (id: string) => {
    const { revision } = (await officer().get(`/learning/courses/${id}/draft`)).body
    return officer().post(`/learning/courses/${id}/publish`, { revision, audience: audience(), secrecyReviewed: true })
  }
  expect((await send(made)).status).toBe(200)
  const other = service.as(world.teams[1]?.workers[2])
  const page = (await other.get(`/learning/courses/${made}`)).body
  expect(page.blocked.map(({ message }: { message: string }) => message)).toEqual([
    expect.stringMatching(/桥面作业须知/),
  ])
  const read = await other.post(`/learning/courses/${made}/lessons/${page.lessons[0].id}/read`, {})
  expect([read.status, read.body.error.code]).toEqual([422, 'rule_broken'])
  expect((await worker().post(`/learning/courses/${made}/lessons/${page.lessons[0].id}/read`, {})).body).toEqual({
    state: 'done',
    courseDone: true,
  })
  await save(courseId, [made])
  const circle = await send(courseId)
  expect([circle.status, circle.body.error.message]).toEqual([
    422,
    expect.stringMatching(/绕成了圈：本课程 → “先修课” → 本课程/),
  ])
  expect((await officer().post(`/learning/courses/${courseId}/discard`)).status).toBe(200)
  expect((await draft()).changed).toBe(false)
})

test('照自带的改编一份；自带的改不了', async () => {
  expect((await officer().get(`/learning/courses/${heightCourse}/draft`)).status).toBe(403)
  const copy = await officer().post('/learning/courses', {
    organizationId: world.union.id,
    title: '高处作业（本单位）',
    copyOf: heightCourse,
  })
  const adapted = (await officer().get(`/learning/courses/${copy.body.id}/draft`)).body
  expect(adapted.lessons).toHaveLength(5)
  expect(adapted.faults).toEqual([])
  expect((await officer().post(`/learning/courses/${copy.body.id}/discard`)).status).toBe(200)
  expect(await Courses.countDocuments({ _id: copy.body.id })).toBe(0)
  expect(await CourseDrafts.countDocuments({ _id: copy.body.id })).toBe(0)
})

test('停用：目录里找不到，学过的还看得到；能恢复', async () => {
  const retire = (reason: string) => officer().post(`/learning/courses/${courseId}/retire`, { reason })
  expect((await retire('')).status).toBe(400)
  expect((await retire('内容过时')).status).toBe(200)
  const titles = async () => (await worker().get('/learning/catalogue')).body.items.map(({ id }: { id: string }) => id)
  expect(await titles()).not.toContain(courseId)
  expect((await worker().get(`/learning/courses/${courseId}`)).body).toMatchObject({ state: 'done' })
  expect((await officer().post(`/learning/courses/${courseId}/restore`)).status).toBe(200)
  expect(await titles()).toContain(courseId)
})

test('课程管理：自带的和自己的都在，能查能导出', async () => {
  const all = (await officer().get('/learning/courses')).body
  expect(all.places).toEqual([{ id: world.union.id, name: '工会' }])
  expect(all.items.map(({ title }: { title: string }) => title)).toEqual(
    expect.arrayContaining(['高处作业防坠落', '桥面作业须知（新）', '先修课']),
  )
  const mine = all.items.find(({ id }: { id: string }) => id === courseId)
  expect(mine).toMatchObject({ state: 'published', version: 3, allowed: ['edit', 'demand', 'copy'] })
  const file = await officer().get('/learning/courses/export?columns=title,state')
  expect([file.status, file.headers.get('content-type')]).toEqual([200, expect.stringMatching(/spreadsheetml/)])
  expect((await worker().get('/learning/courses')).status).toBe(403)
})
