import type { Actor } from '@cloud/core/actor'
import type { PlainDate } from '@shared/core/plainDate'
import type { Duty } from '@shared/modules/duties/model'
import { Duties, type DutyRecord } from './collection'
import { getPlanPlace } from './reach'
import { boardId, toDuty } from './record'

/** What an owner has to do between two days, by the day it stands on in the calendar, at most `limit`. */
export async function listAgenda(
  owner: { kind: 'person' | 'organization'; id: string },
  from: PlainDate,
  to: PlainDate,
  limit: number,
): Promise<(Duty & { on: PlainDate })[]> {
  const rows = await Duties.find({ boards: boardId(owner.kind, owner.id), on: { $gte: from, $lte: to } })
    .sort({ on: 1 })
    .limit(limit)
    .lean<DutyRecord[]>()
  return rows.map((row) => ({ ...toDuty(row), on: row.on }))
}

/** Name of an organisation whose plan the actor may see. @throws AppError not_found for a foreign one. */
export const getPlanName = async (actor: Actor, organizationId: string): Promise<string> =>
  (await getPlanPlace(actor, organizationId, 'see')).name
