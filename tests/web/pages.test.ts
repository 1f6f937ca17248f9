/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { join } from 'node:path'
import { drainChanges } from '@cloud/core/change'
import { People } from '@cloud/modules/people/collection'
import { installProductBanks } from '@cloud/modules/quiz/banks/product'
import { seedWhenEmpty, seedYearOnce } from '@cloud/seeds/seedWhenEmpty'
import axe from 'axe-core'
import type { Browser, BrowserContext, Locator, Page, Route } from 'playwright-core'
import type { SessionState } from '@/core/session'
import { packages } from '@/packages'
import { DESKTOP_VIEWPORT, PHONE_VIEWPORT, TABLET_VIEWPORT } from '../support/browser/browserDriver'
import { launchChromium, startBrowser } from '../support/browser/launchChromium'
import { keepIn, sessionOf } from '../support/browser/signedIn'
import { watchProblems } from '../support/browser/watchProblems'
import { startTestService, type TestService } from '../support/service'
import { ensureBuilt } from '../support/ui/ensureBuilt'
import { addressesOf, type Place } from './addresses'

/**
 * Every page of every module in the demo organisation: three widths, large text, high contrast, no signal, a broken service.
 * PAGES names a part of the addresses to look at (`PAGES='talks|care'`), SHOTS a folder that takes a picture of each at each width.
 */
const ROLES = {
  admin: '管理员甲',
  leader: '党委书记甲',
  secretary: '党员二甲',
  member: '党员二己',
  union: '工会干事甲',
  worker: '职工丙',
  teamLeader: '职工甲',
} as const
type Who = keyof typeof ROLES
const { PAGES = '', SHOTS } = process.env

/** As many pages at the same moment as a small machine draws without waiting. */
const WORKERS = 2
/** How long a page may take on a machine that is busy with other things, too; nothing waits that long where all is well. */
const PATIENCE_MS = 30_000

let service: TestService
let browser: Browser
let sessions: Record<Who, SessionState>
let places: Place[] = []

beforeAll(async () => {
  const pagesFolder = ensureBuilt('h5')
  service = await startTestService({ now: '2026-09-17T02:00:00.000Z', pagesFolder })
  await seedWhenEmpty(service.deps, true, () => undefined)
  await seedYearOnce(service.deps, () => undefined)
  await installProductBanks(service.deps)
  await drainChanges(service.deps)
  browser = await startBrowser()
  const ids = {} as Record<Who, string>
  sessions = {} as Record<Who, SessionState>
  for (const [who, name] of Object.entries(ROLES) as [Who, string][]) {
    ids[who] = (await People.findOne({ name }).lean())?._id ?? ''
    sessions[who] = await sessionOf(service, ids[who])
  }
  places = await addressesOf(service, ids)
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await service?.stop()
})

interface Window {
  context: BrowserContext
  page: Page
  problems: string[]
}

type Prepare = (context: BrowserContext) => Promise<void>

const standStill: Prepare = (context) => context.clock.setFixedTime(service.clock.now())

/** Windows of people who are signed in, one each, in which one page after the other is opened. */
function openWindows(prepare = standStill) {
  const windows = new Map<Who, Window>()
  async function open(who: Who): Promise<Window> {
    const { context } = await launchChromium({ viewport: DESKTOP_VIEWPORT, browser })
    await keepIn(context, { session: sessions[who] })
    await prepare(context)
    const page = await context.newPage()
    await page.addInitScript('globalThis.__name ??= (target) => target')
    const problems: string[] = []
    watchProblems(page, problems)
    const opened = { context, page, problems }
    windows.set(who, opened)
    return opened
  }
  return {
    /** Goes to the place; what was there before is marked, so that it is not taken for the new page. */
    async visit({ who, page: path, query }: Place): Promise<Window> {
      const opened = windows.get(who)
      const hash = `#/${path}${query ? `?${query}` : ''}`
      if (!opened) {
        const first = await open(who)
        await first.page.goto(`${service.url}/${hash}`)
        return first
      }
      await opened.page.setViewportSize(DESKTOP_VIEWPORT)
      await opened.page.evaluate((address) => {
        for (const each of document.querySelectorAll('.taro_page')) each.setAttribute('data-left', '')
        location.hash = address
      }, hash)
      return opened
    },
    async close() {
      for (const { context } of windows.values()) await context.close()
    },
  }
}

