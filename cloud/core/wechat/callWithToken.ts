import type { AccessTokenSource } from './accessToken'
import { callWechat, type WechatAnswer, type WechatCall, type WechatConnection } from './callWechat'
import { WechatError } from './wechatError'

/** What the endpoints that need an access token are given. */
export interface WechatAccess {
  connection: WechatConnection
  tokens: AccessTokenSource
}

/**
 * Calls an endpoint with the access token. A refused token is replaced once and the call repeated once:
 * WeChat checks the token before it does anything, so nothing is done twice.
 *
 * @throws WechatError; reason `tokenRejected` means the second token was refused too.
 */
export async function callWithToken({ connection, tokens }: WechatAccess, call: WechatCall): Promise<WechatAnswer> {
  const token = await tokens.get()
  try {
    return await callWechat(connection, { ...call, query: { access_token: token } })
  } catch (error) {
    if (!(error instanceof WechatError) || error.reason !== 'tokenRejected') throw error
    const replacement = await tokens.replace(token)
    if (replacement === undefined) throw error
    return callWechat(connection, { ...call, query: { access_token: replacement } })
  }
}
