import { found, mustBeAllowed } from '@cloud/core/authorize'
import type { Work } from '@cloud/core/deps'
import { endExceptionsOf } from '@cloud/modules/burden/index'
import { organizationNames } from '@cloud/modules/organizations/index'
import { AppError } from '@shared/core/errors'
import { CAMPAIGN_POLICY } from '@shared/modules/campaigns/policy'
import { addGroups, type GroupStanding, understandingOf } from '@shared/modules/campaigns/progress'
import type { CampaignSummary, SummaryPlace } from '@shared/modules/campaigns/summary'
import { type CampaignRecord, CampaignSummaries, Nudges, type SummaryRecord } from '../collection'
import { getCampaignFor, getOwnCampaign } from '../queries'
import { addUpUnits, listStandings } from '../standings/board'
import { countNow } from '../standings/recount'
import { writeCampaign } from '../write'

/** Share understood of all graded answers of a group. */
function graspOf({ nodes }: GroupStanding): number | null {
  const understood = nodes.reduce(
    (all, node) => ({ sum: all.sum + node.understood.sum, count: all.count + node.understood.count }),
    { sum: 0, count: 0 },
  )
  return understandingOf({ nodeId: '', asked: 0, done: 0, understood }) ?? null
}

const placeOf = (row: GroupStanding & { name: string }): SummaryPlace => ({
  name: row.name,
  asked: row.asked,
  reached: row.reached,
  understanding: graspOf(row),
})

async function summarize(work: Work, campaign: CampaignRecord): Promise<CampaignSummary> {
  const rows = await listStandings(campaign._id)
  const total = addGroups('', rows)
  const names = await organizationNames([...campaign.audience.organizationIds, campaign.organizationId])
  const { title, theme, from, to, audience } = campaign
  return {
    ...{ title, theme, from, to },
    host: names.get(campaign.organizationId) ?? '',
    closedOn: work.today,
    audience: audience.organizationIds.flatMap((id) => names.get(id) ?? []),
    posts: [...(audience.posts ?? [])],
    people: total.asked,
    reached: total.reached,
    groups: rows.length,
    nodes: campaign.nodes.map((node) => {
      const standing = total.nodes.find(({ nodeId }) => nodeId === node.id)
      return {
        ...{ kind: node.kind, title: node.title, on: node.on, until: node.until },
        asked: standing?.asked ?? 0,
        done: standing?.done ?? 0,
        understanding: standing ? (understandingOf(standing) ?? null) : null,
        cancelledBecause: node.cancelledBecause ?? null,
      }
    }),
    units: (await addUpUnits(campaign, rows)).map(placeOf),
    teams: rows.map(placeOf),
    nudges: await Nudges.countDocuments({ campaignId: campaign._id }),
  }
}

/** Counts once more, writes the summary and closes, in one transaction: a campaign is closed once and its summary never changes. */
export async function closeNow(work: Work, campaign: CampaignRecord): Promise<void> {
  await countNow(campaign)
  await endExceptionsOf(work, campaign._id)
  const content = await summarize(work, campaign)
  await CampaignSummaries.create({ _id: campaign._id, content, at: new Date(work.now) })
  await writeCampaign(work, campaign, {
    action: 'close',
    summary: `结束活动“${campaign.title}”：${content.reached} / ${content.people} 人参加过`,
    set: { state: 'closed', closedOn: work.today },
  })
}

/** 结束 by hand. @throws AppError conflict before its first day. */
export async function closeCampaign(work: Work, campaignId: string): Promise<void> {
  const campaign = await getOwnCampaign(work, campaignId)
  if (campaign.state === 'closed') return
  if (campaign.state !== 'open') throw new AppError('conflict', '只有进行中的活动可以结束')
  if (campaign.from > work.today) throw new AppError('conflict', '活动还没有开始；不办了请取消')
  await closeNow(work, campaign)
}

/** @throws AppError not_found until it is closed, and for a campaign out of sight; forbidden for those who only take part. */
export async function getSummary(work: Work, campaignId: string): Promise<CampaignSummary> {
  const campaign = await getCampaignFor(work.actor, campaignId)
  const record = await CampaignSummaries.findById(campaignId).lean<SummaryRecord>()
  const { content } = found(record, '份总结')
  const oversees = work.actor.appointments.some((one) => CAMPAIGN_POLICY.numbers(work.actor, one))
  mustBeAllowed(CAMPAIGN_POLICY.run(work.actor, campaign) || oversees, '总结由工会工作人员和组长查看')
  return content
}
