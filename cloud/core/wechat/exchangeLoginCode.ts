import { callWechatForJson, type WechatConnection } from './callWechat'
import { WechatError } from './wechatError'

const endpoint = '/sns/jscode2session'

/** Who signed in, as WeChat knows them. The session key is dropped on purpose: nothing here uses it. */
export interface WechatIdentity {
  openId: string
  /** Only when the mini-program is bound to an Open Platform account. */
  unionId?: string
}

/**
 * 小程序登录 code2Session: exchanges the one-time code of `Taro.login()` for the person's openid.
 *
 * @throws WechatError `codeInvalid`, `loginRefused`, `rateLimited`, `busy`, `misconfigured`, `unreachable`.
 */
export async function exchangeLoginCode(
  connection: WechatConnection,
  { appId, secret, code }: { appId: string; secret: string; code: string },
): Promise<WechatIdentity> {
  const json = await callWechatForJson(connection, {
    method: 'GET',
    path: endpoint,
    query: { appid: appId, secret, js_code: code, grant_type: 'authorization_code' },
    // The person is waiting and the code is short-lived: ask the phone for a new one rather than try for long.
    maxRetries: 1,
  })
  if (typeof json.openid !== 'string' || json.openid === '') {
    throw new WechatError('unreachable', { endpoint, detail: 'no openid in the answer' })
  }
  return typeof json.unionid === 'string' ? { openId: json.openid, unionId: json.unionid } : { openId: json.openid }
}
