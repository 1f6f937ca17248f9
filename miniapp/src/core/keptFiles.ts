import Taro from '@tarojs/taro'
import { isH5 } from './platform'

/** Files a person has put onto this phone or browser, to be read where there is no signal. */
interface KeptFiles {
  /** @throws when there is no room. */
  write: (name: string, content: ArrayBuffer | string) => Promise<void>
  readText: (name: string) => Promise<string | undefined>
  /** An address an image element can show. */
  addressOf: (name: string) => Promise<string | undefined>
  remove: (name: string) => Promise<void>
}

const PLACE = 'zhixing-kept'
const keyOf = (name: string): string => `/kept/${name}`

/** Addresses given out so far: one per file, however often it is shown. */
const addresses = new Map<string, string>()

function forgetAddress(name: string): void {
  const address = addresses.get(name)
  if (address) URL.revokeObjectURL(address)
  addresses.delete(name)
}

const inBrowser: KeptFiles = {
  async write(name, content) {
    forgetAddress(name)
    await (await caches.open(PLACE)).put(keyOf(name), new Response(content))
  },
  async readText(name) {
    return (await (await caches.open(PLACE)).match(keyOf(name)))?.text()
  },
  async addressOf(name) {
    const found = await (await caches.open(PLACE)).match(keyOf(name))
    if (!found) return undefined
    const address = addresses.get(name) ?? URL.createObjectURL(await found.blob())
    addresses.set(name, address)
    return address
  },
  async remove(name) {
    forgetAddress(name)
    await (await caches.open(PLACE)).delete(keyOf(name))
  },
}

const pathOf = (name: string): string => `${Taro.env.USER_DATA_PATH}/${name}`

const inWeChat: KeptFiles = {
  async write(name, content) {
    Taro.getFileSystemManager().writeFileSync(pathOf(name), content, typeof content === 'string' ? 'utf8' : undefined)
  },
  async readText(name) {
    try {
      return String(Taro.getFileSystemManager().readFileSync(pathOf(name), 'utf8'))
    } catch {
      return undefined
    }
  },
  async addressOf(name) {
    try {
      Taro.getFileSystemManager().accessSync(pathOf(name))
      return pathOf(name)
    } catch {
      return undefined
    }
  },
  async remove(name) {
    try {
      Taro.getFileSystemManager().unlinkSync(pathOf(name))
    } catch {
      // was not there
    }
  },
}

/** WeChat's own folder of the mini-program; in the browser its cache, which exists on secure addresses only. */
export const keptFiles: KeptFiles = isH5 ? inBrowser : inWeChat

export const canKeepFiles = (): boolean => !isH5 || typeof caches !== 'undefined'
