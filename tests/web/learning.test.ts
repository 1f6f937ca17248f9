/// <reference lib="dom" />
import { readFileSync, statSync } from 'node:fs'
import { Questions } from '@cloud/modules/quiz/banks/collection'
import type { Page, Route } from 'playwright-core'
import { officeFile } from '../files/buildFiles'
import { installProduct } from '../learning/learningWorld'
import { DESKTOP_VIEWPORT, PHONE_VIEWPORT } from '../support/browser/browserDriver'
import { type Chromium, launchChromium } from '../support/browser/launchChromium'
import { keepIn, sessionOf } from '../support/browser/signedIn'
import { startTestService, type TestService } from '../support/service'
import { ensureBuilt } from '../support/ui/ensureBuilt'
import { buildUnionWorld, type UnionWorld } from '../support/unionWorld'

/** A course put onto the phone, read and answered in a tunnel. */
let service: TestService
let world: UnionWorld
let chromium: Chromium
let page: Page
let courseId = ''
let papersId = ''
const PICTURES = 'miniapp/src/assets/tabs'
const PAPER = Buffer.from('%PDF-1.7\n应急处置卡\n%%EOF')

beforeAll(async () => {
  service = await startTestService({ now: '2026-06-11T01:00:00.000Z', pagesFolder: ensureBuilt('h5') })
  world = await buildUnionWorld(service.deps)
  await installProduct(service.deps)
  await publishCourse()
  const personId = world.teams[0]?.workers[2] ?? ''
  chromium = await launchChromium({ viewport: PHONE_VIEWPORT })
  await keepIn(chromium.context, { session: await sessionOf(service, personId) })
  page = await chromium.context.newPage()
}, 300_000)
afterAll(async () => {
  await chromium?.close()
  await service?.stop()
})

/** One lesson with a picture and two questions of judgement, the first with a picture, and one lesson without a question. */
async function publishCourse(): Promise<void> {
  const officer = service.as(world.officer)
  const picture = await upload('洞口.png', readFileSync(`${PICTURES}/study.png`))
  const inQuestion = await upload('牌子.png', readFileSync(`${PICTURES}/me.png`))
  const bank = (await officer.post('/quiz/banks', { organizationId: world.union.id, title: '看图' })).body.id
  const content = {
    ...{ kind: 'judgement', stem: '这块牌子挂得对。', picture: inQuestion, key: [0], explanation: '' },
    options: [{ text: '正确' }, { text: '错误' }],
  }
  const pictured = (await officer.post(`/quiz/banks/${bank}/questions`, { content, tags: ['看图'] })).body.id
  const plain = await Questions.findOne({ kind: 'judgement', state: 'active', _id: { $ne: pictured } }).lean()
  const text = (words: string) => ({ kind: 'text', text: words })
  const blocks = [text('先登记，再进洞。'), { kind: 'picture', fileId: picture, caption: '洞口的登记处' }]
  courseId = await publish('隧道里的规矩', [
    { title: '进洞以前', material: { kind: 'article', blocks }, checks: [pictured, plain?._id] },
    { title: '出洞以后', material: { kind: 'article', blocks: [text('出洞先销号。')] }, checks: [] },
  ])
  const paper = async (title: string, name: string, bytes: Buffer) => {
    return { title, material: { kind: 'file', fileId: await upload(name, bytes) }, checks: [] }
  }
  papersId = await publish('洞口贴的几张纸', [
    await paper('处置卡', '应急处置卡.pdf', PAPER),
    await paper('预案', '专项预案.docx', officeFile('docx', ['先撤人'])),
    await paper('图纸', '支护图纸.xlsx', officeFile('xlsx', ['断面'])),
  ])
}

const upload = async (name: string, bytes: Buffer): Promise<string> =>
  (await service.as(world.officer).post(`/files?fileName=${encodeURIComponent(name)}`, bytes)).body.id

async function publish(title: string, lessons: readonly object[]): Promise<string> {
  const officer = service.as(world.officer)
  const { id } = (await officer.post('/learning/courses', { organizationId: world.union.id, title })).body
  const path = `/learning/courses/${id}`
  for (const lesson of lessons) {
    const { revision } = (await officer.get(`${path}/draft`)).body
    await officer.post(`${path}/draft/lessons`, { revision, minutes: 2, ...lesson })
  }
  const { revision } = (await officer.get(`${path}/draft`)).body
  const audience = { organizationIds: [world.unit.id] }
  const reply = await officer.post(`${path}/publish`, { revision, audience, secrecyReviewed: true })
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body))
  return id
}

