/// <reference lib="dom" />
import { seedWhenEmpty } from '@cloud/seeds/seedWhenEmpty'
import type { Page } from 'playwright-core'
import { DESKTOP_VIEWPORT } from '../support/browser/browserDriver'
import { type Chromium, launchChromium } from '../support/browser/launchChromium'
import { watchProblems } from '../support/browser/watchProblems'
import { startTestService, type TestService } from '../support/service'
import { ensureBuilt } from '../support/ui/ensureBuilt'

/** The shared terminal `/?kiosk=1`, with a page clock: a minute passes at once. */
let service: TestService
let chromium: Chromium
let page: Page
const problems: string[] = []

beforeAll(async () => {
  service = await startTestService({ now: '2026-03-12T02:00:00.000Z', pagesFolder: ensureBuilt('h5') })
  await seedWhenEmpty(service.deps, true, () => undefined)
  await service.drain()
  chromium = await launchChromium({ viewport: DESKTOP_VIEWPORT })
  await chromium.context.clock.install({ time: service.clock.now() })
  page = await chromium.context.newPage()
  watchProblems(page, problems)
}, 300_000)
afterAll(async () => {
  await chromium?.close()
  await service?.stop()
})

const signInPage = () => page.locator('.taro_page:visible').getByText('账号', { exact: true })
const tiles = () => page.locator('.taro_page:visible .kiosk-tile')
const barSays = (words: string | RegExp): Promise<void> =>
  page.locator('.kiosk-bar:visible').getByText(words).waitFor({ timeout: 8_000 })
const tokenKept = (): Promise<string | undefined> =>
  page.evaluate(() => JSON.parse(localStorage.getItem('session') ?? '{}').data?.token)

async function signIn(): Promise<string> {
  await signInPage().waitFor({ timeout: 8_000 })
  const typed = page.locator('.taro_page:visible .main input')
  const [username, password] = [typed.nth(0), typed.nth(1)]
  await username.fill('secretary')
  await password.fill('Zhixing-2026')
  await password.press('Enter')
  await tiles().first().waitFor()
  return (await tokenKept()) ?? ''
}

const answers = async (token: string): Promise<number> =>
  (await fetch(`${service.url}/api/me`, { headers: { Authorization: `Bearer ${token}` } })).status

test('公共终端：大块的入口；没人动先说还剩几秒，点一下继续，满一分钟退出，回不去', async () => {
  await page.goto(`${service.url}/?kiosk=1#/modules/accounts/pages/signIn/index`)
  const token = await signIn()
  expect(await tiles().count()).toBeGreaterThan(8)
  for (const tile of await tiles().all()) expect((await tile.boundingBox())?.height).toBeGreaterThanOrEqual(120)
  expect(await page.locator('.side:visible').count()).toBe(0)

  await tiles().filter({ hasText: '组织生活' }).click()
  await barSays('党员二甲，用完请退出')
  await page.clock.fastForward(46_000)
  await barSays(/1[0-5] 秒后退出/)
  await page.mouse.click(700, 850)
  await barSays('党员二甲，用完请退出')
  await page.clock.fastForward(50_000)
  await barSays(/秒后退出/)
  expect(await answers(token)).toBe(200)

  await page.clock.fastForward(11_000)
  await signInPage().waitFor({ timeout: 8_000 })
  expect(await tokenKept()).toBeUndefined()
  await page.waitForTimeout(200)
  expect(await answers(token)).toBe(401)
  await page.goBack().catch(() => undefined)
  await page.waitForTimeout(500)
  expect(await page.getByText('党员二甲').count()).toBe(0)
}, 60_000)

test('点“退出”立即退出；开机时上次留下的登录不算', async () => {
  await page.goto(`${service.url}/?kiosk=1&again=1#/modules/accounts/pages/signIn/index`)
  const first = await signIn()
  // What is being written on a screen that everybody uses stays nowhere.
  await page.evaluate(() => {
    location.hash = '#/modules/quiz/pages/examEdit/index'
  })
  await page.locator('.taro_page:visible input[aria-label="标题"]').fill('八月考试')
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('八月考试')
  await page.locator('.kiosk-bar:visible').getByText('退出', { exact: true }).click()
  await signInPage().waitFor({ timeout: 8_000 })
  await page.waitForTimeout(200)
  expect(await answers(first)).toBe(401)

  await signIn()
  await page.goto(`${service.url}/?kiosk=1&again=2`)
  await page.waitForTimeout(2_000)
  expect(await tokenKept()).toBeUndefined()
  expect(await page.getByText('党员二甲').count()).toBe(0)
  expect(problems).toEqual([])
}, 60_000)
