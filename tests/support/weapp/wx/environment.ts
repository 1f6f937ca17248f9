import type { LogicRealm } from '../logic/logicRealm'
import type { WxApi } from './wxHost'

/** A common phone: 375 × 667 CSS pixels at 2×, with a home indicator. */
export const PHONE = { width: 375, height: 667, pixelRatio: 2, statusBarHeight: 20, safeBottom: 647 } as const

const WINDOW = {
  windowWidth: PHONE.width,
  windowHeight: PHONE.height,
  screenWidth: PHONE.width,
  screenHeight: PHONE.height,
  screenTop: 0,
  pixelRatio: PHONE.pixelRatio,
  statusBarHeight: PHONE.statusBarHeight,
  safeArea: { left: 0, right: PHONE.width, top: 20, bottom: PHONE.safeBottom, width: PHONE.width, height: 627 },
}
const BASE = {
  SDKVersion: '3.10.0',
  version: '8.0.62',
  language: 'zh_CN',
  theme: 'light',
  fontSizeSetting: 16,
  host: { env: 'WeChat' },
}
const DEVICE = { brand: 'test', model: 'test phone', system: 'Android 14', platform: 'android' }
const CAPSULE = { width: 87, height: 32, top: 24, bottom: 56, left: 281, right: 368 }
const ACCOUNT = { miniProgram: { appId: 'wxtest', envVersion: 'develop', version: '' } }

const LISTENERS =
  'AppShow AppHide Error UnhandledRejection PageNotFound ThemeChange WindowResize MemoryWarning KeyboardHeightChange'.split(
    ' ',
  )

/** The device, the window and the base library, as fixed facts. */
export function defineEnvironment(wx: WxApi, realm: LogicRealm, launch: { path: string; query: object }): void {
  const answer = (value: object) => () => realm.adopt(value)
  const ignore = () => undefined
  const enter = { ...launch, scene: 1001, referrerInfo: {} }
  Object.assign(wx, {
    getWindowInfo: answer(WINDOW),
    getAppBaseInfo: answer(BASE),
    getDeviceInfo: answer(DEVICE),
    getSystemInfoSync: answer({ ...WINDOW, ...BASE, ...DEVICE }),
    getSystemSetting: answer({ bluetoothEnabled: true, locationEnabled: true, wifiEnabled: true }),
    getMenuButtonBoundingClientRect: answer(CAPSULE),
    getAccountInfoSync: answer(ACCOUNT),
    getLaunchOptionsSync: answer(enter),
    getEnterOptionsSync: answer(enter),
    canIUse: (name: string) => name.split('.')[0] !== undefined && (name.split('.')[0] as string) in wx,
    getUpdateManager: () => ({
      onCheckForUpdate: ignore,
      onUpdateReady: ignore,
      onUpdateFailed: ignore,
      applyUpdate: ignore,
    }),
  })
  for (const name of LISTENERS) {
    wx[`on${name}`] = ignore
    wx[`off${name}`] = ignore
  }
}
