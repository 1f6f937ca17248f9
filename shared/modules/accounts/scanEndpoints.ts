import { done, type Endpoints } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { SCAN_STATE_LABELS, type ScanState } from './model'
import { SCAN_WAIT_SECONDS } from './rules'
import { SignedIn, shortCode } from './schemas'

const state = v.picklist(Object.keys(SCAN_STATE_LABELS) as [ScanState, ...ScanState[]])
const code = shortCode('登录码是电脑上显示的 8 位字母和数字')

/** 扫码登录 — a desk asks, a phone that is signed in inside WeChat says yes, the desk comes for its session. */
export const scanEndpoints = {
  startScan: {
    method: 'POST',
    path: '/auth/scan',
    access: 'public',
    summary: '电脑要一个扫码登录的码，两分钟内有效',
    once: false,
    reply: v.object({
      ticketId: v.id(),
      /** Known to this browser alone; it is not in the picture. */
      secret: v.string(),
      code: v.string(),
      secondsLeft: v.number(),
      /** Mini-program code as a data address; null when WeChat is not connected: then `rows` is drawn. */
      picture: v.nullable(v.string()),
      rows: v.array(v.string()),
    }),
  },
  awaitScan: {
    method: 'POST',
    path: '/auth/scan/:ticketId/wait',
    access: 'public',
    summary: '电脑等手机确认；一有变化就答，最多等几秒',
    params: v.object({ ticketId: v.id() }),
    body: v.object({
      secret: v.pipe(v.string(), v.regex(/^[\w-]{43}$/, '登录码已失效，请换一个')),
      /** What the browser shows already: it is answered when that changes. */
      known: v.optional(state),
      waitSeconds: v.optional(v.whole(0, SCAN_WAIT_SECONDS), 0),
    }),
    once: false,
    reply: v.object({ state, secondsLeft: v.number(), signedIn: v.nullable(SignedIn) }),
  },
  seeScan: {
    method: 'POST',
    path: '/auth/scan/see',
    access: 'person',
    summary: '手机看是哪台电脑在要求登录',
    body: v.object({ code }),
    once: false,
    reply: v.object({
      code: v.string(),
      device: v.string(),
      network: v.string(),
      askedAt: v.instant(),
      secondsLeft: v.number(),
    }),
  },
  decideScan: {
    method: 'POST',
    path: '/auth/scan/decide',
    access: 'person',
    summary: '手机确认或取消电脑上的登录',
    body: v.object({ code, accept: v.boolean() }),
    reply: done,
  },
} as const satisfies Endpoints
