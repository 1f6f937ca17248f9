/** 登录方式 */
export const CHANNEL_LABELS = { password: '账号密码', wechat: '微信小程序', scan: '手机扫码' } as const
export type Channel = keyof typeof CHANNEL_LABELS

/** 扫码登录的状态 — as the desk that waits sees it. */
export const SCAN_STATE_LABELS = {
  waiting: '等待手机扫码',
  seen: '手机已扫码，请在手机上点确认登录',
  confirmed: '已确认',
  refused: '手机上点了取消',
  ended: '登录码已过期',
} as const
export type ScanState = keyof typeof SCAN_STATE_LABELS

/** What is still owed after the password was right: the code of the second factor, or setting one up. */
export type Owed = 'code' | 'setup'
