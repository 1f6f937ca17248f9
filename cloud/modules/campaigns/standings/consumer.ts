import type { Change, Consumer } from '@cloud/core/change'
import { listOrganizations } from '@cloud/modules/organizations/index'
import { placeIdsOf } from '@shared/core/audience'
import { CampaignStandings, Campaigns } from '../collection'
import { everybodyIn } from '../notices'
import { groupIdOf } from '../queries'
import { ATTENDANCE_FACT, CAMPAIGN_FACT, RECEIPT_FACT } from '../write'
import { recount, recountCampaign } from './recount'

const PERSON_FACT = 'people.person'
const ORGANIZATION_FACT = 'organizations.organization'
const APART = ':'

/** Groups to be counted anew, by campaign; `all` for a campaign that has itself changed. */
type Affected = Map<string, Set<string> | 'all'>

function note(affected: Affected, campaignId: string, groupId: string): void {
  const known = affected.get(campaignId)
  if (known === 'all') return
  affected.set(campaignId, (known ?? new Set()).add(groupId))
}

/** Somebody came to this register or team, or left it. Who is in the register may count in a team that stands elsewhere. */
async function noteRegister(affected: Affected, organizationId: string): Promise<void> {
  await noteGroup(affected, organizationId)
  const [place] = await listOrganizations({ ids: [organizationId] })
  if (!place) return
  const running = await Campaigns.find(
    { 'audience.organizationIds': { $in: placeIdsOf(place) }, state: 'open' },
    { _id: 1 },
  ).lean<{ _id: string }[]>()
  if (running.length === 0) return
  const people = await everybodyIn({ organizationIds: [organizationId] })
  const groups = people.filter((person) => person.organizationId === organizationId).map(groupIdOf)
  for (const { _id } of running) for (const groupId of [organizationId, ...groups]) note(affected, _id, groupId)
}

/** A group that is renamed, moved or dissolved. */
async function noteGroup(affected: Affected, groupId: string): Promise<void> {
  const rows = await CampaignStandings.find({ groupId }, { campaignId: 1 }).lean<
    { _id: string; campaignId: string }[]
  >()
  for (const { campaignId } of rows) note(affected, campaignId, groupId)
}

async function noteChange(affected: Affected, { fact, factId }: Pick<Change, 'fact' | 'factId'>): Promise<void> {
  if (fact === CAMPAIGN_FACT) affected.set(factId, 'all')
  else if (fact === PERSON_FACT) await noteRegister(affected, factId)
  else if (fact === ORGANIZATION_FACT) await noteGroup(affected, factId)
  else {
    const [campaignId = '', groupId = ''] = factId.split(APART)
    note(affected, campaignId, groupId)
  }
}

/** Keeps the board up to date: whoever has done something counts within a second in the own group, wherever it happened. */
export const standingsConsumer: Consumer = {
  name: 'campaigns.standings',
  facts: [CAMPAIGN_FACT, RECEIPT_FACT, ATTENDANCE_FACT, PERSON_FACT, ORGANIZATION_FACT],
  async apply(_, changes) {
    const affected: Affected = new Map()
    const distinct = new Map(changes.map((change) => [`${change.fact}${APART}${change.factId}`, change]))
    for (const change of distinct.values()) await noteChange(affected, change)
    for (const [campaignId, groups] of affected)
      await (groups === 'all' ? recountCampaign(campaignId) : recount(campaignId, groups))
  },
}
