import type { Deps } from '@cloud/core/deps'
import { findReach } from '@cloud/modules/accounts/index'
import { Deliveries, type Delivery } from '../collection'
import { phoneOf, refundCredit } from './credits'
import { templateOf } from './sendBundle'
import { pickTemplate } from './templateFields'

const BATCH = 500
/** A worker that has not said what became of a row for this long is dead. */
const INTERRUPTED_MS = 120_000

/**
 * A process died between taking a row and noting the answer: nobody knows whether the message went out, so it is not sent again, on
 * this channel or another; the inbox has it and says so. A credit comes back: if it was used after all, WeChat says so at the next
 * message (43101).
 */
export async function settleInterrupted(deps: Deps): Promise<void> {
  const now = deps.clock.now()
  const rows = await Deliveries.find({ state: 'sending', claimedAt: { $lt: new Date(now - INTERRUPTED_MS) } })
    .limit(BATCH)
    .lean<Delivery[]>()
  if (rows.length === 0) return
  const reach = await findReach(deps, [...new Set(rows.map((row) => row.recipientId))])
  for (const claim of new Set(rows.map((row) => row.claim))) {
    const mine = rows.filter((row) => row.claim === claim)
    const [first] = mine
    if (!first?.channel || claim === undefined) continue
    const step = {
      channel: first.channel,
      at: new Date(now),
      result: 'unknown' as const,
      reason: 'interrupted' as const,
    }
    const { modifiedCount } = await Deliveries.updateMany(
      { _id: { $in: mine.map((row) => row._id) }, state: 'sending', claim },
      { $set: { state: 'inboxOnly', reason: 'interrupted' }, $push: { steps: step } },
    )
    const openId = reach.get(first.recipientId)?.openId
    const picked = pickTemplate(deps.config.wechatTemplates, templateOf(mine))
    if (first.channel === 'subscribe' && modifiedCount > 0 && openId && picked)
      await refundCredit(phoneOf(deps, openId), picked.template.id)
  }
}
