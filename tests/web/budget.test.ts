import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { type Chromium, launchChromium } from '../support/browser/launchChromium'
import { keepIn, sessionOf } from '../support/browser/signedIn'
import { buildWorld } from '../support/factories'
import { startTestService, type TestService } from '../support/service'
import { ensureBuilt } from '../support/ui/ensureBuilt'
import { hasSchemas } from '../support/weapp/package/checkPackage'

/** What the first page may cost the person's data plan: scripts, styles and the page itself, in bytes after gzip. */
const BUDGET = 180 * 1024

let service: TestService
let chromium: Chromium

beforeAll(async () => {
  service = await startTestService({ pagesFolder: ensureBuilt('h5') })
  chromium = await launchChromium({ viewport: { width: 375, height: 667 } })
}, 240_000)
afterAll(async () => {
  await chromium?.close()
  await service?.stop()
})

/** Opens an address with nothing kept from before. @returns gzip bytes of all pages, scripts and styles it asked for. */
async function weigh(page: Page, address: string, shows: string): Promise<number> {
  const bodies: Promise<Buffer>[] = []
  page.on('response', (response) => {
    if (['document', 'script', 'stylesheet'].includes(response.request().resourceType())) bodies.push(response.body())
  })
  await page.goto(address)
  await page.getByText(shows).first().waitFor()
  await page.waitForLoadState('networkidle')
  const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body, { level: 9 }).length)
  expect(sizes.length).toBeGreaterThan(3)
  return sizes.reduce((sum, size) => sum + size, 0)
}

test.each([
  ['没有登录时打开今日', '/', '登录'],
  ['打开登录页', '/?sign-in#/modules/accounts/pages/signIn/index', '密码'],
])('%s，压缩后不超过 180 KB', async (name, address, shows) => {
  const { context, close } = await launchChromium({ viewport: { width: 375, height: 667 } })
  const bytes = await weigh(await context.newPage(), service.url + address, shows)
  await close()
  console.log(`${name}: ${(bytes / 1024).toFixed(1)} KB`)
  expect(bytes).toBeLessThanOrEqual(BUDGET)
})

test('已登录时打开今日，压缩后不超过 180 KB', async () => {
  const world = await buildWorld(service.deps)
  await service.drain()
  await keepIn(chromium.context, { session: await sessionOf(service, world.branches[0]?.secretary ?? '') })
  const bytes = await weigh(await chromium.context.newPage(), `${service.url}/`, '我自己的')
  console.log(`已登录时打开今日: ${(bytes / 1024).toFixed(1)} KB`)
  expect(bytes).toBeLessThanOrEqual(BUDGET)
})

test('脚本和样式压缩着送出', async () => {
  const html = await (await fetch(service.url)).text()
  const files = [...html.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? '')
  expect(files.length).toBeGreaterThan(2)
  for (const file of files)
    for (const encoding of ['br', 'gzip']) {
      const answer = await fetch(service.url + file, { headers: { 'Accept-Encoding': encoding } })
      expect([file, answer.headers.get('content-encoding')]).toEqual([file, encoding])
      expect(answer.headers.get('cache-control')).toContain('immutable')
    }
})

describe('不该下载的，没有一个脚本带着', () => {
  const find = (unwanted: (script: string) => boolean): string[] => {
    const folder = path.join(ensureBuilt('h5'), 'js')
    const scripts = readdirSync(folder).filter((file) => file.endsWith('.js'))
    expect(scripts.length).toBeGreaterThan(20)
    return scripts.filter((file) => unwanted(readFileSync(path.join(folder, file), 'utf8')))
  }
  test('服务端的校验规则', () => {
    expect(find(hasSchemas)).toEqual([])
  })
  test('只在微信里才走的分支', () => {
    // What a refused phone calendar says, which only WeChat has; with it would come the iCalendar writer of Taro's stand-in.
    expect(find((script) => script.includes('没有日历权限'))).toEqual([])
  })
  test('Taro 自带的标签栏和它的组件框架', () => {
    expect(find((script) => /weui-tabbar|__registerHost/.test(script))).toEqual([])
  })
})
