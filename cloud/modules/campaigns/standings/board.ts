import { found, pathsOver, withinPaths } from '@cloud/core/authorize'
import type { Work } from '@cloud/core/deps'
import { organizationNames } from '@cloud/modules/organizations/index'
import { namesOf } from '@cloud/modules/people/index'
import { idsOn } from '@shared/core/audience'
import { TEAM_ROLES } from '@shared/core/roles'
import { CAMPAIGN_POLICY, OVERSEER_ROLES } from '@shared/modules/campaigns/policy'
import { addGroups, type GroupStanding, nextStep, understandingOf } from '@shared/modules/campaigns/progress'
import type { QueryFilter } from 'mongoose'
import { type CampaignRecord, CampaignStandings, type StandingRecord, standingId } from '../collection'
import { getCampaignFor } from '../queries'

/** Groups of the largest campaign we expect: a company of some tens of thousands. */
const MOST_GROUPS = 2_000
const COUNTS = { groupId: 1, name: 1, path: 1, asked: 1, reached: 1, nodes: 1 } as const
type Row = Pick<StandingRecord, '_id' | 'name' | 'path' | keyof GroupStanding>

/** Standings the actor may see: below the own offices, and the groups he leads. */
function within(work: Work): QueryFilter<StandingRecord> {
  const led = work.actor.appointments.flatMap((one) =>
    (TEAM_ROLES as readonly string[]).includes(one.role) ? [one.organizationId] : [],
  )
  return { $or: [withinPaths(pathsOver(work.actor, OVERSEER_ROLES)), { groupId: { $in: led } }] }
}

export const listStandings = (campaignId: string, filter: QueryFilter<StandingRecord> = {}): Promise<Row[]> =>
  CampaignStandings.find({ $and: [{ campaignId }, filter] }, COUNTS)
    .sort({ path: 1, _id: 1 })
    .limit(MOST_GROUPS)
    .lean<Row[]>()

function presentRow(work: Work, campaign: CampaignRecord, row: GroupStanding & { name: string; path: string }) {
  const { groupId, name, asked, reached, nodes } = row
  const next = campaign.state === 'open' ? nextStep(campaign.nodes, row, work.today) : undefined
  const place = { organizationId: groupId, path: row.path }
  const names = CAMPAIGN_POLICY.names(work.actor, place)
  const nudge = next !== undefined && CAMPAIGN_POLICY.numbers(work.actor, place)
  return {
    ...{ groupId, name, asked, reached },
    nodes: nodes.map((node) => ({
      nodeId: node.nodeId,
      asked: node.asked,
      done: node.done,
      understanding: understandingOf(node) ?? null,
    })),
    next: next ? { nodeId: next.nodeId, missing: next.missing, needsHelp: next.needsHelp, words: next.words } : null,
    allowed: [...(nudge ? ['nudge'] : []), ...(names ? ['names'] : [])],
  }
}

/** `/a/b/c/d/` seen from `/a/b/`: `/a/b/c/`. What stands elsewhere is added up under its own top. */
function unitPathOf(path: string, top: string): string {
  const ids = idsOn(path)
  const depth = path.startsWith(top) ? idsOn(top).length + 1 : 1
  return `/${ids.slice(0, depth).join('/')}/`
}

/** Groups added up by what stands directly below the campaign's own organisation. */
export async function addUpUnits(campaign: CampaignRecord, rows: readonly Row[]): Promise<Row[]> {
  const byUnit = new Map<string, Row[]>()
  for (const row of rows) {
    const unit = unitPathOf(row.path, campaign.path)
    byUnit.set(unit, [...(byUnit.get(unit) ?? []), row])
  }
  const idOf = (path: string) => idsOn(path).at(-1) ?? ''
  const names = await organizationNames([...byUnit.keys()].map(idOf))
  return [...byUnit].map(([path, groups]) => ({
    _id: idOf(path),
    name: names.get(idOf(path)) ?? '',
    path,
    ...addGroups(idOf(path), groups),
  }))
}

const DEFAULT_LIMIT = 50

/**
 * 进度 — the groups within reach, those that need help first and then in the order of the tree: never by how much they have done.
 * @throws AppError not_found for a campaign out of sight.
 */
export async function readBoard(
  work: Work,
  campaignId: string,
  {
    by = 'team',
    cursor,
    limit = DEFAULT_LIMIT,
  }: { by?: 'team' | 'unit' | undefined; cursor?: string | undefined; limit?: number | undefined },
) {
  const campaign = await getCampaignFor(work.actor, campaignId)
  const groups = await listStandings(campaignId, within(work))
  const rows = by === 'unit' ? await addUpUnits(campaign, groups) : groups
  const presented = rows.map((row) => presentRow(work, campaign, row))
  const inNeed = presented.filter((row) => row.next?.needsHelp)
  const ordered = [...inNeed, ...presented.filter((row) => !row.next?.needsHelp)]
  const start = Number(cursor ?? 0) || 0
  const total = addGroups('', groups)
  return {
    total: { ...presentRow(work, campaign, { ...total, name: '合计', path: '' }), allowed: [] },
    items: ordered.slice(start, start + limit),
    next: start + limit < ordered.length ? String(start + limit) : null,
    needHelp: inNeed.length,
  }
}

/** 名单 — who of a group has done what, for its own leaders alone. @throws AppError not_found for everybody else. */
export async function readGroup(work: Work, campaignId: string, groupId: string) {
  await getCampaignFor(work.actor, campaignId)
  const row = await CampaignStandings.findById(standingId(campaignId, groupId)).lean<StandingRecord>()
  const group = found(
    row && CAMPAIGN_POLICY.names(work.actor, { organizationId: groupId, path: row.path }) ? row : undefined,
    '个小组',
  )
  const names = await namesOf(group.members.map(({ id }) => id))
  return {
    name: group.name,
    people: group.members.map(({ id, done }) => ({ personId: id, name: names.get(id) ?? '', done: Object.keys(done) })),
  }
}
