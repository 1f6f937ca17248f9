import { callWithToken, type WechatAccess } from './callWithToken'
import { isRecord } from './parseWechatJson'
import { WechatError } from './wechatError'

const endpoint = '/wxa/business/getuserphonenumber'

/**
 * 手机号快速验证: exchanges the one-time code of the phone-number button (not the login code) for the number.
 * Every success costs the account owner money.
 *
 * @returns the number without country code, for example `13800000000`.
 * @throws WechatError `codeInvalid`, `rateLimited`, `busy`, `unreachable` …
 */
export async function getPhoneNumber(access: WechatAccess, code: string): Promise<string> {
  const answer = await callWithToken(access, { method: 'POST', path: endpoint, body: { code } })
  const info = answer.kind === 'json' ? answer.json.phone_info : undefined
  if (!isRecord(info) || typeof info.purePhoneNumber !== 'string' || info.purePhoneNumber === '') {
    throw new WechatError('unreachable', { endpoint, detail: 'no number in the answer' })
  }
  return info.purePhoneNumber
}
