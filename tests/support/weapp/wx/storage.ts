import type { LogicRealm } from '../logic/logicRealm'
import { type DefineAsync, textOf, type WxApi, WxFailure } from './wxHost'

/** Device storage: JSON texts by key; kept by the caller, so it outlives the app. */
export type DeviceStorage = Map<string, string>

/** WeChat's storage, synchronous and asynchronous. */
export function defineStorage(wx: WxApi, defineAsync: DefineAsync, realm: LogicRealm, storage: DeviceStorage): void {
  const read = (key: string): unknown => {
    const text = storage.get(key)
    return text === undefined ? '' : realm.parse(text)
  }
  const write = (key: string, value: unknown): void => void storage.set(key, JSON.stringify(value ?? ''))
  const describe = () => realm.adopt({ keys: [...storage.keys()], currentSize: 0, limitSize: 10_240 })
  Object.assign(wx, {
    getStorageSync: read,
    setStorageSync: write,
    removeStorageSync: (key: string) => void storage.delete(key),
    clearStorageSync: () => storage.clear(),
    getStorageInfoSync: describe,
  })
  defineAsync('getStorage', ({ key }) => {
    if (!storage.has(textOf(key))) throw new WxFailure('data not found')
    return { data: read(textOf(key)) }
  })
  defineAsync('setStorage', ({ key, data }) => write(textOf(key), data))
  defineAsync('removeStorage', ({ key }) => void storage.delete(textOf(key)))
  defineAsync('clearStorage', () => storage.clear())
  defineAsync('getStorageInfo', describe)
}
