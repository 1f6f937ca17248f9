import type { Actor } from '@cloud/core/actor'
import type { DatedEvent, DatedEventSource } from '@cloud/core/datedEvent'
import type { Work } from '@cloud/core/deps'
import { loadWorkCalendar } from '@cloud/modules/calendar/index'
import { listOrganizations } from '@cloud/modules/organizations/index'
import { addDays, endOfMonth, type PlainDate, startOfMonth } from '@shared/core/plainDate'
import { dayStatus } from '@shared/core/workCalendar'
import type { MonthReply } from '@shared/modules/duties/contract'
import { PLAN_POLICY } from '@shared/modules/duties/policy'
import { heatOf } from '@shared/modules/duties/rules'
import { Duties, type DutyRecord } from './collection'
import { presentDuty } from './present'
import { getPlanPlace, organisedBy } from './reach'
import { boardId } from './record'

const MAX_MONTH = 300

/** What is arranged in a place; before it is announced, for its organisers alone. */
async function listEvents(
  dated: readonly DatedEventSource[],
  actor: Actor,
  { id, path }: { id: string; path: string },
  first: PlainDate,
  last: PlainDate,
): Promise<DatedEvent[]> {
  const isOrganiser = PLAN_POLICY.adjust(actor, { organizationId: id, path })
  const all = await Promise.all(dated.map((list) => list(id, first, last)))
  return all
    .flat()
    .filter(({ announced }) => announced || isOrganiser)
    .sort((a, b) => (a.startTime < b.startTime ? -1 : 1))
}

const presentEvent = ({ id, title, note, startTime, endTime, state, page }: DatedEvent) => ({
  id,
  title,
  note,
  startTime,
  endTime,
  state,
  page,
})

/** One month of a person, or of an organisation: working days and holidays, and on each day what is due, was done or is arranged. */
export async function getMonth(
  { actor, today }: Work,
  dated: readonly DatedEventSource[],
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
  const fulfilling = new Set(rows.map(({ ownerKind, doneBy }) => ownerKind === 'organization' && doneBy?.id))
  const known = place ? await listEvents(dated, actor, place, first, last) : []
  const events = known.filter(({ id }) => !fulfilling.has(id))
  const calendar = await loadWorkCalendar()
  const days: MonthReply['days'] = []
  for (let on: PlainDate = first; on <= last; on = addDays(on, 1)) {
    const { working, provisional, name } = dayStatus(calendar, on)
    const due = rows.filter((row) => row.on === on)
    due.sort((a, b) => ((a.dueTime ?? '24:00') < (b.dueTime ?? '24:00') ? -1 : 1))
    const items = due.map((row) => ({ ...presentDuty(row, today), ...(row.doneBy && { doneOn: row.doneBy.on }) }))
    const arranged = events.filter((event) => event.on === on).map(presentEvent)
    const count = items.filter((item) => item.state !== 'waived').length + arranged.length
    const heat = heatOf(count)
    days.push({ on, working, provisional, ...(name && { name }), count, heat, items, events: arranged })
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
