import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { type Chromium, launchChromium } from '../support/browser/launchChromium'
import { keepIn, sessionOf } from '../support/browser/signedIn'
import { buildWorld } from '../support/factories'
import { startTestService, type TestService } from '../support/service'
import { ensureBuilt } from '../support/ui/ensureBuilt'

/** The goal is 180 KB; until it is reached again nothing may be added. What the first page may cost the person's data plan: scripts, styles and the page itself, in bytes after gzip. */
const BUDGET = 210 * 1024

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
  const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body, { level: 9 }).length)
  expect(sizes.length).toBeGreaterThan(3)
  return sizes.reduce((sum, size) => sum + size, 0)
}

test('第一页（登录）压缩后不超过 210 KB', async () => {
  const bytes = await weigh(await chromium.context.newPage(), `${service.url}/`, '登录')
  console.log(`first page, not signed in: ${(bytes / 1024).toFixed(1)} KB`)
  expect(bytes).toBeLessThanOrEqual(BUDGET)
})

test('已登录时打开今日，压缩后不超过 210 KB', async () => {
  const world = await buildWorld(service.deps)
  await service.drain()
  await keepIn(chromium.context, { session: await sessionOf(service, world.branches[0]?.secretary ?? '') })
  const bytes = await weigh(await chromium.context.newPage(), `${service.url}/?again=1`, '我自己的')
  console.log(`first page, signed in: ${(bytes / 1024).toFixed(1)} KB`)
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
