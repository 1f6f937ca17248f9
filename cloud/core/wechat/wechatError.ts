import { AppError, type ErrorCode } from '@shared/core/errors'

/** Why a call to or from WeChat failed; what a caller decides on. */
export type WechatErrorReason =
  /** WeChat is overloaded (-1) and stayed so after our retries: try later. */
  | 'busy'
  /** The one-time code is wrong, expired or used: the phone must fetch a new one. */
  | 'codeInvalid'
  /** WeChat blocks this user as high-risk: tell the person, do not loop. */
  | 'loginRefused'
  | 'rateLimited'
  /** The access token was refused twice in a row: somebody must look at the configuration. */
  | 'tokenRejected'
  /** App id, secret, IP whitelist or a permission is wrong: somebody must look at the configuration. */
  | 'misconfigured'
  /** WeChat answered with another error code. */
  | 'rejected'
  /** No usable answer (network, timeout, HTTP status, broken body): WeChat may have acted or not. */
  | 'unreachable'
  /** A push whose signature is wrong, or one meant for another mini-program. */
  | 'forged'
  /** A push, correctly signed or not, that cannot be read. */
  | 'malformed'
  /** We were asked to send something WeChat is known to refuse. */
  | 'invalidInput'

/** Global and per-endpoint error codes. Source: the tables of the server API documents; 40163, 40125 from practice. */
const reasons: Readonly<Record<number, WechatErrorReason>> = {
  [-1]: 'busy',
  40001: 'tokenRejected',
  40014: 'tokenRejected',
  42001: 'tokenRejected',
  40013: 'misconfigured',
  40125: 'misconfigured',
  40164: 'misconfigured',
  40243: 'misconfigured',
  48001: 'misconfigured',
  // WeCom: API not allowed for this app, address not trusted, wrong app.
  48002: 'misconfigured',
  60020: 'misconfigured',
  40056: 'misconfigured',
  40029: 'codeInvalid',
  40163: 'codeInvalid',
  40226: 'loginRefused',
  45009: 'rateLimited',
  45011: 'rateLimited',
}

/** What leaves the service when nobody handled the failure: status and words for the person at the phone. */
const replies: Readonly<Record<WechatErrorReason, readonly [ErrorCode, string]>> = {
  busy: ['internal', '微信服务繁忙，请稍后再试'],
  codeInvalid: ['invalid_input', '微信授权已失效，请返回重试'],
  loginRefused: ['forbidden', '微信拒绝了本次登录，请在微信安全中心查看账号状态'],
  rateLimited: ['rate_limited', '操作过于频繁，请稍后再试'],
  tokenRejected: ['internal', '微信接口配置有误，请联系管理员'],
  misconfigured: ['internal', '微信接口配置有误，请联系管理员'],
  rejected: ['internal', '微信未能完成请求，请稍后再试'],
  unreachable: ['internal', '暂时连不上微信，请稍后再试'],
  forged: ['unauthenticated', '消息签名不符'],
  malformed: ['invalid_input', '消息无法读取'],
  invalidInput: ['invalid_input', '发往微信的内容不符合要求'],
}

interface WechatErrorDetails {
  /** API path without its query: the query holds secrets. */
  endpoint: string
  errcode?: number | undefined
  /** WeChat's request id; the one thing its support asks for. */
  rid?: string | undefined
  /** The template field or argument at fault. */
  field?: string | undefined
  /** What went wrong below us, such as `ECONNRESET` or `HTTP 502`. */
  detail?: string | undefined
}

/**
 * Every failure of this adapter. WeChat's own `errmsg` is never kept: it may quote openids and tokens,
 * and this error is logged whole. Code and rid say everything support needs.
 */
export class WechatError extends AppError {
  override readonly name = 'WechatError'
  readonly endpoint: string
  readonly errcode: number | undefined
  readonly rid: string | undefined
  readonly field: string | undefined
  readonly detail: string | undefined

  constructor(
    readonly reason: WechatErrorReason,
    { endpoint, errcode, rid, field, detail }: WechatErrorDetails,
  ) {
    super(...replies[reason])
    this.endpoint = endpoint
    this.errcode = errcode
    this.rid = rid
    this.field = field
    this.detail = detail
  }
}

/** Turns a JSON failure of WeChat into our error. `errmsg` is only searched for the rid and the field's name. */
export function toWechatError(endpoint: string, errcode: number, errmsg: string): WechatError {
  return new WechatError(reasons[errcode] ?? 'rejected', {
    endpoint,
    errcode,
    rid: /rid: ([0-9a-f-]+)/i.exec(errmsg)?.[1],
    field: /data\.([a-z_]+\d+)\.value/.exec(errmsg)?.[1],
  })
}
