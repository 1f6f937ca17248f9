import type { Deps } from '@cloud/core/deps'
import type { SubscribeSendResult } from '@cloud/core/wechat/sendSubscribeMessage'
import { plainDateOf } from '@shared/core/plainDate'
import type { DeliveryReason, DeliveryState, TemplateKind } from '@shared/modules/reminders/model'
import { digestText, dutyFields, noticeFields } from '@shared/modules/reminders/texts'
import { Deliveries, type Delivery } from '../collection'
import { clearCredit, phoneOf, refundCredit, reserveCredit } from './credits'

/** What becomes of the rows of a bundle. */
interface Outcome {
  state: DeliveryState
  reason?: DeliveryReason
  code?: number
  messageId?: string
  /** Milliseconds until the next attempt; then `state` is `pending`. */
  retryMs?: number
}

/** Pauses before the next attempt while WeChat is busy with this person or overloaded. */
const BUSY_RETRY_MS = [1_000, 5_000, 30_000, 300_000, 1_800_000] as const
/** Over a limit per minute, the first quick attempts would only be refused again. */
const LIMITED_FROM = 3

const FIELDS = { dutyReminder: dutyFields, meetingNotice: noticeFields } as const satisfies Record<
  TemplateKind,
  typeof noticeFields | typeof dutyFields
>

function again(attempts: number): Outcome {
  const retryMs = BUSY_RETRY_MS[attempts]
  return retryMs === undefined ? { state: 'inboxOnly', reason: 'busy' } : { state: 'pending', retryMs }
}

/** What follows from WeChat's answer, and whether the reserved credit comes back. */
function consequence(
  result: SubscribeSendResult,
  attempts: number,
): { outcome: Outcome; credit: 'used' | 'back' | 'gone' } {
  const code = 'code' in result && result.code !== undefined ? { code: result.code } : {}
  switch (result.status) {
    case 'sent':
      return { outcome: { state: 'sent', ...(result.messageId && { messageId: result.messageId }) }, credit: 'used' }
    case 'noCredit':
      return { outcome: { state: 'refused', reason: 'declined', ...code }, credit: 'gone' }
    case 'busy':
      return { outcome: { ...again(attempts), ...code }, credit: 'back' }
    case 'rateLimited':
      return { outcome: { ...again(Math.max(attempts, LIMITED_FROM)), ...code }, credit: 'back' }
    case 'invalidRecipient':
    case 'invalidTemplate':
      return { outcome: { state: 'inboxOnly', reason: 'rejected', ...code }, credit: 'back' }
    case 'failed':
      return result.code === undefined
        ? { outcome: { state: 'inboxOnly', reason: 'noAnswer' }, credit: 'back' }
        : { outcome: { state: 'inboxOnly', reason: 'rejected', ...code }, credit: 'back' }
  }
}

async function settle(claim: string, ids: readonly string[], outcome: Outcome, now: number): Promise<void> {
  const { retryMs, ...set } = outcome
  await Deliveries.updateMany(
    { _id: { $in: [...ids] }, state: 'sending', claim },
    {
      $set: {
        ...set,
        ...(set.state === 'sent' && { sentAt: new Date(now) }),
        ...(retryMs !== undefined && { ringAt: new Date(now + retryMs) }),
      },
      $inc: { attempts: 1 },
    },
  )
}

/** Sends claimed rows to one phone as one message. The caller holds the send lock of that phone. */
export async function sendBundle(deps: Deps, openId: string, claim: string, rows: readonly Delivery[]): Promise<void> {
  const [first] = rows
  const template = first && deps.config.wechatTemplates[first.template]
  if (!first || !template || !deps.wechat || !deps.config.wechat) return
  const ids = rows.map((row) => row._id)
  const phone = phoneOf(deps, openId)
  const now = deps.clock.now()
  if (!(await reserveCredit(phone, template.id)))
    return settle(claim, ids, { state: 'inboxOnly', reason: 'noCredit' }, now)
  const text = digestText(rows.map((row) => row.text))
  const values: Record<string, string> = FIELDS[first.template](text, plainDateOf(now))
  const result = await deps.wechat.sendSubscribeMessage({
    openId,
    templateId: template.id,
    page: text.page.replace(/^\//, ''),
    data: Object.fromEntries(Object.entries(template.fields).map(([name, key]) => [key, values[name] ?? ''])),
    state: deps.config.wechat.state,
  })
  const { outcome, credit } = consequence(result, first.attempts)
  await settle(claim, ids, outcome, deps.clock.now())
  if (credit === 'back') await refundCredit(phone, template.id)
  if (credit === 'gone') await clearCredit(phone, template.id)
  if (outcome.reason === 'rejected' || outcome.reason === 'noAnswer')
    deps.logger.warn({ template: first.template, status: result.status, code: outcome.code }, 'WeChat message not sent')
}
