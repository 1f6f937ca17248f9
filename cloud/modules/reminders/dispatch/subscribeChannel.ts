import { digestText } from '@shared/modules/reminders/texts'
import type { Channel, Outcome } from './channel'
import { clearCredit, phoneOf, refundCredit, reserveCredit } from './credits'
import { fieldsFor, pickTemplate } from './templateFields'

/** 订阅消息 — one tap of the person buys one message; the last way, because it is used up. */
export const subscribeChannel: Channel = {
  id: 'subscribe',
  canReach: (deps, { reach }) =>
    Boolean(deps.wechat && reach.openId && Object.keys(deps.config.wechatTemplates).length > 0),
  async send(deps, { reach: { openId } }, { texts, template: wanted, today }): Promise<Outcome> {
    const picked = pickTemplate(deps.config.wechatTemplates, wanted)
    if (!deps.wechat || !deps.config.wechat || !openId || !picked) return { result: 'passed', reason: 'noTemplate' }
    const templateId = picked.template.id
    const phone = phoneOf(deps, openId)
    if (!(await reserveCredit(phone, templateId))) return { result: 'passed', reason: 'noCredit' }
    const text = digestText(texts)
    const answer = await deps.wechat.sendSubscribeMessage({
      openId,
      templateId,
      page: text.page.replace(/^\//, ''),
      data: fieldsFor(picked, text, today),
      state: deps.config.wechat.state,
    })
    if (answer.status === 'sent') return { result: 'sent', ...(answer.messageId && { messageId: answer.messageId }) }
    const code = answer.code !== undefined ? { code: answer.code } : {}
    if (answer.status === 'noCredit') {
      await clearCredit(phone, templateId)
      return { result: 'passed', reason: 'declined', ...code }
    }
    await refundCredit(phone, templateId)
    if (answer.status === 'busy' || answer.status === 'rateLimited')
      return { result: 'later', limited: answer.status === 'rateLimited', ...code }
    return answer.status === 'failed' && answer.code === undefined
      ? { result: 'unknown', reason: 'noAnswer' }
      : { result: 'passed', reason: 'rejected', ...code }
  },
}
