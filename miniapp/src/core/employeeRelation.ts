import { isH5 } from './platform'

interface EmployeeApi {
  canIUse?: (name: string) => boolean
  bindEmployeeRelation?: (options: { tmplIds: readonly string[]; success: () => void; fail: () => void }) => void
}
declare const wx: EmployeeApi

/** Templates WeChat takes in one call. */
const most = 6

/** 用工关系 — can this WeChat bind it? Base library 3.10.0, WeChat 8.0.62. */
export const canBindEmployee = (): boolean =>
  !isH5 && typeof wx.bindEmployeeRelation === 'function' && wx.canIUse?.('bindEmployeeRelation') === true

/** Asks, in WeChat, whether staff messages may be sent. Call it first thing in a tap's handler. @returns whether they may. */
export const bindEmployee = (templateIds: readonly string[]): Promise<boolean> =>
  new Promise((resolve) => {
    if (!canBindEmployee() || !wx.bindEmployeeRelation) {
      resolve(false)
      return
    }
    wx.bindEmployeeRelation({
      tmplIds: templateIds.slice(0, most),
      success: () => resolve(true),
      fail: () => resolve(false),
    })
  })
