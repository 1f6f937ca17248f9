import { findPage, type PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { listAppointments, listOrganizations } from '@cloud/modules/organizations/index'
import { countMembers, namesOf } from '@cloud/modules/people/index'
import { SLIPPING_DAYS } from '@shared/core/obligation'
import { addDays, type PlainDate, yearOf } from '@shared/core/plainDate'
import { ROLE_LABELS } from '@shared/core/roles'
import type { SlippingItem } from '@shared/modules/duties/contract'
import { SUPERIOR_ROLES } from '@shared/modules/duties/policy'
import { attentionDay, helpSince } from '@shared/modules/duties/rules'
import { addMarks, emptyTally, ringOfTally } from '@shared/modules/duties/standing'
import { Duties, type DutyRecord, type StandingRecord, Standings } from './collection'
import { presentDuty } from './present'
import type { ProgressScope } from './progress'
import { getOverseen, getPlanPlace } from './reach'
import { boardId } from './record'

/** Most duties shown of one organisation. */
const MOST = 30
const PER_ORGANIZATION = 20

const ENTERED_BY = '支部书记、副书记、组织委员或宣传委员'

/** An open duty with the fact that is missing; without a record of its own it is seen in the plan. */
function presentSlipping(row: DutyRecord, today: PlainDate): SlippingItem {
  const { organizationId, year, _id, missing } = row
  return {
    ...presentDuty(row, today),
    organizationId,
    missing: {
      what: missing?.what ?? '还没有办结的记录',
      by: missing?.by ?? ENTERED_BY,
      page:
        missing?.page ?? `/modules/duties/pages/plan/index?organizationId=${organizationId}&year=${year}&key=${_id}`,
    },
  }
}

/** What is late or slipping in the plans of these organisations, soonest first, by organisation. */
export async function listPressing(
  organizationIds: readonly string[],
  { year, rule, today }: { year: number; rule?: string | undefined; today: PlainDate },
): Promise<Map<string, SlippingItem[]>> {
  if (organizationIds.length === 0) return new Map()
  const rows = await Duties.find({
    boards: { $in: organizationIds.map((id) => boardId('organization', id)) },
    on: { $gte: helpSince(year, today), $lte: addDays(today, SLIPPING_DAYS) },
    open: true,
    year,
    ...(rule && { rule }),
  })
    .sort({ on: 1 })
    .limit(organizationIds.length * PER_ORGANIZATION)
    .lean<DutyRecord[]>()
  const pressing = new Map<string, SlippingItem[]>(organizationIds.map((id) => [id, []]))
  for (const row of rows)
    if (attentionDay(row) <= today) pressing.get(row.organizationId)?.push(presentSlipping(row, today))
  return pressing
}

/** What falls due next in all plans below an organisation, soonest first, page by page. */
export async function listSlipping(work: Work, query: ProgressScope & PageRequest) {
  const place = await getOverseen(work.actor, query.organizationId)
  const year = query.year ?? yearOf(work.today)
  const page = await findPage<DutyRecord>(
    Duties,
    {
      reach: place.id,
      ...(query.rule && { rule: query.rule }),
      year,
      open: true,
      dueOn: { $gte: helpSince(year, work.today) },
    },
    { dueOn: 1 },
    query,
  )
  const ids = [...new Set(page.items.map((row) => row.organizationId))]
  const names = new Map((await listOrganizations({ ids })).map((one) => [one.id, one.name]))
  return {
    items: page.items.map((row) => ({
      ...presentSlipping(row, work.today),
      organization: names.get(row.organizationId) ?? '',
    })),
    next: page.next,
  }
}

/** One organisation below: who leads it, its ring, and each open duty with the missing fact. */
export async function getStanding(work: Work, query: { organizationId: string; year?: number | undefined }) {
  const { actor, today } = work
  const { id, name } = await getPlanPlace(actor, query.organizationId, 'oversee')
  const year = query.year ?? yearOf(today)
  const standing = await Standings.findById(`${id}:${year}`).lean<StandingRecord>()
  const tally = emptyTally()
  for (const marks of standing?.rules ?? []) addMarks(tally, marks, today, helpSince(year, today))
  const items = (await listPressing([id], { year, today })).get(id) ?? []
  const offices = (await listAppointments([id], today)).filter(({ role }) => SUPERIOR_ROLES.some((one) => one === role))
  const names = await namesOf(offices.map((office) => office.personId))
  return {
    organizationId: id,
    name,
    year,
    ring: ringOfTally(tally),
    members: (await countMembers([id])).get(id) ?? 0,
    leaders: offices.flatMap(({ personId, role }) => {
      const leader = names.get(personId)
      return leader === undefined ? [] : [{ name: leader, role: ROLE_LABELS[role] }]
    }),
    items: items.slice(0, MOST),
    more: tally.pressing + tally.slipping - Math.min(items.length, MOST),
  }
}
