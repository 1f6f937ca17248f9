import { recordAudit } from '@cloud/core/audit'
import { recordChange } from '@cloud/core/change'
import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import { type CampaignRecord, Campaigns } from './collection'

export const CAMPAIGN_FACT = 'campaigns.campaign'
/** Something is to be told about a node; `factId` is `campaignId:nodeId`. */
export const WORD_FACT = 'campaigns.word'
/** Somebody has read a push; `factId` is `campaignId:groupId` of the group in which it counts. */
export const RECEIPT_FACT = 'campaigns.receipt'
/** Somebody came to an event; `factId` as for receipts. */
export const ATTENDANCE_FACT = 'campaigns.attendance'
export const NUDGE_FACT = 'campaigns.nudge'

interface CampaignWrite {
  action: string
  summary: string
  set: Partial<CampaignRecord>
  /** Nodes of which a word is to go out. */
  told?: readonly string[]
}

/** Audit entry and change row of what was done to a campaign. */
export async function noteCampaign(
  work: Work,
  { _id, organizationId, path }: Pick<CampaignRecord, '_id' | 'organizationId' | 'path'>,
  { action, summary, told = [] }: Omit<CampaignWrite, 'set'>,
): Promise<void> {
  await recordAudit(work, {
    action: `campaigns.${action}`,
    subject: { kind: 'campaign', id: _id },
    place: { organizationId, path },
    summary,
  })
  await recordChange(work, [
    { organizationId, fact: CAMPAIGN_FACT, factId: _id },
    ...told.map((nodeId) => ({ organizationId, fact: WORD_FACT, factId: `${_id}:${nodeId}` })),
  ])
}

/** Writes a campaign with its audit entry and change rows. @throws AppError conflict when somebody else has written meanwhile. */
export async function writeCampaign(work: Work, record: CampaignRecord, write: CampaignWrite): Promise<void> {
  const updated = await Campaigns.updateOne(
    { _id: record._id, revision: record.revision },
    { $set: write.set, $inc: { revision: 1 } },
  )
  if (updated.modifiedCount !== 1) throw new AppError('conflict', '刚刚有人改过这次活动，请刷新后再看')
  await noteCampaign(work, record, write)
}
