import { found } from '@cloud/core/authorize'
import type { Work } from '@cloud/core/deps'
import { findReach } from '@cloud/modules/accounts/index'
import { Deliveries } from '../collection'
import { bookAccept, phoneOf } from '../dispatch/credits'

/** @throws AppError not_found for an item of somebody else. */
export async function markRead(work: Work, itemId: string): Promise<void> {
  const mine = { _id: itemId, recipientId: work.actor.personId }
  found(await Deliveries.findOne(mine, { _id: 1 }).lean(), '条消息')
  await Deliveries.updateOne(
    { ...mine, readAt: { $exists: false } },
    { $set: { unread: 0, readAt: new Date(work.now) } },
  )
}

export async function markAllRead(work: Work): Promise<void> {
  await Deliveries.updateMany(
    { recipientId: work.actor.personId, unread: 1 },
    { $set: { unread: 0, readAt: new Date(work.now) } },
  )
}

/**
 * Books what the person chose in the popup, as the phone reports it: a hint that counts until WeChat's own event of the same tap
 * arrives. Templates that are not ours and choices other than consent are passed over.
 */
export async function bookReport(
  work: Work,
  results: readonly { templateId: string; decision: string }[],
): Promise<void> {
  const { deps, actor } = work
  const openId = (await findReach(deps, [actor.personId])).get(actor.personId)?.openId
  if (!openId) return
  const ours = new Set(Object.values(deps.config.wechatTemplates).map((template) => template.id))
  const accepted = new Set(
    results
      .filter(({ templateId, decision }) => ours.has(templateId) && decision.startsWith('accept'))
      .map(({ templateId }) => templateId),
  )
  for (const templateId of accepted) await bookAccept(phoneOf(deps, openId), templateId, 'report', work.now)
}
