import { type Actor, seatPathOf } from '@cloud/core/actor'
import { found, mustBeAllowed, pathsOver, withinPaths } from '@cloud/core/authorize'
import type { Work } from '@cloud/core/deps'
import { meantFor } from '@cloud/modules/people/index'
import { idsOn } from '@shared/core/audience'
import { AppError } from '@shared/core/errors'
import type { PlainDate } from '@shared/core/plainDate'
import { ROLES, UNION_STAFF_ROLES } from '@shared/core/roles'
import type { CampaignNode } from '@shared/modules/campaigns/model'
import { CAMPAIGN_POLICY } from '@shared/modules/campaigns/policy'
import type { QueryFilter } from 'mongoose'
import { type CampaignRecord, Campaigns } from './collection'

/** Organisations through which a campaign concerns the actor: those he is among, and those above the seats he holds. */
const concerning = (actor: Actor): string[] => [
  ...new Set([...actor.placeIds, ...actor.appointments.map(seatPathOf).flatMap(idsOn)]),
]

/** Campaigns the actor sees: those he may run, and those under way or over that are meant for people among whom he is or has a seat. */
export const visibleCampaigns = (actor: Actor): QueryFilter<CampaignRecord> => ({
  $or: [
    withinPaths(pathsOver(actor, UNION_STAFF_ROLES)),
    { 'audience.organizationIds': { $in: concerning(actor) }, state: { $in: ['open', 'closed', 'cancelled'] } },
  ],
})

const standsBelow = (actor: Actor, record: CampaignRecord): boolean =>
  actor.appointments.some(
    (one) =>
      ROLES.includes(one.role) && idsOn(seatPathOf(one)).some((id) => record.audience.organizationIds.includes(id)),
  )

/** Is this meant for the person who asks? */
export const isMeantFor = (actor: Actor, { audience }: Pick<CampaignRecord, 'audience'>): boolean =>
  audience.organizationIds.some((id) => actor.placeIds.includes(id)) &&
  (!audience.posts?.length || (actor.post !== undefined && audience.posts.includes(actor.post)))

/** @throws AppError not_found unless the actor sees it. */
export async function getCampaignFor(actor: Actor, campaignId: string): Promise<CampaignRecord> {
  const record = await Campaigns.findById(campaignId).lean<CampaignRecord>()
  const visible =
    record &&
    (CAMPAIGN_POLICY.run(actor, record) ||
      (record.state !== 'draft' && (isMeantFor(actor, record) || standsBelow(actor, record))))
  return found(visible ? record : undefined, '次活动')
}

/** @throws AppError not_found for a campaign out of sight, forbidden unless the actor may run it. */
export async function getOwnCampaign({ actor }: Work, campaignId: string): Promise<CampaignRecord> {
  const record = await getCampaignFor(actor, campaignId)
  mustBeAllowed(CAMPAIGN_POLICY.run(actor, record), '这次活动由主办单位的工会工作人员管理')
  return record
}

/** @throws AppError conflict for a campaign that is over or was called off. */
export function mustGoOn({ state }: CampaignRecord): void {
  if (state === 'closed') throw new AppError('conflict', '活动已经结束，不能再改')
  if (state === 'cancelled') throw new AppError('conflict', '活动已经取消，不能再改')
}

export const nodeOf = (record: CampaignRecord, nodeId: string): CampaignNode =>
  found(
    record.nodes.find((node) => node.id === nodeId),
    '个节点',
  )

const MOST_AT_ONCE = 20

/** Campaigns under way that are meant for the actor, those that end first in front. */
export const listRunningFor = (actor: Actor, today: PlainDate): Promise<CampaignRecord[]> =>
  Campaigns.find({ ...meantFor(actor), state: 'open', to: { $gte: today } } as QueryFilter<CampaignRecord>)
    .sort({ to: 1, _id: 1 })
    .limit(MOST_AT_ONCE)
    .lean<CampaignRecord[]>()

/** The group in which somebody counts: the team, without one the register. */
export const groupIdOf = ({
  teamId,
  organizationId,
}: {
  teamId?: string | undefined
  organizationId: string
}): string => teamId ?? organizationId
