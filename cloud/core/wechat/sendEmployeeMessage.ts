import { callWithToken, type WechatAccess } from './callWithToken'
import { buildTemplateData } from './templateData'
import { WechatError } from './wechatError'

export interface EmployeeMessage {
  openId: string
  templateId: string
  /** Where a tap leads, without leading slash, query allowed. */
  page: string
  /** Template key to text; cleaned and cut to the key's type before sending. */
  data: Readonly<Record<string, string>>
  /**
   * How the fields stand inside the JSON text of `data`: below another `data`, as in the official sample, or directly, as others
   * send them. Which one the account accepts has to be tried.
   */
  nesting: 'nested' | 'flat'
}

/** What became of a staff message. */
export type EmployeeSendResult =
  | { status: 'sent' }
  /**
   * - `notBound`: the person has not bound the employee relation, or does not take this template.
   * - `busy`: overloaded, nothing was sent; try again.
   * - `rateLimited`: wait for the next minute or day.
   * - `refused`: template, page, field or the account itself is refused; will not get better by itself.
   * - `unanswered`: no answer; it may have been sent.
   */
  | { status: 'notBound' | 'busy' | 'rateLimited' | 'refused' | 'unanswered'; code?: number }

/** 40256 not bound, 40257 openid cannot be decoded, 43104 listed without words, taken for “does not take this template”. */
const NOT_BOUND: readonly number[] = [40_256, 40_257, 43_104]
const LIMITED: readonly number[] = [45_009, 45_011]

/**
 * 用工关系消息 — one recurring message to a member of staff who has bound the employee relation; no credit is used. Never throws for
 * what WeChat or the network did. A lost answer is not retried: the person would get the message twice.
 * Source: laboruse/api_sendemployeerelationmsg.
 */
export async function sendEmployeeMessage(access: WechatAccess, message: EmployeeMessage): Promise<EmployeeSendResult> {
  try {
    const fields = buildTemplateData(message.data)
    await callWithToken(access, {
      method: 'POST',
      path: '/cgi-bin/message/wxopen/employeerelationmsg/send',
      body: {
        template_id: message.templateId,
        page: message.page,
        touser: message.openId,
        data: JSON.stringify(message.nesting === 'nested' ? { data: fields } : fields),
      },
    })
    return { status: 'sent' }
  } catch (error) {
    if (!(error instanceof WechatError)) throw error
    const { errcode, reason } = error
    if (errcode === undefined) return { status: reason === 'invalidInput' ? 'refused' : 'unanswered' }
    const status = NOT_BOUND.includes(errcode)
      ? 'notBound'
      : errcode === -1
        ? 'busy'
        : LIMITED.includes(errcode)
          ? 'rateLimited'
          : 'refused'
    return { status, code: errcode }
  }
}
