import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { SubscribeDecision } from '../../ui/driver'
import type { Activity } from '../logic/activity'
import type { LogicRealm } from '../logic/logicRealm'
import { type DefineAsync, textOf, type WxApi, WxFailure, type WxOptions } from './wxHost'

/** What the person holding the phone will do when WeChat asks; set by the test beforehand. */
export interface Person {
  loginCodes: string[]
  scans: string[]
  files: string[]
  subscribe: SubscribeDecision
  /** Told of every subscribe popup, so that the stub server can book the credit as WeChat does. */
  onSubscribe?: (templateIds: string[], decision: SubscribeDecision) => Promise<void> | void
}

const TEMPORARY = 'wxfile://tmp/'

/** Everything WeChat asks a person for: login, camera, files, consent. */
export function definePersonal(
  wx: WxApi,
  defineAsync: DefineAsync,
  { realm, activity, person }: { realm: LogicRealm; activity: Activity; person: Person },
): void {
  const chosen = new Map<string, string>()
  const next = (queue: string[], what: string): string => {
    const value = queue.shift()
    if (value === undefined) throw new WxFailure(`cancel (the test has prepared no ${what})`)
    return value
  }
  defineAsync('login', () => ({ code: next(person.loginCodes, 'login code') }))
  defineAsync('checkSession', () => ({}))
  defineAsync('scanCode', () => ({
    result: next(person.scans, 'scan'),
    scanType: 'QR_CODE',
    charSet: 'UTF-8',
    path: '',
  }))
  defineAsync('requestSubscribeMessage', async ({ tmplIds }) => {
    const ids = Array.isArray(tmplIds) ? tmplIds.map(String) : []
    if (ids.length === 0) throw new WxFailure('TmplIds can not be empty', { errCode: 10_001 })
    if (ids.length > 3) throw new WxFailure('templates count out of max bounds', { errCode: 20_003 })
    await person.onSubscribe?.(ids, person.subscribe)
    return Object.fromEntries(ids.map((id) => [id, person.subscribe]))
  })

  const choose = (key: 'tempFiles') => () => {
    const file = next(person.files, 'file')
    const path = `${TEMPORARY}${chosen.size}-${basename(file)}`
    chosen.set(path, file)
    const size = statSync(file).size
    return { [key]: realm.adopt([{ path, tempFilePath: path, name: basename(file), size, type: 'file', time: 0 }]) }
  }
  defineAsync('chooseMessageFile', choose('tempFiles'))
  defineAsync('chooseMedia', choose('tempFiles'))

  const read = (path: unknown, encoding: unknown): string | ArrayBuffer => {
    const file = chosen.get(textOf(path))
    if (file === undefined) throw new WxFailure(`no such file or directory, open ${textOf(path)}`)
    const bytes = readFileSync(file)
    return encoding === undefined ? realm.buffer(bytes) : bytes.toString(textOf(encoding) as BufferEncoding)
  }
  const fileSystem: WxApi = { readFileSync: read }
  fileSystem['readFile'] = (options: WxOptions) => {
    activity.later(() => {
      const tell = (name: string, result: object) => {
        const callback = options[name]
        if (typeof callback === 'function') callback(result)
      }
      try {
        const data = read(options['filePath'], options['encoding'])
        tell('success', Object.assign(realm.adopt({ errMsg: 'readFile:ok' }), { data }))
      } catch (error) {
        tell('fail', realm.adopt({ errMsg: `readFile:fail ${(error as Error).message}` }))
      }
      tell('complete', {})
    })
  }
  wx['getFileSystemManager'] = () => fileSystem
}
