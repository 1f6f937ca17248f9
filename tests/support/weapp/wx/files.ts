import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { TakenFile } from '../../ui/driver'
import type { Activity } from '../logic/activity'
import type { LogicRealm } from '../logic/logicRealm'
import { textOf, type WxApi, WxFailure, type WxOptions } from './wxHost'

const TEMPORARY = 'wxfile://tmp'
const OWN = 'wxfile://usr'

export interface PhoneFiles {
  /** Puts a file of this machine on the phone; answers its path there. */
  offer(file: string): string
  /** Throws WeChat's failure when the phone has no such file. */
  read(path: string): TakenFile
}

const isBuffer = (value: unknown): value is ArrayBuffer =>
  Object.prototype.toString.call(value) === '[object ArrayBuffer]'

/** Files on the phone by path; kept by the caller, so they outlive the app. */
export type DeviceFiles = Map<string, Buffer>

/** The phone's file system as a mini-program sees it: chosen files under tmp, its own under usr. */
export function defineFiles(
  wx: WxApi,
  { realm, activity, stored }: { realm: LogicRealm; activity: Activity; stored: DeviceFiles },
): PhoneFiles {
  const read = (path: string): TakenFile => {
    const bytes = stored.get(path)
    if (!bytes) throw new WxFailure(`no such file or directory, open ${path}`)
    return { name: basename(path), bytes }
  }
  const readAs = (path: unknown, encoding: unknown): string | ArrayBuffer => {
    const { bytes } = read(textOf(path))
    return encoding === undefined ? realm.buffer(bytes) : bytes.toString(textOf(encoding) as BufferEncoding)
  }
  const write = (path: unknown, data: unknown): void => {
    if (!textOf(path).startsWith(`${OWN}/`)) throw new WxFailure(`permission denied, open ${textOf(path)}`)
    stored.set(textOf(path), isBuffer(data) ? Buffer.from(new Uint8Array(data)) : Buffer.from(textOf(data)))
  }
  const withCallbacks = (name: string, work: (options: WxOptions) => object) => (options: WxOptions) =>
    activity.later(() => {
      const tell = (callback: unknown, result: object) => typeof callback === 'function' && callback(result)
      try {
        tell(options['success'], Object.assign(realm.adopt({ errMsg: `${name}:ok` }), work(options)))
      } catch (error) {
        tell(options['fail'], realm.adopt({ errMsg: `${name}:fail ${(error as Error).message}` }))
      }
      tell(options['complete'], {})
    })

  wx['env'] = realm.adopt({ USER_DATA_PATH: OWN })
  const fileSystem = {
    readFileSync: readAs,
    writeFileSync: write,
    accessSync: (path: unknown) => void read(textOf(path)),
    unlinkSync: (path: unknown) => {
      read(textOf(path))
      stored.delete(textOf(path))
    },
    readFile: withCallbacks('readFile', ({ filePath, encoding }) => ({ data: readAs(filePath, encoding) })),
    writeFile: withCallbacks('writeFile', ({ filePath, data }) => {
      write(filePath, data)
      return {}
    }),
  }
  wx['getFileSystemManager'] = () => fileSystem
  return {
    offer(file) {
      const path = `${TEMPORARY}/${stored.size}/${basename(file)}`
      stored.set(path, readFileSync(file))
      return path
    },
    read,
  }
}
