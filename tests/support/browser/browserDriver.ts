/// <reference lib="dom" />
import { readFileSync } from 'node:fs'
import type { Browser, ElementHandle, Page } from 'playwright-core'
import { createUiDriver } from '../ui/createUiDriver'
import type { TakenFile, UiDriver } from '../ui/driver'
import { StaleScreen, type UiSurface } from '../ui/surface'
import { type Chromium, launchChromium, type Viewport } from './launchChromium'
import { pickInBrowser } from './pickInBrowser'
import { readDomScreen } from './readDomScreen'
import { watchProblems } from './watchProblems'

export const PHONE_VIEWPORT: Viewport = { width: 375, height: 667 }
export const TABLET_VIEWPORT: Viewport = { width: 768, height: 1024 }
export const DESKTOP_VIEWPORT: Viewport = { width: 1440, height: 900 }

/** How long a click may wait for its element to stop moving and be uncovered, in ms. */
const ACTION_TIMEOUT = 5_000

export interface BrowserDriverOptions {
  /** Origin that serves the H5 build and the API. */
  baseUrl: string
  viewport?: Viewport
  /** Shared by several people, each with a context of their own; a Chromium of its own when absent. */
  browser?: Browser
  /** Time on the device; this machine's when absent. */
  clock?: { now(): number }
}

/** What only a browser can do: be made wider or narrower. */
export interface BrowserDriver extends UiDriver {
  resize(viewport: Viewport): Promise<void>
}

/** A person with a browser on the H5 build. Chromium starts with the first launch. */
export function createBrowserDriver({
  baseUrl,
  viewport = DESKTOP_VIEWPORT,
  browser,
  clock,
}: BrowserDriverOptions): BrowserDriver {
  const problems: string[] = []
  let chromium: Chromium | undefined
  let current: Page | undefined
  let nextFile: string | undefined
  const taken: TakenFile[] = []
  let shownTime: number | undefined

  const page = (): Page => {
    if (!current) throw new Error('Launch the browser first')
    return current
  }
  const address = (path?: string) =>
    path === undefined ? `${baseUrl}/` : new URL(`#/${path.replace(/^\//, '')}`, baseUrl).href

  /** The page's clock stands still between two changes of the given one. */
  async function followClock(): Promise<void> {
    const now = clock?.now()
    if (now === undefined || now === shownTime) return
    shownTime = now
    await page().context().clock.setFixedTime(now)
  }

  /** Goes to a page url and waits until that page, not the one before, is what is shown; or until it has sent us on. */
  async function visit(path?: string): Promise<void> {
    await followClock()
    await page().goto(address(path))
    if (path === undefined) return
    const shown = (route: string) =>
      !location.hash.includes(route) ||
      [...document.querySelectorAll('.taro_page')].some((each) => each.id.startsWith(route) && each.checkVisibility())
    await page().waitForFunction(shown, `/${path.replace(/^\//, '')}`.split('?')[0] ?? '', { timeout: ACTION_TIMEOUT })
  }

  async function launch(path?: string): Promise<void> {
    chromium ??= await launchChromium({ viewport, ...(browser && { browser }) })
    const before = [...chromium.context.pages()]
    current = await chromium.context.newPage()
    for (const old of before) await old.close()
    watchProblems(current, problems)
    // Some TypeScript runners wrap inner functions in __name(), which the page under test does not have.
    await current.addInitScript('globalThis.__name ??= (target) => target')
    current.on('filechooser', (chooser) => {
      if (nextFile === undefined) problems.push('A file chooser opened, but the test has prepared no file')
      else void chooser.setFiles(nextFile)
      nextFile = undefined
    })
    current.on('download', async (download) => {
      taken.push({ name: download.suggestedFilename(), bytes: readFileSync(await download.path()) })
    })
    await visit(path)
  }

  async function touch(ref: number, act: (element: ElementHandle<Element>) => Promise<void>): Promise<void> {
    const handle = await page().evaluateHandle((index) => globalThis.screenElements?.[index] ?? null, ref)
    const element = handle.asElement()
    if (!element) throw new StaleScreen()
    try {
      await act(element)
    } catch (error) {
      // What was found has left with its page.
      if (/not attached|detached/i.test(String(error)) || !(await element.isVisible())) throw new StaleScreen()
      throw error
    }
  }

  const surface: UiSurface = {
    runtime: 'h5',
    launch,
    restart: launch,
    open: visit,
    async readScreen() {
      await followClock()
      return page().evaluate(readDomScreen)
    },
    press: (ref) => touch(ref, (element) => element.click({ timeout: ACTION_TIMEOUT })),
    fill: (ref, value) =>
      touch(ref, async (element) => {
        const confirms = value.endsWith('\n') && (await element.evaluate((each) => each.tagName === 'INPUT'))
        await element.fill(confirms ? value.slice(0, -1) : value, { timeout: ACTION_TIMEOUT })
        if (confirms) await element.press('Enter')
        await element.evaluate((each) => (each as HTMLElement).blur())
      }),
    pick: (ref, option) => touch(ref, (element) => pickInBrowser(element, option)),
    async back() {
      await page().goBack()
    },
    async refresh() {
      await page().reload()
    },
    async scrollToEnd() {
      await page().mouse.move(viewport.width / 2, viewport.height / 2)
      await page().mouse.wheel(0, 100_000)
    },
    async scan(result) {
      const target = /^https?:/.test(result) ? new URL(result) : undefined
      if (target) await page().goto(new URL(target.pathname + target.search + target.hash, baseUrl).href)
      else await visit(result)
      return false
    },
    async pickFile(path) {
      nextFile = path
    },
    nextTakenFile: () => taken.shift(),
    grantSubscribe: () => undefined,
    loginCode: () => undefined,
    phoneCode: () => undefined,
    setOnline: (online) => page().context().setOffline(!online),
    problems: () => problems,
    async screenshot(file) {
      await page().screenshot({ path: file })
    },
    async close() {
      await chromium?.close()
      chromium = undefined
      current = undefined
    },
  }
  return { ...createUiDriver(surface), resize: (size) => page().setViewportSize(size) }
}
