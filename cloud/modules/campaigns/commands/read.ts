import { recordChange } from '@cloud/core/change'
import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import { Receipts } from '../collection'
import { getCampaignFor, groupIdOf, isMeantFor, nodeOf } from '../queries'
import { RECEIPT_FACT } from '../write'

/** 看过 — once, however often it is opened. Reading is no act of office: there is no audit entry. */
export async function readNode(work: Work, campaignId: string, nodeId: string): Promise<void> {
  const { actor } = work
  const record = await getCampaignFor(actor, campaignId)
  const node = nodeOf(record, nodeId)
  if (node.kind !== 'push' || record.state !== 'open' || !isMeantFor(actor, record)) return
  if (node.on > work.today) throw new AppError('conflict', '这一条还没有推送')
  const _id = `${nodeId}:${actor.personId}`
  const row = { campaignId, nodeId, personId: actor.personId, on: work.today }
  const written = await Receipts.updateOne({ _id }, { $setOnInsert: row }, { upsert: true })
  if (written.upsertedCount === 0) return
  const { organizationId } = actor
  await recordChange(work, [{ organizationId, fact: RECEIPT_FACT, factId: `${campaignId}:${groupIdOf(actor)}` }])
}
