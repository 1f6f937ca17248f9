import { createUiDriver } from '../ui/createUiDriver'
import type { UiDriver } from '../ui/driver'
import { StaleScreen, type UiSurface } from '../ui/surface'
import type { DeviceClock } from './logic/logicRealm'
import { callMethod } from './logic/page'
import { launchMiniProgram, type MiniProgram } from './miniProgram'
import { chooseIn, tapOn, typeInto } from './view/nativeControls'
import { isShown, readWeappScreen, type Touchable } from './view/readWeappScreen'
import { attribute, descendants, type ViewNode } from './view/viewNode'
import { takeWeappScreenshot } from './weappScreenshot'
import type { DeviceFiles } from './wx/files'
import type { Person } from './wx/personal'
import { sendOverHttp } from './wx/sendOverHttp'
import type { DeviceStorage } from './wx/storage'

export interface WeappDriverOptions {
  /** Folder of the compiled mini-program, `miniapp/dist/weapp`. */
  dist: string
  /** Origin of the real service; the host the bundle was built for is replaced by it. */
  baseUrl: string
  /** Told of every subscribe popup, so that the WeChat stub can book the credit. */
  onSubscribe?: Person['onSubscribe']
  /** Time on the phone; this machine's when absent. */
  clock?: DeviceClock
  /** What the app has kept on the phone before, such as a session. */
  storage?: DeviceStorage
  /** Files on the phone by path, to be looked at. */
  files?: DeviceFiles
}

export interface WeappDriver extends UiDriver {
  /** Where the pictures on the screen are shown from. */
  pictures(): string[]
}

/** A phone with WeChat on which the compiled mini-program runs against a real service. */
export function createWeappDriver({
  dist,
  baseUrl,
  onSubscribe,
  clock,
  storage = new Map(),
  files = new Map(),
}: WeappDriverOptions): WeappDriver {
  const person: Person = {
    loginCodes: [],
    scans: [],
    files: [],
    opened: [],
    subscribe: 'accept',
    ...(onSubscribe ? { onSubscribe } : {}),
  }
  const phoneCodes: string[] = []
  const past: string[] = []
  let running: MiniProgram | undefined
  /** Closing the app brings no signal. */
  let hasSignal = true
  let touchables: Touchable[] = []

  const app = (): MiniProgram => {
    if (!running) throw new Error('Launch the mini-program first')
    return running
  }
  const stop = () => {
    past.push(...(running?.activity.problems ?? []))
    running?.close()
    running = undefined
  }
  const launch = async (path?: string) => {
    stop()
    running = await launchMiniProgram({
      dist,
      send: sendOverHttp(baseUrl),
      storage,
      files,
      person,
      online: hasSignal,
      ...(clock && { clock }),
      ...(path && { path }),
    })
  }
  const call = async (name: string, options: object = {}) => {
    await (app().wx[name] as (options: object) => unknown)(options)
    await app().activity.settle()
  }
  /** Acts on an element found before, unless the page has changed since. */
  const touch = async (ref: number, act: (node: ViewNode, host: MiniProgram) => void) => {
    const touchable = touchables[ref]
    if (!touchable) throw new StaleScreen()
    if ('press' in touchable) touchable.press()
    else if (isShown(app(), touchable.node)) act(touchable.node, app())
    else throw new StaleScreen()
    await app().activity.settle()
  }

  const surface: UiSurface = {
    runtime: 'weapp',
    launch,
    restart: launch,
    async open(path) {
      const { isTab } = app().stack.resolve(path)
      await call(isTab ? 'switchTab' : app().stack.pages.length < 10 ? 'navigateTo' : 'reLaunch', { url: path })
    },
    async readScreen() {
      const screen = readWeappScreen(app())
      touchables = screen.touchables
      return screen.root
    },
    press: (ref) => touch(ref, (node, host) => tapOn(host.stack.current(), node, host.dispatch, phoneCodes)),
    fill: (ref, value) => touch(ref, (node, host) => typeInto(host.stack.current(), node, value, host.dispatch)),
    pick: (ref, option) => touch(ref, (node, host) => chooseIn(node, option, host.dispatch)),
    back: () => call('navigateBack'),
    async refresh() {
      callMethod(app().stack.current().instance, 'onPullDownRefresh')
      await app().activity.settle()
    },
    async scrollToEnd() {
      callMethod(app().stack.current().instance, 'onReachBottom')
      await app().activity.settle()
    },
    async scan(result) {
      person.scans.push(result)
      return true
    },
    async pickFile(path) {
      person.files.push(path)
    },
    nextTakenFile: () => person.opened.shift(),
    grantSubscribe(decision) {
      person.subscribe = decision
    },
    phoneCode: (code) => void phoneCodes.push(code),
    loginCode: (code) => void person.loginCodes.push(code),
    async setOnline(online) {
      hasSignal = online
      app().connection.setOnline(online)
      await app().activity.settle()
    },
    problems: () => [...past, ...(running?.activity.problems ?? [])],
    screenshot: (file) => takeWeappScreenshot(app(), file),
    async close() {
      stop()
    },
  }
  const pictures = () =>
    descendants(app().view())
      .filter(({ tag }) => tag === 'image')
      .map((node) => attribute(node, 'src'))
  return { ...createUiDriver(surface), pictures }
}
