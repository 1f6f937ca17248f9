import type { Work } from '@cloud/core/deps'
import { type PlainDate, yearOf } from '@shared/core/plainDate'
import type { PlannedItem } from '@shared/modules/duties/contract'
import { type Duty, MAX_PLAN, type Ring } from '@shared/modules/duties/model'
import { PLAN_POLICY } from '@shared/modules/duties/policy'
import { ringOf, yearMarks } from '@shared/modules/duties/rules'
import { Adjustments, Duties, type DutyRecord, LocalItems } from './collection'
import { presentPlanned } from './present'
import { getPlanPlace } from './reach'
import { boardId, toDuty } from './record'

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
