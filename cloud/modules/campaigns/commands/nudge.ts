import { recordAudit } from '@cloud/core/audit'
import { found } from '@cloud/core/authorize'
import { recordChange } from '@cloud/core/change'
import type { Work } from '@cloud/core/deps'
import { listAppointments } from '@cloud/modules/organizations/index'
import { AppError } from '@shared/core/errors'
import { TEAM_ROLES } from '@shared/core/roles'
import { CAMPAIGN_POLICY } from '@shared/modules/campaigns/policy'
import { nextStep } from '@shared/modules/campaigns/progress'
import { CampaignStandings, Nudges, type StandingRecord, standingId } from '../collection'
import { getCampaignFor } from '../queries'
import { NUDGE_FACT } from '../write'

/** Leaders of a group, who know its people. */
async function leadersOf({ actor, today }: Work, groupId: string): Promise<string[]> {
  const offices = await listAppointments([groupId], today)
  const leaders = offices.filter(({ role }) => (TEAM_ROLES as readonly string[]).includes(role))
  return [...new Set(leaders.map(({ personId }) => personId))].filter((id) => id !== actor.personId)
}

/**
 * 提醒一下 — a leader reminds those of the own group who have not taken part; whoever is above asks the leaders, who know the names;
 * where a group has none, its people hear of it directly, and still nobody above sees who they are.
 * @returns how many were told. @throws AppError conflict when the group was reminded today or nothing is missing.
 */
export async function nudgeGroup(
  work: Work,
  campaignId: string,
  groupId: string,
): Promise<{ told: number; message: string }> {
  const { actor, today } = work
  const campaign = await getCampaignFor(actor, campaignId)
  const row = await CampaignStandings.findById(standingId(campaignId, groupId)).lean<StandingRecord>()
  const place = { organizationId: groupId, path: row?.path ?? '' }
  const group = found(row && CAMPAIGN_POLICY.numbers(actor, place) ? row : undefined, '个小组')
  const next = campaign.state === 'open' ? nextStep(campaign.nodes, group, today) : undefined
  if (!next) throw new AppError('conflict', '眼下没有还差人的节点，不用提醒')
  const missing = group.members.filter(({ done }) => !(next.nodeId in done)).map(({ id }) => id)
  const leaders = CAMPAIGN_POLICY.names(actor, place) ? [] : await leadersOf(work, groupId)
  const to = leaders.length > 0 ? ('leaders' as const) : ('people' as const)
  const _id = `${campaignId}:${groupId}:${today}`
  const recipients = to === 'leaders' ? leaders : missing
  const nudge = { campaignId, groupId, on: today, byId: actor.personId, to, recipients, words: next.words }
  const written = await Nudges.updateOne(
    { _id },
    { $setOnInsert: { ...nudge, at: new Date(work.now) } },
    { upsert: true },
  )
  if (written.upsertedCount === 0) throw new AppError('conflict', '今天已经提醒过这个小组，明天再提醒')
  await recordAudit(work, {
    action: 'campaigns.nudge',
    subject: { kind: 'campaign', id: campaignId },
    place,
    summary: `提醒${group.name}：${next.words}`,
  })
  await recordChange(work, [{ organizationId: groupId, fact: NUDGE_FACT, factId: _id }])
  const told = recipients.length
  const message = to === 'leaders' ? `已请 ${told} 位组长帮忙` : `已提醒 ${told} 人`
  return { told, message }
}
