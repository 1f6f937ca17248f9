/// <reference lib="dom" />
import { Questions } from '@cloud/modules/quiz/banks/collection'
import type { Page } from 'playwright-core'
import { DESKTOP_VIEWPORT } from '../support/browser/browserDriver'
import { type Chromium, launchChromium } from '../support/browser/launchChromium'
import { keepIn, sessionOf } from '../support/browser/signedIn'
import { watchProblems } from '../support/browser/watchProblems'
import { buildWorld } from '../support/factories'
import { startTestService, type TestService } from '../support/service'
import { ensureBuilt } from '../support/ui/ensureBuilt'

/** A secretary pastes questions into a bank, puts one right, takes them in, and takes them back. */
let service: TestService
let chromium: Chromium
let page: Page
const problems: string[] = []
let bankId = ''

beforeAll(async () => {
  service = await startTestService({ now: new Date().toISOString(), pagesFolder: ensureBuilt('h5') })
  const { branches } = await buildWorld(service.deps, { branches: 1, members: 4 })
  const [branch] = branches
  if (!branch) throw new Error('no branch')
  const bank = { organizationId: branch.id, title: '支部题库' }
  bankId = (await service.as(branch.secretary).post('/quiz/banks', bank)).body.id
  chromium = await launchChromium({ viewport: DESKTOP_VIEWPORT })
  await keepIn(chromium.context, { session: await sessionOf(service, branch.secretary) })
  page = await chromium.context.newPage()
  watchProblems(page, problems)
}, 300_000)
afterAll(async () => {
  await chromium?.close()
  await service?.stop()
})

const TEXT = `1. 发现险情后先做什么？
A. 撤到安全的地方并报告
B. 继续干完
答案：A

2. 进入受限空间前要检测气体。
答案：正确

3. 下面哪一项说得对？
A. 甲
B. 乙
C. 丙
答案：D`

const shown = () => page.locator('.taro_page:visible')
const tap = (words: string | RegExp) => shown().getByText(words).first().click()
const sees = (words: string | RegExp) => shown().getByText(words).first().waitFor({ timeout: 20_000 })
const stems = async () =>
  (await Questions.find({ bankId }).sort({ order: 1 }).lean()).map(({ content }) => content.stem)

test('从题库点导入，粘贴文字：读不准的说明原因，改好一道，导入，再整批撤销', async () => {
  await page.goto(`${service.url}/#/modules/quiz/pages/bank/index?id=${bankId}`)
  await tap('导入')
  await sees('或者直接粘贴文字')
  await shown().locator('textarea').fill(TEXT)
  await tap('读这些题')
  await sees('导入 2 行')
  await sees('答案是 D，但只有 3 个选项')
  expect(await stems()).toEqual([])

  await shown().getByText('处理', { exact: true }).first().click()
  const answer = page.locator('.sheet:visible input').last()
  await answer.fill('C')
  await page.locator('.sheet:visible').getByText('改这一行').click()
  await sees('导入 3 行')

  await tap('导入 3 行')
  await page.getByText('导入', { exact: true }).last().click()
  await sees(/新增 3 道题/)
  expect(await stems()).toHaveLength(3)

  await tap('整批撤销')
  await page.getByText('撤销', { exact: true }).last().click()
  await sees('这个批次已整批撤销')
  expect(await stems()).toEqual([])
  expect(problems).toEqual([])
}, 120_000)

test('导出：说明带答案，选一种格式就下载', async () => {
  await page.goto(`${service.url}/#/modules/quiz/pages/bank/index?id=${bankId}`)
  await tap('导出')
  await page.locator('.sheet:visible').getByText('带答案和解析').waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('JSON', { exact: true }).click()])
  expect(download.suggestedFilename()).toMatch(/支部题库.*\.json$/)
}, 60_000)
