import { drainChanges } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import type { Deps, Work } from '@cloud/core/deps'
import { addDays, instantAt, type PlainDate, plainDateFrom, plainDateOf, yearOf } from '@shared/core/plainDate'
import { TEAM_ROLES } from '@shared/core/roles'
import type { CampaignNode } from '@shared/modules/campaigns/model'
import { type CampaignRecord, Campaigns } from '../modules/campaigns/collection'
import { createCampaign } from '../modules/campaigns/commands/create'
import { openCampaign } from '../modules/campaigns/commands/lead'
import { cancelNode } from '../modules/campaigns/commands/nodes'
import { readNode } from '../modules/campaigns/commands/read'
import { checkInToEventFor } from '../modules/campaigns/events/checkIn'
import { closeCampaign } from '../modules/campaigns/summary/close'
import { listAppointments, listOrganizations } from '../modules/organizations/index'
import { listGroupPeople } from '../modules/people/index'
import { actAs } from './demoYear'

const THEME = '人人讲安全、个个会应急'

/** One act of one person on a day of the year that is filled, if that day has come. */
type Act = (personId: string, day: PlainDate, time: string, act: (work: Work) => Promise<unknown>) => Promise<void>

/** Everybody reads and comes but a few, fewer in each further team: no two teams stand alike. */
async function takePart(act: Act, campaign: CampaignRecord, today: PlainDate): Promise<void> {
  const offices = await listAppointments(
    (await listOrganizations({ kind: 'team' })).map(({ id }) => id),
    today,
  )
  const pushes = campaign.nodes.filter((node) => node.kind === 'push')
  const events = campaign.nodes.filter((node) => node.kind === 'event')
  for (const [t, { id: teamId }] of (await listOrganizations({ kind: 'team' })).entries()) {
    const leader = offices.find((one) => one.organizationId === teamId && TEAM_ROLES.some((role) => role === one.role))
    const people = await listGroupPeople([teamId])
    for (const [i, { id }] of people.entries()) {
      if (i % (t + 3) === t + 2) continue
      for (const { id: nodeId, on } of pushes)
        await act(id, addDays(on, i % 2), '12:10', (work) => readNode(work, campaign._id, nodeId))
      if (leader && i % 3 < 2) await attend(act, campaign, events, leader.personId, id)
    }
  }
}

async function attend(act: Act, campaign: CampaignRecord, events: readonly CampaignNode[], leader: string, id: string) {
  const proxy = { personId: id, reason: '现场签到屏没电，按点名补签' }
  for (const { id: nodeId, on, startTime = '09:00' } of events)
    await act(leader, on, startTime, (work) => checkInToEventFor(work, campaign._id, nodeId, proxy))
}

/**
 * The safety month of this year, as the demo company's union would have run it: from 1 June it is under way, from July on it is over
 * and has its summary. Before June there is none. What is there already stays.
 */
export async function seedDemoCampaign(deps: Deps): Promise<void> {
  const today = plainDateOf(deps.clock.now())
  const from = plainDateFrom(yearOf(today), 6, 1)
  const to = plainDateFrom(yearOf(today), 6, 30)
  const [union] = await listOrganizations({ kind: 'union' })
  const [unit] = await listOrganizations({ kind: 'unit' })
  const offices = union ? await listAppointments([union.id], today) : []
  const officer = offices.find(({ role }) => role === 'unionOfficer')
  if (!unit || !officer || today < from || (await Campaigns.exists({ organizationId: unit.id, from }))) return
  const act: Act = async (personId, day, time, does) => {
    if (day > today) return
    const work = await actAs(deps, personId, instantAt(day, time))
    await inTransaction(() => does(work))
  }
  let campaignId = ''
  await act(officer.personId, from, '08:00', async (work) => {
    const audience = { organizationIds: [unit.id] }
    campaignId = await createCampaign(work, { templateId: 'safetyMonth', theme: THEME, audience, from, to })
  })
  const planned = await Campaigns.findById(campaignId).lean<CampaignRecord>()
  // What the demo year has no answers for is not shown as if nobody had cared.
  for (const node of planned?.nodes ?? [])
    if (node.kind !== 'push' && node.kind !== 'event')
      await act(officer.personId, from, '08:05', (work) => cancelNode(work, campaignId, node.id, '示范单位没有安排'))
  await act(officer.personId, from, '08:10', (work) => openCampaign(work, campaignId))
  const campaign = await Campaigns.findById(campaignId).lean<CampaignRecord>()
  if (campaign) await takePart(act, campaign, today)
  await act(officer.personId, addDays(to, 1), '08:00', (work) => closeCampaign(work, campaignId))
  await drainChanges(deps)
}
