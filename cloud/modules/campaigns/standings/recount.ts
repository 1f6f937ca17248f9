import { inTransaction } from '@cloud/core/database/connect'
import { takeTurn } from '@cloud/core/database/takeTurn'
import { listOrganizations } from '@cloud/modules/organizations/index'
import { listGroupPeople, pagesOfEverybody } from '@cloud/modules/people/index'
import { reaches } from '@shared/core/audience'
import { countGroup, type MemberStanding } from '@shared/modules/campaigns/progress'
import { type CampaignRecord, CampaignStandings, Campaigns, type StandingRecord, standingId } from '../collection'
import { groupIdOf } from '../queries'
import { listDone } from './sources'

/** Groups counted in one transaction. */
const BATCH = 25

async function countBatch(campaign: CampaignRecord, groupIds: readonly string[]): Promise<StandingRecord[]> {
  const people = (await listGroupPeople(groupIds)).filter((person) => reaches(campaign.audience, person))
  const done = await listDone(
    campaign.nodes,
    people.map(({ id }) => id),
  )
  const places = await listOrganizations({ ids: groupIds })
  return places.flatMap(({ id: groupId, name, path }): StandingRecord[] => {
    const members = people
      .filter((person) => groupIdOf(person) === groupId)
      .map(({ id }): MemberStanding => {
        const own = campaign.nodes.flatMap((node) => {
          const people = done.get(node.id)
          return people?.has(id) ? [[node.id, people.get(id) ?? null] as const] : []
        })
        return { id, done: Object.fromEntries(own) }
      })
    if (members.length === 0) return []
    const standing = countGroup(groupId, campaign.nodes, members)
    const _id = standingId(campaign._id, groupId)
    return [{ _id, campaignId: campaign._id, name, path, ...standing, members }]
  })
}

/** Campaigns whose numbers are frozen, or that nobody has seen, are not counted. */
const isCounted = (campaign: CampaignRecord | null): campaign is CampaignRecord => campaign?.state === 'open'

/** Counts these groups of a campaign anew from the facts; doing it twice gives the same. */
export async function recount(campaignId: string, groupIds: Iterable<string>): Promise<void> {
  const ids = [...new Set(groupIds)].sort()
  for (let i = 0; i < ids.length; i += BATCH) {
    const batch = ids.slice(i, i + BATCH)
    await inTransaction(async () => {
      // Of two instances at it the later one starts over and sees the newer facts.
      await takeTurn(`campaigns:${campaignId}`)
      const campaign = await Campaigns.findById(campaignId).lean<CampaignRecord>()
      if (!isCounted(campaign)) return
      const rows = await countBatch(campaign, batch)
      await CampaignStandings.deleteMany({ _id: { $in: batch.map((groupId) => standingId(campaignId, groupId)) } })
      if (rows.length > 0) await CampaignStandings.insertMany(rows, { lean: true })
    })
  }
}

/** Every group of a campaign: of the people it is meant for now, and those that had a standing before. */
async function allGroups(campaign: CampaignRecord): Promise<Set<string>> {
  const stored = await CampaignStandings.find({ campaignId: campaign._id }, { groupId: 1 }).lean<
    { _id: string; groupId: string }[]
  >()
  const groups = new Set(stored.map(({ groupId }) => groupId))
  for await (const people of pagesOfEverybody(campaign.audience)) for (const one of people) groups.add(groupIdOf(one))
  return groups
}

/** Counts all groups of a campaign inside the caller's transaction, in which nobody else counts: for closing it. */
export async function countNow(campaign: CampaignRecord): Promise<void> {
  await takeTurn(`campaigns:${campaign._id}`)
  const ids = [...(await allGroups(campaign))].sort()
  const rows: StandingRecord[] = []
  for (let i = 0; i < ids.length; i += BATCH) rows.push(...(await countBatch(campaign, ids.slice(i, i + BATCH))))
  await CampaignStandings.deleteMany({ campaignId: campaign._id })
  if (rows.length > 0) await CampaignStandings.insertMany(rows, { lean: true })
}

/** Counts a whole campaign anew. */
export async function recountCampaign(campaignId: string): Promise<void> {
  const campaign = await Campaigns.findById(campaignId).lean<CampaignRecord>()
  if (isCounted(campaign)) await recount(campaignId, await allGroups(campaign))
}

/** Drops a campaign's standings and builds them again from the facts. @returns how many groups it has now. */
export async function rebuildStandings(campaignId: string): Promise<number> {
  await CampaignStandings.deleteMany({ campaignId })
  await recountCampaign(campaignId)
  return CampaignStandings.countDocuments({ campaignId })
}