/** Takes every place once, some at a time, each worker with windows of its own. */
async function walk(
  from: readonly Place[],
  look: (place: Place, windows: ReturnType<typeof openWindows>) => Promise<void>,
  prepare?: Prepare,
): Promise<void> {
  const left = from.filter(({ page }) => new RegExp(PAGES).test(page))
  const work = async () => {
    const windows = openWindows(prepare)
    for (let place = left.shift(); place; place = left.shift()) await look(place, windows)
    await windows.close()
  }
  await Promise.all(Array.from({ length: WORKERS }, work))
}

const SHOWN = '.taro_page:not([data-left])'

/** Waits until the page is there and nothing is being fetched for it any more. */
async function settled(page: Page, place: Place): Promise<void> {
  await page.waitForFunction(
    ([shown, route]) =>
      [...document.querySelectorAll(shown)].some((each) => each.id.startsWith(route) && each.checkVisibility()) &&
      !document.querySelector(`${shown} .bone-card`),
    [SHOWN, `/${place.page}`] as const,
    { timeout: PATIENCE_MS },
  )
}

/** What sticks out of the window at either side; a box that scrolls by itself may be wider inside. */
const sticksOut = (page: Page): Promise<string[]> =>
  page.evaluate((shown) => {
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      (/(auto|scroll|hidden|clip)/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement))
    return [...document.querySelectorAll(`${shown} *`)]
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect()
        return (right > innerWidth + 1 || (left < -1 && right > 0)) && element.checkVisibility()
      })
      .filter((element) => !scrolls(element.closest(shown)?.contains(element) ? element.parentElement : null))
      .map((element) => `${element.className} ${element.textContent?.slice(0, 20)}`)
      .slice(0, 3)
  }, SHOWN)

type Rules = 'all' | 'allButContrast' | 'contrast'

/** Serious findings of axe on what is shown. */
async function findings(page: Page, rules: Rules): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(`(() => { ${axe.source} })()`)
  return page.evaluate(
    async ([shown, wanted]) => {
      const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(shown, {
        resultTypes: ['violations'],
        iframes: false,
        ...(wanted === 'contrast' && { runOnly: ['color-contrast'] }),
        ...(wanted === 'allButContrast' && { rules: { 'color-contrast': { enabled: false } } }),
      })
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(
          ({ id, nodes }) =>
            `${id}: ${nodes[0]?.html.slice(0, 160)} (${nodes.length}) ${nodes[0]?.any[0]?.message ?? ''}`,
        )
    },
    [SHOWN, rules] as const,
  )
}

/** Every text of the person's own size and contrast, as the settings on 我的 put it on each page. */
const readLarge = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const each of document.querySelectorAll('.zx')) each.classList.add('zx-xl', 'zx-hc')
  })

/** Stands below the four tabs, over the end of the page. */
const TAB_BAR = 70

/** Keeps a picture of the whole page when pictures are wanted. */
async function photograph(page: Page, place: Place, width: string): Promise<void> {
  if (!SHOTS) return
  const name = place.page.replace(/^modules\/|pages\/|\/index$/g, '').replace(/\//g, '-')
  const file = `${name}-${place.who}-${places.indexOf(place)}-${width}.png`
  const before = page.viewportSize() ?? DESKTOP_VIEWPORT
  const height = await page.evaluate((shown) => document.querySelector(shown)?.scrollHeight ?? 0, SHOWN)
  await page.setViewportSize({
    width: before.width,
    height: Math.min(Math.max(before.height, height + TAB_BAR), 3_000),
  })
  await page.screenshot({ path: join(SHOTS, file) })
  await page.setViewportSize(before)
}

test('登记的每一页都在这里走到', () => {
  const known = new Set(places.map(({ page }) => page))
  const registered = packages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))
  expect(registered.filter((page) => !known.has(page))).toEqual([])
  expect(registered.length).toBeGreaterThan(25)
})