const shown = () => page.locator('.taro_page:visible')
const says = (words: string | RegExp) => shown().getByText(words).first().waitFor({ timeout: 10_000 })
const tap = (name: string | RegExp) => shown().getByRole('button', { name }).first().click({ timeout: 10_000 })
const open = (path: string) =>
  page.evaluate((hash) => {
    location.hash = hash
  }, `#/${path}`)
const stored = async () =>
  (await service.as(world.teams[0]?.workers[2]).get(`/learning/courses/${courseId}`)).body.lessons.map(
    (lesson: { state: string }) => lesson.state,
  )

test('存到本机的课程：断了信号照样看得到文字和图片，答的题、读完的一节先存着，有信号后送到', async () => {
  await page.goto(`${service.url}/#/modules/learning/pages/course/index?id=${courseId}`)
  // What it takes is told beforehand, pictures of its questions among it.
  const { bytes } = (await service.as(world.teams[0]?.workers[2]).get(`/learning/courses/${courseId}`)).body
  expect(bytes).toBeGreaterThan(statSync(`${PICTURES}/study.png`).size + statSync(`${PICTURES}/me.png`).size)
  await tap('存')
  await says('已存在本机')

  await chromium.context.setOffline(true)
  await open('modules/learning/pages/downloads/index')
  await tap('打开：隧道里的规矩')
  await tap(/进洞以前/)
  await says('先登记，再进洞。')
  await says(/信号/)
  const widthOf = async (label?: string) => {
    const picture = shown().locator(label ? `img[aria-label="${label}"]` : 'img')
    await picture.waitFor()
    return picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))
  }
  expect(await widthOf()).toBeGreaterThan(40)

  await tap(/做 2 道题/)
  expect(await widthOf('题目的图')).toBeGreaterThan(40)
  for (const left of ['先做下一题', '都答了']) {
    await shown().getByText('正确', { exact: true }).first().click()
    await tap('交这一题')
    await says(new RegExp(left))
  }
  await tap(/下一节：出洞以后/)
  await says('出洞先销号。')
  await tap('读完了')
  await says(/已存在本机/)
  expect(await stored()).toEqual(['todo', 'todo'])

  await chromium.context.setOffline(false)
  await says('这一节学完了')
  expect(await stored()).toEqual([expect.stringMatching(/started|done/), 'done'])
}, 60_000)

test('从本机删除后，没有信号就看不到了', async () => {
  await open('modules/learning/pages/downloads/index')
  await tap(/^删除/)
  await page.locator('.taro__modal').getByText('删除', { exact: true }).click()
  await says('还没有存课程')
  expect(await page.evaluate(async () => (await (await caches.open('zhixing-kept')).keys()).length)).toBe(0)
}, 60_000)

test('课里的文件也存到本机：放不下、没取到的写明白，补存以后没有信号也打得开', async () => {
  const files = async () => page.evaluate(async () => (await (await caches.open('zhixing-kept')).keys()).length)
  const isWord = (url: string) => decodeURIComponent(url).includes(word)
  const [, document, sheet] = (await service.as(world.officer).get(`/learning/courses/${papersId}/download`)).body
    .contents
  const word = document.files[0].id
  await page.route('**/files/**', (route: Route) =>
    isWord(route.request().url()) ? route.abort('connectionreset') : route.continue(),
  )
  // The sheet says that it is larger than what a phone keeps of one course.
  await page.route('**/download', async (route: Route) => {
    const reply = await route.fetch()
    const course = await reply.json()
    for (const { files } of course.contents)
      for (const file of files) if (file.id === sheet.files[0].id) file.bytes = 61 * 1024 * 1024
    await route.fulfill({ response: reply, json: course })
  })
  await open(`modules/learning/pages/course/index?id=${papersId}`)
  await says(/这门课约 \d+ KB/)
  await tap('存')
  const large = '支护图纸.xlsx（放不下）'
  await says('没存下来，有信号才能看')
  await says(`专项预案.docx（没有取到）、${large}`)
  expect(await files()).toBe(2)
  await page.unroute('**/files/**')
  await tap('重存')
  await shown().getByText(large, { exact: true }).waitFor()
  expect(await files()).toBe(3)

  await chromium.context.setOffline(true)
  await open('modules/learning/pages/downloads/index')
  await says(`没存下来，有信号才能看：${large}`)
  await tap('打开：洞口贴的几张纸')
  await tap(/处置卡/)
  const [paper] = await Promise.all([page.waitForEvent('download'), tap('打开文件')])
  expect(paper.suggestedFilename()).toBe('应急处置卡.pdf')
  expect(readFileSync(await paper.path())).toEqual(PAPER)
  await open(`modules/learning/pages/lesson/index?courseId=${papersId}&id=${sheet.id}`)
  await tap('打开文件')
  await says('文件没有取到，请有信号时刷新后再试')
  await chromium.context.setOffline(false)
  await open('modules/learning/pages/downloads/index')
  await tap(/^删除/)
  await page.locator('.taro__modal').getByText('删除', { exact: true }).click()
  await says('还没有存课程')
  expect(await files()).toBe(0)
}, 60_000)

