import { callWithToken, type WechatAccess } from './callWithToken'
import { buildTemplateData } from './templateData'
import { WechatError } from './wechatError'

export interface SubscribeMessage {
  openId: string
  templateId: string
  /** Where a tap leads, without leading slash, query allowed. */
  page: string
  /** Template key (`thing1`, `time2` …) to text; cleaned and cut to the key's type before sending. */
  data: Readonly<Record<string, string>>
  /** Which version of the mini-program a tap opens. */
  state: 'developer' | 'trial' | 'formal'
}

/** What became of a subscribe message. Only after `sent` a credit is used up. */
export type SubscribeSendResult =
  /** WeChat took it. `messageId` comes back in the `sent` event. */
  | { status: 'sent'; messageId?: string }
  /**
   * - `noCredit`: no subscription left or refused; not a fault, take another channel.
   * - `busy`: another message to this person is on its way, or WeChat is overloaded; try again after a second.
   * - `invalidRecipient`: not an openid of this app.
   * - `invalidTemplate`: template, page or a field (`field`) is refused; will not get better by itself.
   * - `rateLimited`: wait for the next minute or day.
   * - `failed`: everything else; without `code` WeChat gave no answer and may have sent the message.
   */
  | { status: Exclude<SubscribeSendStatus, 'sent'>; code?: number; field?: string; rid?: string }

export type SubscribeSendStatus =
  | 'sent'
  | 'noCredit'
  | 'busy'
  | 'invalidRecipient'
  | 'invalidTemplate'
  | 'rateLimited'
  | 'failed'

/** Source: 发送订阅消息 (mp-message-management/subscribe-message/api_sendmessage); 41030 from its older table. */
const statuses: Readonly<Record<number, Exclude<SubscribeSendStatus, 'sent'>>> = {
  [-1]: 'busy',
  40003: 'invalidRecipient',
  40037: 'invalidTemplate',
  41030: 'invalidTemplate',
  43101: 'noCredit',
  43107: 'invalidTemplate',
  43108: 'busy',
  45009: 'rateLimited',
  45011: 'rateLimited',
  45168: 'invalidTemplate',
  47003: 'invalidTemplate',
}

/**
 * 发送订阅消息: one message to one person. Never throws for what WeChat or the network did, because every outcome has
 * its own consequence for the credit ledger. A lost answer is not retried: the person would get the message twice.
 */
export async function sendSubscribeMessage(
  access: WechatAccess,
  { openId, templateId, page, data, state }: SubscribeMessage,
): Promise<SubscribeSendResult> {
  try {
    const answer = await callWithToken(access, {
      method: 'POST',
      path: '/cgi-bin/message/subscribe/send',
      body: {
        touser: openId,
        template_id: templateId,
        page,
        miniprogram_state: state,
        lang: 'zh_CN',
        data: buildTemplateData(data),
      },
    })
    const messageId = answer.kind === 'json' ? answer.json.msgid : undefined
    return typeof messageId === 'string' ? { status: 'sent', messageId } : { status: 'sent' }
  } catch (error) {
    if (error instanceof WechatError) return toResult(error)
    throw error
  }
}

function toResult({ reason, errcode, field, rid }: WechatError): SubscribeSendResult {
  if (reason === 'invalidInput') return { status: 'invalidTemplate', ...(field !== undefined && { field }) }
  return {
    status: (errcode !== undefined && statuses[errcode]) || 'failed',
    ...(errcode !== undefined && { code: errcode }),
    ...(field !== undefined && { field }),
    ...(rid !== undefined && { rid }),
  }
}
