import { type Activity, describeError } from '../logic/activity'
import type { LogicRealm } from '../logic/logicRealm'

/** The options object of a wx call. */
export type WxOptions = Record<string, unknown>
/** The `wx` object as the mini-program sees it. */
export type WxApi = Record<string, unknown>
type Callback = (result: unknown) => void

/** Text of an option; empty when it is absent. */
export function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : String(value)
}

/** A failure in WeChat's words: becomes `errMsg: 'name:fail …'`, with further fields such as errCode. */
export class WxFailure extends Error {
  constructor(
    message: string,
    readonly fields: Record<string, unknown> = {},
  ) {
    super(message)
  }
}

/** `waitsForPerson`: the answer comes from a tap, so the call does not count as under way. */
export type DefineAsync = (name: string, work: (options: WxOptions) => unknown, waitsForPerson?: boolean) => void

/**
 * Defines asynchronous wx functions: callbacks in a later turn, or a promise when none is given (base library ≥ 2.10.2).
 * Results are made of the realm's own objects; ArrayBuffers among them must already be.
 */
export function createDefineAsync(wx: WxApi, realm: LogicRealm, activity: Activity): DefineAsync {
  return (name, work, waitsForPerson = false) => {
    wx[name] = (options: WxOptions = {}) => {
      const end = waitsForPerson ? () => undefined : activity.begin()
      const callbacks = { success: options['success'], fail: options['fail'], complete: options['complete'] }
      let resolve: Callback = () => undefined
      let reject: Callback = () => undefined
      const promised = Object.values(callbacks).every((callback) => typeof callback !== 'function')
      const promise = promised
        ? realm.promise((keep, refuse) => {
            resolve = keep
            reject = refuse
          })
        : undefined
      const call = (callback: unknown, result: unknown) => {
        if (typeof callback === 'function') activity.run(() => callback(result))
      }
      const answer = (succeeded: boolean, result: object) => {
        if (promised) (succeeded ? resolve : reject)(result)
        call(succeeded ? callbacks.success : callbacks.fail, result)
        call(callbacks.complete, result)
        end()
      }
      void new Promise((turn) => setTimeout(turn, 0))
        .then(() => work(options))
        .then(
          (result) => answer(true, Object.assign(realm.adopt({ errMsg: `${name}:ok` }), result)),
          (error) => {
            const fields = error instanceof WxFailure ? error.fields : {}
            const message = error instanceof Error ? error.message : describeError(error)
            answer(false, realm.adopt({ ...fields, errMsg: `${name}:fail ${message}`.trim() }))
          },
        )
      return promise
    }
  }
}
