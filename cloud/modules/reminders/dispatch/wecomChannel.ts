import { cardText } from '@shared/modules/reminders/texts'
import type { Channel } from './channel'

/** 企业微信 — a card of the unit's own app; no consent of the person is needed. */
export const wecomChannel: Channel = {
  id: 'wecom',
  canReach: (deps, { record }) => Boolean(deps.wecom && record.wecomId),
  async send(deps, { record: { wecomId } }, { texts }) {
    if (!deps.wecom || !wecomId) return { result: 'passed', reason: 'noSuchUser' }
    const { title, lines, page, label } = cardText(texts)
    const url = `${deps.config.publicUrl.replace(/\/$/, '')}/#${page}`
    const answer = await deps.wecom.sendCard({ userId: deps.cipher.open(wecomId), title, lines, url, button: label })
    if (answer.status === 'sent') return { result: 'sent', ...(answer.messageId && { messageId: answer.messageId }) }
    const code = answer.code !== undefined ? { code: answer.code } : {}
    switch (answer.status) {
      case 'noSuchUser':
        return { result: 'passed', reason: 'noSuchUser', ...code }
      case 'busy':
      case 'rateLimited':
        return { result: 'later', limited: answer.status === 'rateLimited', ...code }
      case 'refused':
        return { result: 'passed', reason: 'rejected', ...code }
      case 'unanswered':
        return { result: 'unknown', reason: 'noAnswer' }
    }
  },
}
