import { findShared, readShared } from '@cloud/core/database/sharedReads'
import type { PlainDate } from '@shared/core/plainDate'
import type { Meeting } from '@shared/modules/meetings/model'
import { type MeetingRecord, Meetings } from './collection'

/** As much of a meeting as plans are computed from: not its papers, which are most of it. */
const FIELDS = {
  organizationId: 1,
  groupId: 1,
  kind: 1,
  title: 1,
  on: 1,
  startTime: 1,
  place: 1,
  chairId: 1,
  recorderId: 1,
  entries: 1,
  state: 1,
  joined: 1,
  partnerIds: 1,
  invitedIds: 1,
} as const satisfies Partial<Record<keyof MeetingRecord, 1>>

export type PlannedMeeting = Pick<Meeting, 'id'> & Pick<MeetingRecord, keyof typeof FIELDS>

/** Rows in one answer of the database: all that a few branches hold in a year. */
const AT_ONCE = 2_000

const questionOf = (organizationIds: readonly string[], year: number) => ['meetings', organizationIds, year]

/** Meetings these branches hold in a year, alone or together, and those they are asked to join. */
export function listPlanned(organizationIds: readonly string[], year: number): Promise<PlannedMeeting[]> {
  const ids = { $in: [...organizationIds] }
  const on = { $gte: `${year}-01-01` as PlainDate, $lte: `${year}-12-31` as PlainDate }
  return readShared(questionOf(organizationIds, year), async () => {
    const rows = await Meetings.find(
      {
        $or: [
          { organizationId: ids, on },
          { partnerIds: ids, on },
          { invitedIds: ids, on },
        ],
      },
      FIELDS,
    )
      .batchSize(AT_ONCE)
      .lean<MeetingRecord[]>()
    return rows.map(({ _id, ...rest }) => ({ id: _id, ...rest }))
  })
}

/** The same when it has been asked for already within shared reads. */
export const findPlanned = (organizationIds: readonly string[], year: number): Promise<PlannedMeeting[] | undefined> =>
  findShared(questionOf(organizationIds, year))
