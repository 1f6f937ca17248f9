import { type Activity, createActivity } from './logic/activity'
import { createLogicRealm, type DeviceClock } from './logic/logicRealm'
import { callMethod, type Page } from './logic/page'
import { createPageStack, type PageStack } from './logic/pageStack'
import { readPackage, type WeappPackage } from './package/packageFiles'
import { createDispatch, type Dispatch } from './view/dispatchEvent'
import type { ViewNode } from './view/viewNode'
import { createViewRenderer } from './view/viewRenderer'
import { type Chrome, defineChrome } from './wx/chrome'
import { type Dialogs, defineDialogs } from './wx/dialogs'
import { defineDrawing } from './wx/drawing'
import { defineEnvironment } from './wx/environment'
import type { DeviceFiles } from './wx/files'
import { defineNavigation } from './wx/navigation'
import { type Connection, defineNetwork } from './wx/network'
import { definePersonal, type Person } from './wx/personal'
import type { SendRequest } from './wx/sendOverHttp'
import { type DeviceStorage, defineStorage } from './wx/storage'
import { createDefineAsync, type WxApi } from './wx/wxHost'

export interface MiniProgramOptions {
  /** Folder of the compiled mini-program. */
  dist: string
  /** Page url of the cold start; the entry page when absent. */
  path?: string
  /** Who answers wx.request: a real server (`sendOverHttp`) or a function. */
  send: SendRequest
  storage: DeviceStorage
  /** What it has written to the phone; empty when absent. */
  files?: DeviceFiles
  person: Person
  /** Time on the phone; this machine's when absent. */
  clock?: DeviceClock
  /** Whether there is a signal at the start; there is unless told otherwise. */
  online?: boolean
}

/** A running mini-program: logic layer, page stack and what WeChat draws. */
export interface MiniProgram {
  pack: WeappPackage
  activity: Activity
  stack: PageStack
  wx: WxApi
  chrome: Chrome
  dialogs: Dialogs
  connection: Connection
  dispatch: Dispatch
  /** The rendered WXML of the current page; kept until its data changes. */
  view(): ViewNode
  /** Ends the app: its timers stop, its storage stays. */
  close(): void
}

const withSlash = (path: string) => (path.startsWith('/') ? path : `/${path}`)

/** Cold-starts a compiled mini-program: all scripts are evaluated, App.onLaunch runs, the first page is shown. */
export async function launchMiniProgram({
  dist,
  path,
  send,
  storage,
  files = new Map(),
  person,
  clock,
  online = true,
}: MiniProgramOptions): Promise<MiniProgram> {
  const pack = readPackage(dist)
  const activity = createActivity()
  const realm = createLogicRealm(pack.root, activity, clock)
  const stack = createPageStack({ pack, realm, activity })
  const first = stack.resolve(withSlash(path ?? pack.app.entryPagePath ?? pack.pages[0] ?? ''))

  const wx: WxApi = {}
  const defineAsync = createDefineAsync(wx, realm, activity)
  defineStorage(wx, defineAsync, realm, storage)
  defineNavigation(defineAsync, stack)
  defineEnvironment(wx, realm, { path: first.route, query: first.query })
  defineDrawing(wx, realm, activity)
  definePersonal(wx, defineAsync, { realm, activity, person, stored: files })
  const chrome = defineChrome(wx, defineAsync, stack)
  const dialogs = defineDialogs(defineAsync)
  const connection = defineNetwork(wx, defineAsync, { realm, activity, send, online })
  wx['nextTick'] = activity.later
  realm.define('wx', wx)
  realm.define('getCurrentPages', () => stack.pages.map((page) => page.instance))

  const renderer = createViewRenderer(pack, realm, activity)
  let drawn: { page: Page; version: number; root: ViewNode } | undefined

  realm.require('app.js')
  const launch = realm.adopt({ path: first.route, query: first.query, scene: 1001, referrerInfo: {} })
  activity.run(() => callMethod(realm.app, 'onLaunch', launch))
  activity.run(() => callMethod(realm.app, 'onShow', launch))
  stack.push(first.route, first.query)
  await activity.settle()

  return {
    pack,
    activity,
    stack,
    wx,
    chrome,
    dialogs,
    connection,
    dispatch: createDispatch(realm, activity),
    view() {
      const page = stack.current()
      if (drawn?.page === page && drawn.version === page.version) return drawn.root
      const version = page.version
      drawn = { page, version, root: renderer.render(page) }
      return drawn.root
    },
    close: realm.dispose,
  }
}
