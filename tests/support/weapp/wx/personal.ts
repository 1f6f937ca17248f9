import { statSync } from 'node:fs'
import { basename } from 'node:path'
import type { SubscribeDecision, TakenFile } from '../../ui/driver'
import type { Activity } from '../logic/activity'
import type { LogicRealm } from '../logic/logicRealm'
import { type DeviceFiles, defineFiles } from './files'
import { type DefineAsync, textOf, type WxApi, WxFailure } from './wxHost'

/** What the person holding the phone will do when WeChat asks; set by the test beforehand. */
export interface Person {
  loginCodes: string[]
  scans: string[]
  files: string[]
  subscribe: SubscribeDecision
  /** Documents which the mini-program opened, oldest first. */
  opened: TakenFile[]
  /** Told of every subscribe popup, so that the stub server can book the credit as WeChat does. */
  onSubscribe?: (templateIds: string[], decision: SubscribeDecision) => Promise<void> | void
}

/** Everything WeChat asks a person for: login, camera, files, consent. */
export function definePersonal(
  wx: WxApi,
  defineAsync: DefineAsync,
  { realm, activity, person, stored }: { realm: LogicRealm; activity: Activity; person: Person; stored: DeviceFiles },
): void {
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

  const files = defineFiles(wx, { realm, activity, stored })
  const choose = () => {
    const file = next(person.files, 'file')
    const path = files.offer(file)
    const size = statSync(file).size
    return { tempFiles: realm.adopt([{ path, tempFilePath: path, name: basename(file), size, type: 'file', time: 0 }]) }
  }
  defineAsync('chooseMessageFile', choose)
  defineAsync('chooseMedia', choose)
  defineAsync('openDocument', ({ filePath }) => void person.opened.push(files.read(textOf(filePath))))
}
