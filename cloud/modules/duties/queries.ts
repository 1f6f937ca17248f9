import type { Work } from '@cloud/core/deps'
import { loadWorkCalendar } from '@cloud/modules/calendar/index'
import { listOrganizations } from '@cloud/modules/organizations/index'
import { addDays, endOfMonth, type PlainDate, startOfMonth, yearOf } from '@shared/core/plainDate'
import { dayStatus } from '@shared/core/workCalendar'
import type { MonthReply, PlannedItem } from '@shared/modules/duties/contract'
import { type Duty, MAX_PLAN, type Ring } from '@shared/modules/duties/model'
import { PLAN_POLICY } from '@shared/modules/duties/policy'
import { heatOf, ringOf, yearMarks } from '@shared/modules/duties/rules'
import { Adjustments, Duties, type DutyRecord, LocalItems } from './collection'
import { presentDuty, presentPlanned } from './present'
import { getPlanPlace, organisedBy } from './reach'
import { boardId, toDuty } from './record'

const MAX_MONTH = 300

/** The year's plan of one organisation: what it and the groups inside it owe. @throws AppError not_found for a foreign one. */
export async function getPlan(
  { actor, today }: Work,
  query: { organizationId?: string | undefined; year?: number | undefined },
): Promise<{
  organizationId: string
  name: string
  year: number
  ring: Ring
  items: PlannedItem[]
  allowed: 'add'[]
}> {
  const { id, name, path } = await getPlanPlace(actor, query.organizationId ?? actor.organizationId, 'see')
  const year = query.year ?? yearOf(today)
  const rows = await Duties.find({ boards: boardId('organization', id), year })
    .sort({ dueOn: 1 })
    .limit(MAX_PLAN)
    .lean<DutyRecord[]>()
  const places = [...new Set([id, ...rows.map((row) => row.organizationId)])]
  const adjusted = await Adjustments.find({ organizationId: { $in: places } }).lean()
  const adjustments = new Map(adjusted.map((one) => [one._id, one]))
  const closed = await LocalItems.find({ organizationId: id, year }, { note: 1 }).lean()
  const notes = new Map(closed.map((one) => [one._id, one.note]))
  const mayAdjust = PLAN_POLICY.adjust(actor, { organizationId: id, path })
  const items = rows.map((row) =>
    presentPlanned(row, today, adjustments.get(row._id), notes.get(row.doneBy?.id ?? ''), mayAdjust),
  )
  const ring = ringOf(yearMarks(year, rows.map(toDuty)), today)
  return { organizationId: id, name, year, ring, items, allowed: mayAdjust ? ['add'] : [] }
}

/** One month of a person, or of an organisation: working days and holidays, and on each day what is due or was done. */
export async function getMonth(
  { actor, today }: Work,
  query: { month: string; organizationId?: string | undefined },
): Promise<MonthReply> {
  const place = query.organizationId ? await getPlanPlace(actor, query.organizationId, 'see') : undefined
  const [year = 0, month = 0] = query.month.split('-').map(Number)
  const [first, last] = [startOfMonth(year, month), endOfMonth(year, month)]
  const board = place ? boardId('organization', place.id) : boardId('person', actor.personId)
  const rows = await Duties.find({ boards: board, on: { $gte: first, $lte: last } })
    .sort({ on: 1 })
    .limit(MAX_MONTH)
    .lean<DutyRecord[]>()
  const calendar = await loadWorkCalendar()
  const days: MonthReply['days'] = []
  for (let on: PlainDate = first; on <= last; on = addDays(on, 1)) {
    const { working, provisional, name } = dayStatus(calendar, on)
    const due = rows.filter((row) => row.on === on)
    due.sort((a, b) => ((a.dueTime ?? '24:00') < (b.dueTime ?? '24:00') ? -1 : 1))
    const items = due.map((row) => ({ ...presentDuty(row, today), ...(row.doneBy && { doneOn: row.doneBy.on }) }))
    const count = items.filter((item) => item.state !== 'waived').length
    days.push({ on, working, provisional, ...(name && { name }), count, heat: heatOf(count), items })
  }
  const own = [...new Set([actor.organizationId, ...organisedBy(actor)])].filter((id) => id !== '')
  const organizations = await listOrganizations({ ids: own })
  return {
    month: query.month,
    ...(place && { organizationId: place.id }),
    name: place?.name ?? '我自己的',
    confirmed: calendar[year]?.status === 'confirmed',
    calendarSource: calendar[year]?.source ?? '还没有这一年的放假安排，按周末推算',
    days,
    organizations: organizations.map(({ id, name }) => ({ organizationId: id, name })),
  }
}

/** Duties by key; those that no longer exist are absent. */
export async function findDuties(keys: readonly string[]): Promise<Duty[]> {
  return (await Duties.find({ _id: { $in: [...keys] } }).lean<DutyRecord[]>()).map(toDuty)
}

/** Open duties with a rung of their ladder on this day, in the order of their keys, at most `limit` after a key. */
export async function findDutiesForLadder(rungDay: PlainDate, afterKey: string, limit: number): Promise<Duty[]> {
  const rows = await Duties.find({ open: true, rungDays: rungDay, _id: { $gt: afterKey } })
    .sort({ _id: 1 })
    .limit(limit)
    .lean<DutyRecord[]>()
  return rows.map(toDuty)
}
