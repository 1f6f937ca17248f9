/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { drainChanges } from '@cloud/core/change'
import { People } from '@cloud/modules/people/collection'
import { seedWhenEmpty, seedYearOnce } from '@cloud/seeds/seedWhenEmpty'
import axe from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { packages } from '@/packages'
import { DESKTOP_VIEWPORT, PHONE_VIEWPORT, TABLET_VIEWPORT } from '../support/browser/browserDriver'
import { launchChromium, startBrowser } from '../support/browser/launchChromium'
import { keepIn, sessionOf } from '../support/browser/signedIn'
import { watchProblems } from '../support/browser/watchProblems'
import { startTestService, type TestService } from '../support/service'
import { ensureBuilt } from '../support/ui/ensureBuilt'
import { addressesOf, type Place } from './addresses'

/** Every page of every module in the demo organisation: three widths, large text, high contrast, no signal, a broken service. */
const ROLES = { admin: '管理员甲', leader: '党委书记甲', secretary: '党员二甲', member: '党员二己' } as const
type Who = keyof typeof ROLES

let service: TestService
let browser: Browser
const contexts = new Map<Who, BrowserContext>()
let places: Place[] = []

beforeAll(async () => {
  const pagesFolder = ensureBuilt('h5')
  service = await startTestService({ now: '2026-03-12T02:00:00.000Z', pagesFolder })
  await seedWhenEmpty(service.deps, true, () => undefined)
  await seedYearOnce(service.deps, () => undefined)
  await drainChanges(service.deps)
  browser = await startBrowser()
  const ids = {} as Record<Who, string>
  for (const [who, name] of Object.entries(ROLES) as [Who, string][]) {
    const person = await People.findOne({ name }).lean()
    ids[who] = person?._id ?? ''
    const { context } = await launchChromium({ viewport: DESKTOP_VIEWPORT, browser })
    await context.clock.setFixedTime(service.clock.now())
    await keepIn(context, { session: await sessionOf(service, ids[who]) })
    contexts.set(who, context)
  }
  places = await addressesOf(service, ids)
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await service?.stop()
})

const contextOf = (who: Who): BrowserContext => {
  const context = contexts.get(who)
  if (!context) throw new Error(`${who} has no browser`)
  return context
}

/** Waits until the page is there and nothing is being fetched for it any more. */
async function settled(page: Page, place: Place): Promise<void> {
  const route = `/${place.page}`
  await page.waitForFunction(
    (id) =>
      [...document.querySelectorAll('.taro_page')].some((each) => each.id.startsWith(id) && each.checkVisibility()),
    route,
    { timeout: 10_000 },
  )
  await page.waitForFunction(() => !document.querySelector('.bone-card'), undefined, { timeout: 10_000 })
}

async function openPlace(place: Place, context = contextOf(place.who)): Promise<{ page: Page; problems: string[] }> {
  const page = await context.newPage()
  const problems: string[] = []
  watchProblems(page, problems)
  await page.addInitScript('globalThis.__name ??= (target) => target')
  await page.goto(`${service.url}/#/${place.page}${place.query ? `?${place.query}` : ''}`)
  return { page, problems }
}

/** What sticks out at the right of the window; a box that scrolls by itself may be wider inside. */
const sticksOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      (/(auto|scroll|hidden|clip)/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement))
    return [...document.querySelectorAll('.taro_page *')]
      .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > innerWidth + 1)
      .filter((element) => !scrolls(element.closest('.taro_page')?.contains(element) ? element.parentElement : null))
      .map((element) => `${element.className} ${element.textContent?.slice(0, 20)}`)
      .slice(0, 3)
  })

/** Serious findings of axe on what is shown. */
async function findings(page: Page, rules?: string[]): Promise<string[]> {
  await page.evaluate(`globalThis.axe ?? (() => { ${axe.source} })()`)
  const result = await page.evaluate(async (only) => {
    const shown = [...document.querySelectorAll('.taro_page')].filter((each) => each.checkVisibility())
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(shown as never, {
      resultTypes: ['violations'],
      ...(only && { runOnly: only }),
    })
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes[0]?.html.slice(0, 160)} (${nodes.length}) ${nodes[0]?.any[0]?.message ?? ''}`,
      )
  }, rules)
  return result
}

/** Every text of the person's own size and contrast, as the settings on 我的 put it on each page. */
const readLarge = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const each of document.querySelectorAll('.zx')) each.classList.add('zx-xl', 'zx-hc')
  })

test('登记的每一页都在这里走到', () => {
  const known = new Set(places.map(({ page }) => page))
  const registered = packages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))
  expect(registered.filter((page) => !known.has(page))).toEqual([])
  expect(registered.length).toBeGreaterThan(25)
})

test('每一页：三种宽度不出框，大字和高对比不出框，读屏和键盘没有严重问题，控制台没有错', async () => {
  const wrong: string[] = []
  for (const place of places) {
    const note = (what: string, found: readonly string[]) => {
      for (const each of found) wrong.push(`${place.page} · ${what} · ${each}`)
    }
    const { page, problems } = await openPlace(place)
    try {
      await settled(page, place)
      note('桌面', await sticksOut(page))
      note('桌面', await findings(page))
      await page.setViewportSize(TABLET_VIEWPORT)
      note('平板', await sticksOut(page))
      await page.setViewportSize(PHONE_VIEWPORT)
      note('手机', await sticksOut(page))
      note('手机', await findings(page))
      await readLarge(page)
      note('特大字高对比', await sticksOut(page))
      note('特大字高对比', await findings(page, ['color-contrast']))
      note('横幅', await page.locator('.ban-bad').allInnerTexts())
    } catch (error) {
      note('没有打开', [String(error).slice(0, 300)])
    }
    note('控制台', problems)
    await page.close()
  }
  expect(wrong).toEqual([])
}, 300_000)

test('没有信号、服务出错时，每一页都用中文说出来，能再试，不留白', async () => {
  const silent: string[] = []
  for (const place of places.filter(({ asks }) => asks !== false)) {
    for (const how of ['offline', 'broken'] as const) {
      const context = contextOf(place.who)
      const answer = (route: import('playwright-core').Route) =>
        how === 'offline'
          ? route.abort('internetdisconnected')
          : route.fulfill({
              status: 500,
              contentType: 'application/json',
              body: '{"error":{"code":"internal","message":"服务出错了，请稍后再试"}}',
            })
      await context.route('**/api/**', answer)
      const { page } = await openPlace(place)
      const said = page.getByText(how === 'offline' ? /网络|信号/ : /请稍后再试/).first()
      await said.waitFor({ timeout: 8_000 }).catch(() => silent.push(`${place.page} · ${how}`))
      await page.close()
      await context.unroute('**/api/**', answer)
    }
  }
  expect(silent).toEqual([])
}, 300_000)