test('存到一半应用被关掉：列得出、删得掉；没有地方了写“放不下”；不留看不见的文件', async () => {
  const files = async () => page.evaluate(async () => (await (await caches.open('zhixing-kept')).keys()).length)
  const [, document] = (await service.as(world.officer).get(`/learning/courses/${papersId}/download`)).body.contents
  const word = document.files[0].id
  const course = `modules/learning/pages/course/index?id=${papersId}`
  const remove = async () => {
    await tap('删除')
    await page.locator('.taro__modal').getByText('删除', { exact: true }).click()
    await says('存到本机，没信号也能看')
    expect(await files()).toBe(0)
  }
  // It never comes.
  const holdUp = (route: Route) =>
    decodeURIComponent(route.request().url()).includes(word) ? undefined : route.continue()
  await page.route('**/files/**', holdUp)
  await open(course)
  await tap('存')
  await says('正在存 1 / 4')
  await page.reload()
  await says('没存下来，有信号才能看')
  expect(await files()).toBeGreaterThan(0)
  await page.unroute('**/files/**', holdUp)
  await remove()

  await page.evaluate((name) => {
    const put = Cache.prototype.put
    Cache.prototype.put = function (key, answer) {
      if (String(key).includes(name)) return Promise.reject(new DOMException('full', 'QuotaExceededError'))
      return put.call(this, key, answer)
    }
  }, word)
  await tap('存')
  await says('专项预案.docx（放不下）')
  await remove()
}, 60_000)

test('编写一节：没存就离开，回来还在；别人后来改过说在前面；再问一遍才丢掉', async () => {
  const officer = service.as(world.officer)
  const desk = await launchChromium({ viewport: DESKTOP_VIEWPORT })
  await keepIn(desk.context, { session: await sessionOf(service, world.officer) })
  page = await desk.context.newPage()
  const { lessons } = (await officer.get(`/learning/courses/${courseId}/draft`)).body
  const lesson = lessons[1]
  const write = async () => {
    await page.goto('about:blank')
    await page.goto(`${service.url}/#/modules/learning/pages/lessonEdit/index?courseId=${courseId}&id=${lesson.id}`)
  }
  const title = () => shown().locator('input[aria-label="这一节叫什么"]')
  await write()
  await title().fill('出洞以后做三件事')
  await write()
  await says('上次的改动还没有存，接着写')
  expect(await title().inputValue()).toBe('出洞以后做三件事')

  const { revision } = (await officer.get(`/learning/courses/${courseId}/draft`)).body
  const { minutes, material } = lesson
  const other = { revision, title: '出洞后', minutes, material, checks: [] }
  expect((await officer.put(`/learning/courses/${courseId}/draft/lessons/${lesson.id}`, other)).status).toBe(200)
  await write()
  await says('有人后来改过，存下去会盖掉那次改动')
  expect(await title().inputValue()).toBe('出洞以后做三件事')
  await tap('不要了')
  await page.locator('.taro__modal').getByText('不要了', { exact: true }).click()
  await shown().locator('.ban').waitFor({ state: 'detached' })
  expect(await title().inputValue()).toBe('出洞后')

  await title().fill('出洞以后')
  await tap('存草稿')
  await page.getByText('已存草稿').waitFor()
  expect((await officer.get(`/learning/courses/${courseId}/draft`)).body.lessons[1].title).toBe('出洞以后')
  await write()
  expect(await title().inputValue()).toBe('出洞以后')
  expect(await shown().locator('.ban').count()).toBe(0)
  await desk.close()
}, 60_000)