test('每一页：三种宽度不出框，大字和高对比不出框，读屏和键盘没有严重问题，控制台没有错', async () => {
  const wrong: string[] = []
  await walk(places, async (place, windows) => {
    const note = (what: string, found: readonly string[]) => {
      for (const each of found) wrong.push(`${place.page} · ${place.who} · ${what} · ${each}`)
    }
    const { page, problems } = await windows.visit(place)
    try {
      await settled(page, place)
      note('横幅', await page.locator(`${SHOWN} .ban-bad`).allInnerTexts())
      note('桌面', await sticksOut(page))
      note('桌面', await findings(page, 'allButContrast'))
      await photograph(page, place, '1440')
      await page.setViewportSize(TABLET_VIEWPORT)
      note('平板', await sticksOut(page))
      await photograph(page, place, '768')
      await page.setViewportSize(PHONE_VIEWPORT)
      note('手机', await sticksOut(page))
      note('手机', await findings(page, 'all'))
      if ((await page.locator(`${SHOWN} .bar-refresh`).count()) !== (place.asks === undefined ? 1 : 0))
        note('手机', [place.asks === undefined ? '没有刷新' : '没有可刷新的，却有刷新'])
      await photograph(page, place, '375')
      await readLarge(page)
      note('特大字高对比', await sticksOut(page))
      note('特大字高对比', await findings(page, 'contrast'))
      await photograph(page, place, 'large')
    } catch (error) {
      note('没有打开', [String(error).slice(0, 300)])
    }
    note('控制台', problems.splice(0))
  })
  expect(wrong).toEqual([])
}, 600_000)

test('一页被盖住以后，窗口变窄，它重新画出的部分不把刷新带到上面那页', async () => {
  const windows = openWindows()
  const visit = async (page: string) => {
    const place: Place = { page, who: 'secretary', query: '' }
    const opened = await windows.visit(place)
    await settled(opened.page, place)
    return opened.page
  }
  // A tab stays where it was while another one is looked at.
  await visit('pages/today/index')
  await visit('pages/me/index')
  const page = await visit('modules/accounts/pages/outbox/index')
  expect(await page.locator('.taro_page').count()).toBe(2)
  await page.setViewportSize(PHONE_VIEWPORT)
  await page.locator(`${SHOWN} .page-top`).waitFor()
  await page.waitForLoadState('networkidle')
  expect(await page.locator(`${SHOWN} .bar-refresh`).count()).toBe(0)
  await windows.close()
})

/** Time in the window runs ahead, as each page tries for two seconds before it says that there is no signal. */
async function hurry(page: Page, until: Locator): Promise<void> {
  const end = Date.now() + PATIENCE_MS
  while (Date.now() < end && !(await until.isVisible())) await page.clock.runFor(250)
}

const FAILURES = {
  没有信号: {
    says: /网络|信号/,
    prepare: (context: BrowserContext) => context.clock.install({ time: service.clock.now() }),
    wait: hurry,
    answer: (route: Route) => route.abort('internetdisconnected'),
  },
  服务出错: {
    says: /请稍后再试/,
    prepare: standStill,
    wait: async () => undefined,
    answer: (route: Route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/json',
        body: '{"error":{"code":"internal","message":"服务出错了，请稍后再试"}}',
      }),
  },
}

test.each(Object.entries(FAILURES))(
  '%s时，每一页都用中文说出来，能再试，不留白',
  async (_, { says, prepare, wait, answer }) => {
    const silent: string[] = []
    await walk(
      places.filter(({ asks }) => asks !== false),
      async (place, windows) => {
        const { page } = await windows.visit(place)
        const shown = page.locator(SHOWN)
        const note = (what: string) => () => void silent.push(`${place.page} · ${place.who} · ${what}`)
        await wait(page, shown.getByText(says).first())
        await shown.getByText(says).first().waitFor({ timeout: PATIENCE_MS }).catch(note('没有说'))
        await shown.getByText('再试', { exact: true }).first().waitFor({ timeout: PATIENCE_MS }).catch(note('不能再试'))
      },
      async (context) => {
        await prepare(context)
        await context.route('**/api/**', answer)
      },
    )
    expect(silent).toEqual([])
  },
  600_000,
)
