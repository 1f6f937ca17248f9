/// <reference lib="dom" />
import { readFileSync } from 'node:fs'
import { Questions } from '@cloud/modules/quiz/banks/collection'
import type { Page } from 'playwright-core'
import { installProduct } from '../learning/learningWorld'
import { PHONE_VIEWPORT } from '../support/browser/browserDriver'
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

/** One lesson with a picture and two questions of judgement, one without a question. */
async function publishCourse(): Promise<void> {
  const officer = service.as(world.officer)
  const path = () => `/learning/courses/${courseId}`
  courseId = (await officer.post('/learning/courses', { organizationId: world.union.id, title: '隧道里的规矩' })).body
    .id
  const picture = (
    await officer.post(
      `/files?fileName=${encodeURIComponent('洞口.png')}`,
      readFileSync('miniapp/src/assets/tabs/study.png'),
    )
  ).body.id
  const checks = (await Questions.find({ kind: 'judgement', state: 'active' }).limit(2).lean()).map(({ _id }) => _id)
  const text = (words: string) => ({ kind: 'text', text: words })
  const add = async (title: string, blocks: object[], own: string[]) => {
    const { revision } = (await officer.get(`${path()}/draft`)).body
    const body = { revision, title, minutes: 2, material: { kind: 'article', blocks }, checks: own }
    await officer.post(`${path()}/draft/lessons`, body)
  }
  await add(
    '进洞以前',
    [text('先登记，再进洞。'), { kind: 'picture', fileId: picture, caption: '洞口的登记处' }],
    checks,
  )
  await add('出洞以后', [text('出洞先销号。')], [])
  const { revision } = (await officer.get(`${path()}/draft`)).body
  const audience = { organizationIds: [world.unit.id] }
  const reply = await officer.post(`${path()}/publish`, { revision, audience, secrecyReviewed: true })
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body))
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
  await tap('存')
  await says('已存在本机')

  await chromium.context.setOffline(true)
  await open('modules/learning/pages/downloads/index')
  await tap('打开：隧道里的规矩')
  await tap(/进洞以前/)
  await says('先登记，再进洞。')
  await says(/信号/)
  const picture = shown().locator('img')
  await picture.waitFor()
  expect(
    await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
  ).toBeGreaterThan(40)

  await tap(/做 2 道题/)
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
