import { found, mustBeAllowed } from '@cloud/core/authorize'
import type { Work } from '@cloud/core/deps'
import { addException, endExceptionsOf, listSwitchedOn } from '@cloud/modules/burden/index'
import { AppError } from '@shared/core/errors'
import { inForce } from '@shared/core/norm'
import { laterOf } from '@shared/core/plainDate'
import { GUARD_NORM } from '@shared/modules/burden/norms'
import { contestTeams, placesOf, scoreOf } from '@shared/modules/campaigns/contest'
import { CAMPAIGN_POLICY } from '@shared/modules/campaigns/policy'
import type { CampaignRecord } from '../collection'
import { getCampaignFor, isMeantFor } from '../queries'
import { listStandings } from '../standings/board'

export type ContestFeature = 'points' | 'rankings'

/** What is switched on for a campaign that is under way; nothing of it outlives the campaign. */
async function switchedOn({ today }: Work, campaign: CampaignRecord): Promise<ContestFeature[]> {
  if (campaign.state !== 'open') return []
  const on = await listSwitchedOn(campaign._id, campaign.path, today)
  return on.flatMap((feature) => (feature === 'onlineHours' ? [] : [feature]))
}

/** 班组竞赛 — groups in the order of the tree; scores and places are computed when asked for and stored nowhere. */
export async function readContest(work: Work, campaignId: string) {
  const campaign = await getCampaignFor(work.actor, campaignId)
  const oversees = work.actor.appointments.some((one) => CAMPAIGN_POLICY.numbers(work.actor, one))
  found(isMeantFor(work.actor, campaign) || oversees || undefined, '次活动')
  const rows = await listStandings(campaignId)
  const names = new Map(rows.map(({ groupId, name }) => [groupId, name]))
  const on = await switchedOn(work, campaign)
  const teams = contestTeams(campaign.nodes, rows)
  const places = placesOf(teams)
  const { value, source } = inForce(GUARD_NORM, work.today)
  const mayExcept = campaign.state === 'open' && CAMPAIGN_POLICY.except(work.actor, campaign)
  return {
    teams: teams.map((team) => ({
      ...team,
      name: names.get(team.groupId) ?? '',
      guarded: {
        points: on.includes('points') ? scoreOf(team) : null,
        rank: on.includes('rankings') ? (places.get(team.groupId) ?? null) : null,
      },
    })),
    switchedOn: on,
    rule: value,
    source,
    allowed: mayExcept ? ['except'] : [],
  }
}

async function getGuarded(work: Work, campaignId: string): Promise<CampaignRecord> {
  const campaign = await getCampaignFor(work.actor, campaignId)
  mustBeAllowed(CAMPAIGN_POLICY.except(work.actor, campaign), '积分和排名只能由系统管理员打开或关闭')
  return campaign
}

/** Switches one of them on until the campaign ends. @throws AppError conflict, rule_broken for a campaign that is too long for it. */
export async function switchOn(
  work: Work,
  campaignId: string,
  { feature, reason }: { feature: ContestFeature; reason: string },
): Promise<void> {
  const campaign = await getGuarded(work, campaignId)
  if (campaign.state !== 'open') throw new AppError('conflict', '只能为进行中的活动打开')
  if ((await switchedOn(work, campaign)).includes(feature)) return
  const { organizationId, title, from, to } = campaign
  await addException(work, {
    ...{ organizationId, feature, campaign: title, campaignId, reason, to },
    from: laterOf(from, work.today),
  })
}

export async function switchOff(work: Work, campaignId: string, feature: ContestFeature): Promise<void> {
  await getGuarded(work, campaignId)
  await endExceptionsOf(work, campaignId, feature)
}
