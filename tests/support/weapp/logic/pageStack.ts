import { readConfigOf, type WeappPackage } from '../package/packageFiles'
import type { Instance } from '../view/viewNode'
import { type Activity, describeError } from './activity'
import { parsePageUrl, writePath } from './dataPath'
import type { Definition, LogicRealm } from './logicRealm'
import { callMethod, type Page } from './page'

/** WeChat refuses a single setData above this many bytes. */
const MAX_SET_DATA = 1024 * 1024
/** WeChat keeps at most this many pages open. */
const MAX_DEPTH = 10

export interface PageStack {
  pages: readonly Page[]
  current(): Page
  /** Bytes of the first setData of each route since launch. */
  firstSetData: Map<string, number>
  /** Splits a url and checks that the page exists. Throws WeChat's message. */
  resolve(url: string): { route: string; query: Record<string, string>; isTab: boolean }
  push(route: string, query: Record<string, string>): void
  /** Closes `count` pages; `reveal` shows the one below. */
  pop(count: number, reveal: boolean): void
  /** Shows a tab; pages above tabs are closed, tabs stay alive behind, as in WeChat. */
  showTab(route: string): void
  /** Closes every page, tabs included. */
  closeAll(): void
}

interface StackOptions {
  pack: WeappPackage
  realm: LogicRealm
  activity: Activity
}

/** Creates the page stack: life cycle and setData as the base library does them. */
export function createPageStack({ pack, realm, activity }: StackOptions): PageStack {
  const pages: Page[] = []
  const tabs = new Map<string, Page>()
  const firstSetData = new Map<string, number>()

  function setData(page: Page, patch: Record<string, unknown>, done?: () => void): void {
    const text = JSON.stringify(patch)
    const bytes = Buffer.byteLength(text)
    if (!firstSetData.has(page.route)) firstSetData.set(page.route, bytes)
    if (bytes > MAX_SET_DATA) activity.problems.push(`setData of ${bytes} bytes on ${page.route}`)
    if (!page.alive) return
    const copy = realm.parse(text) as Record<string, unknown>
    for (const [path, value] of Object.entries(copy)) writePath(page.instance.data, path, value)
    page.version++
    activity.later(() => done?.call(page.instance))
  }

  function create(route: string, query: Record<string, string>, definition: Definition): Page {
    const instance: Instance = {
      ...definition,
      is: route,
      route,
      __route__: route,
      options: query,
      data: realm.adopt((definition['data'] ?? {}) as Record<string, unknown>),
    }
    const page: Page = {
      route,
      query,
      config: readConfigOf(pack, route),
      instance,
      alive: true,
      version: 0,
      components: new Map(),
      controls: new Map(),
    }
    instance['setData'] = (patch: Record<string, unknown>, done?: () => void) => setData(page, patch, done)
    instance['selectComponent'] = () => null
    return page
  }

  function tell(page: Page, event: string, ...args: unknown[]): void {
    activity.run(() => {
      const answer = callMethod(page.instance, event, ...args)
      if (answer instanceof Promise) answer.catch((error) => activity.problems.push(describeError(error)))
    })
  }

  const top = () => pages[pages.length - 1]
  const isTab = (route: string) => pack.tabs.some((tab) => tab.pagePath === route)
  const unload = (page: Page) => {
    tell(page, 'onUnload')
    page.alive = false
  }
  function push(route: string, query: Record<string, string>): void {
    if (pages.length >= MAX_DEPTH) throw new Error('webview count limit exceed')
    if (!realm.pages.has(route)) activity.run(() => realm.require(`${route}.js`))
    const definition = realm.pages.get(route)
    if (!definition) throw new Error(`Page ${route} has not been registered yet`)
    const below = top()
    if (below) tell(below, 'onHide')
    const page = create(route, realm.adopt(query), definition)
    pages.push(page)
    if (isTab(route)) tabs.set(route, page)
    tell(page, 'onLoad', page.query)
    tell(page, 'onShow')
    activity.later(() => page.alive && tell(page, 'onReady'))
  }

  return {
    pages,
    firstSetData,
    current() {
      const page = top()
      if (!page) throw new Error('No page is open: launch first')
      return page
    },
    resolve(url) {
      const { route, query } = parsePageUrl(url, top()?.route)
      if (!pack.pages.includes(route)) throw new Error(`page "${route}" is not found`)
      return { route, query, isTab: isTab(route) }
    },
    push,
    pop(count, reveal) {
      for (const page of pages.splice(-count)) {
        tabs.delete(page.route)
        unload(page)
      }
      const below = top()
      if (reveal && below) tell(below, 'onShow')
    },
    showTab(route) {
      const before = top()
      if (before?.route === route) return
      for (const page of pages.splice(0)) if (tabs.get(page.route) !== page) unload(page)
      if (before && tabs.get(before.route) === before) tell(before, 'onHide')
      const kept = tabs.get(route)
      if (!kept) return push(route, {})
      pages.push(kept)
      tell(kept, 'onShow')
    },
    closeAll() {
      for (const page of new Set([...pages.splice(0), ...tabs.values()])) unload(page)
      tabs.clear()
    },
  }
}
