import type { PlainDate } from '@shared/core/plainDate'
import type { MeetingKind, MeetingState } from '@shared/modules/meetings/model'
import { type MeetingRecord, Meetings } from './collection'
import { findPlanned } from './planned'

/** A meeting as modules see it whose procedures take place at one. */
export interface LinkedMeeting {
  id: string
  organizationId: string
  kind: MeetingKind
  title: string
  on: PlainDate
  state: MeetingState
}

const FIELDS = { organizationId: 1, kind: 1, title: 1, on: 1, state: 1 } as const
const present = ({ _id, organizationId, kind, title, on, state }: MeetingRecord): LinkedMeeting => ({
  id: _id,
  organizationId,
  kind,
  title,
  on,
  state,
})

/** Meetings of these kinds that branches have planned or held in a year, by day. */
export async function listLinkable(
  organizationIds: readonly string[],
  kinds: readonly MeetingKind[],
  year: number,
): Promise<LinkedMeeting[]> {
  const known = await findPlanned(organizationIds, year)
  if (known)
    return known
      .filter(
        ({ organizationId, kind, state }) =>
          organizationIds.includes(organizationId) && kinds.includes(kind) && state !== 'cancelled',
      )
      .map(({ id, organizationId, kind, title, on, state }) => ({ id, organizationId, kind, title, on, state }))
      .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  const rows = await Meetings.find(
    {
      organizationId: { $in: [...organizationIds] },
      kind: { $in: [...kinds] },
      on: { $gte: `${year}-01-01` as PlainDate, $lte: `${year}-12-31` as PlainDate },
    },
    FIELDS,
  )
    .sort({ on: 1 })
    .lean<MeetingRecord[]>()
  return rows.filter((row) => row.state !== 'cancelled').map(present)
}

/** Meetings by id, also cancelled ones. */
export async function listLinked(ids: readonly string[]): Promise<LinkedMeeting[]> {
  if (ids.length === 0) return []
  return (await Meetings.find({ _id: { $in: [...ids] } }, FIELDS).lean<MeetingRecord[]>()).map(present)
}
