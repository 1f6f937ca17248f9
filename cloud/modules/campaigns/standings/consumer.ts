import type { Change, Consumer } from '@cloud/core/change'
import { learnerIn, PROGRESS_FACT } from '@cloud/modules/learning/index'
import { listOrganizations } from '@cloud/modules/organizations/index'
import { listGroupsOf, pagesOfEverybody } from '@cloud/modules/people/index'
import { ATTEMPT_FACT, listAttemptOwners } from '@cloud/modules/quiz/index'
import { placeIdsOf } from '@shared/core/audience'
import { type CampaignRecord, CampaignStandings, Campaigns } from '../collection'
import { groupIdOf } from '../queries'
import { ATTENDANCE_FACT, CAMPAIGN_FACT, RECEIPT_FACT } from '../write'
import { recount, recountCampaign } from './recount'

const PERSON_FACT = 'people.person'
const ORGANIZATION_FACT = 'organizations.organization'
const APART = ':'
/** Facts of other modules that name what somebody did there. */
const OUTSIDE: readonly string[] = [ATTEMPT_FACT, PROGRESS_FACT]

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
  const groups = new Set([organizationId])
  for await (const people of pagesOfEverybody({ organizationIds: [organizationId] }))
    for (const one of people) if (one.organizationId === organizationId) groups.add(groupIdOf(one))
  for (const { _id } of running) for (const groupId of groups) note(affected, _id, groupId)
}

/** A group that is renamed, moved or dissolved. */
async function noteGroup(affected: Affected, groupId: string): Promise<void> {
  const rows = await CampaignStandings.find({ groupId }, { campaignId: 1 }).lean<
    { _id: string; campaignId: string }[]
  >()
  for (const { campaignId } of rows) note(affected, campaignId, groupId)
}

/** Somebody has done something with the exam or the course behind a node: it counts in the group of that person. */
async function noteOutside(affected: Affected, acts: readonly { refId: string; personId: string }[]): Promise<void> {
  if (acts.length === 0) return
  const refIds = [...new Set(acts.map(({ refId }) => refId))]
  const running = await Campaigns.find({ 'nodes.refId': { $in: refIds }, state: 'open' }).lean<CampaignRecord[]>()
  if (running.length === 0) return
  const people = new Map((await listGroupsOf(acts.map(({ personId }) => personId))).map((one) => [one.id, one]))
  for (const { refId, personId } of acts) {
    const person = people.get(personId)
    if (!person) continue
    for (const campaign of running)
      if (campaign.nodes.some((node) => node.refId === refId)) note(affected, campaign._id, groupIdOf(person))
  }
}

/** Exams handed in or scored anew, and courses finished. */
async function listOutside(changes: readonly Pick<Change, 'fact' | 'factId'>[]) {
  const idsOf = (fact: string) => [...new Set(changes.filter((one) => one.fact === fact).map(({ factId }) => factId))]
  const attempts = await listAttemptOwners(idsOf(ATTEMPT_FACT))
  const learners = idsOf(PROGRESS_FACT).map(learnerIn)
  return [
    ...attempts.map(({ examId, personId }) => ({ refId: examId, personId })),
    ...learners.map(({ courseId, personId }) => ({ refId: courseId, personId })),
  ]
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
  facts: [CAMPAIGN_FACT, RECEIPT_FACT, ATTENDANCE_FACT, ...OUTSIDE, PERSON_FACT, ORGANIZATION_FACT],
  async apply(_, changes) {
    const affected: Affected = new Map()
    const distinct = new Map(changes.map((change) => [`${change.fact}${APART}${change.factId}`, change]))
    await noteOutside(affected, await listOutside(changes))
    for (const change of distinct.values()) if (!OUTSIDE.includes(change.fact)) await noteChange(affected, change)
    for (const [campaignId, groups] of affected)
      await (groups === 'all' ? recountCampaign(campaignId) : recount(campaignId, groups))
  },
}
