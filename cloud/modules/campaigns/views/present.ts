import { pathsOver } from '@cloud/core/authorize'
import { findPage, type PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { listOrganizations } from '@cloud/modules/organizations/index'
import { countAudience } from '@cloud/modules/people/index'
import { addDays, type PlainDate } from '@shared/core/plainDate'
import { UNION_STAFF_ROLES } from '@shared/core/roles'
import type { CampaignNode } from '@shared/modules/campaigns/model'
import { phaseOf } from '@shared/modules/campaigns/plan'
import { CAMPAIGN_POLICY } from '@shared/modules/campaigns/policy'
import { type CampaignRecord, Campaigns } from '../collection'
import { openViolations } from '../commands/lead'
import { getCampaignFor, isMeantFor, listRunningFor, visibleCampaigns } from '../queries'
import { listDone } from '../standings/sources'

const rowOf = ({ _id, title, theme, from, to, state }: CampaignRecord) => ({ id: _id, title, theme, from, to, state })

const byDay = (a: CampaignNode, b: CampaignNode): number =>
  a.on < b.on ? -1 : a.on > b.on ? 1 : a.until < b.until ? -1 : 1

/** Where a node is done; null while there is nothing to open. */
function pageOf(campaignId: string, { id, kind, refId }: CampaignNode): string | null {
  if (kind === 'event') return `/modules/campaigns/pages/check-in/index?id=${id}&campaign=${campaignId}`
  if (!refId) return null
  return kind === 'course'
    ? `/modules/learning/pages/course/index?id=${refId}`
    : `/modules/quiz/pages/exam/index?id=${refId}`
}

function presentNode(campaignId: string, node: CampaignNode, today: PlainDate, done: boolean) {
  const { id, kind, title, text, on, until, startTime = null, endTime = null, place = null, refId = null } = node
  return {
    ...{ id, kind, title, text, on, until, startTime, endTime, place, refId },
    phase: phaseOf(node, today),
    cancelledBecause: node.cancelledBecause ?? null,
    done,
    page: pageOf(campaignId, node),
  }
}

/** What somebody has done of these campaigns. */
async function doneBy(personId: string, campaigns: readonly CampaignRecord[]): Promise<Set<string>> {
  const done = await listDone(
    campaigns.flatMap(({ nodes }) => nodes),
    [personId],
  )
  return new Set([...done].flatMap(([nodeId, people]) => (people.has(personId) ? [nodeId] : [])))
}

/** An event is shown some days ahead, so that people can come. */
const EVENT_DAYS_AHEAD = 7

const isNow = (node: CampaignNode, today: PlainDate): boolean => {
  const phase = phaseOf(node, today)
  return phase === 'open' || (node.kind === 'event' && phase === 'ahead' && node.on <= addDays(today, EVENT_DAYS_AHEAD))
}

/** 我的活动 — what is under way for the reader, and what of it can be done now; done things follow those still open. */
export async function readMine(work: Work) {
  const campaigns = await listRunningFor(work.actor, work.today)
  const done = await doneBy(work.actor.personId, campaigns)
  return {
    items: campaigns.map((campaign) => {
      const now = campaign.nodes.filter((node) => isNow(node, work.today)).sort(byDay)
      const nodes = now.map((node) => presentNode(campaign._id, node, work.today, done.has(node.id)))
      return {
        ...rowOf(campaign),
        doneCount: campaign.nodes.filter(({ id }) => done.has(id)).length,
        nodes: [...nodes.filter((node) => !node.done), ...nodes.filter((node) => node.done)],
      }
    }),
  }
}

/** Campaigns in sight, the latest first. */
export async function listCampaigns(work: Work, request: PageRequest) {
  const { items, next } = await findPage<CampaignRecord>(Campaigns, visibleCampaigns(work.actor), { from: -1 }, request)
  const mayCreate = pathsOver(work.actor, UNION_STAFF_ROLES).length > 0
  return {
    items: items.map((record) => ({ ...rowOf(record), mayRun: CAMPAIGN_POLICY.run(work.actor, record) })),
    next,
    allowed: mayCreate ? ['create'] : [],
  }
}

/** What the actor may do with a campaign as it stands. */
function allowedFor({ actor }: Work, record: CampaignRecord): string[] {
  const leads = actor.appointments.some((one) => CAMPAIGN_POLICY.numbers(actor, one))
  const board = leads && record.state !== 'draft' ? ['board'] : []
  if (!CAMPAIGN_POLICY.run(actor, record)) return board
  if (record.state === 'draft') return ['edit', 'open', 'delete', 'saveTemplate']
  if (record.state === 'open') return [...board, 'edit', 'cancel', 'close', 'saveTemplate']
  return [...board, 'saveTemplate', ...(record.state === 'closed' ? ['summary'] : [])]
}

/** @throws AppError not_found for a campaign out of sight. */
export async function readCampaign(work: Work, campaignId: string) {
  const record = await getCampaignFor(work.actor, campaignId)
  const meantForMe = isMeantFor(work.actor, record)
  const done = meantForMe ? await doneBy(work.actor.personId, [record]) : new Set<string>()
  const runs = CAMPAIGN_POLICY.run(work.actor, record)
  const places = await listOrganizations({ ids: record.audience.organizationIds })
  const hints = runs && record.state === 'draft' ? openViolations(record, work.today) : []
  return {
    ...rowOf(record),
    audience: { organizations: places.map(({ name }) => name), posts: [...(record.audience.posts ?? [])] },
    people: runs ? await countAudience(record.audience) : null,
    cancelledBecause: record.cancelledBecause ?? null,
    meantForMe,
    nodes: [...record.nodes].sort(byDay).map((node) => presentNode(record._id, node, work.today, done.has(node.id))),
    hints: hints.map(({ message }) => message),
    allowed: allowedFor(work, record),
  }
}
