import type { Consumer } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import { settingsOf } from '@cloud/modules/organizations/index'
import { yearOf } from '@shared/core/plainDate'
import { isDue, settledStatusOf } from '@shared/modules/meetings/attendance'
import { hoursOf } from '@shared/modules/meetings/hours'
import {
  type AttendanceRecord,
  Attendances,
  type MeetingRecord,
  Meetings,
  type ParticipationRecord,
  Participations,
} from './collection'
import { FACT } from './write'

/** The rows of one meeting, from facts alone; none unless it is approved. */
async function rowsOf(meeting: MeetingRecord): Promise<ParticipationRecord[]> {
  if (meeting.state !== 'locked') return []
  const people = await Attendances.find({ meetingId: meeting._id }).lean<AttendanceRecord[]>()
  const { organizationId, path, kind, title, on } = meeting
  const settings = meeting.hourSettings ?? (await settingsOf({ id: organizationId, path }))
  const hours = hoursOf(kind, meeting.startTime, meeting.endTime, settings)
  return people.flatMap((person) => {
    const status = settledStatusOf(person.entries)
    const due = isDue(person)
    if (!due && status !== 'present') return []
    const { _id, personId, name } = person
    const row = { _id, meetingId: meeting._id, personId, name, organizationId, path, kind, title, on, year: yearOf(on) }
    return [{ ...row, status, due, hours: status === 'present' ? hours : 0 }]
  })
}

/** Recomputes one meeting's rows; doing it twice gives the same. */
async function recompute(meetingId: string): Promise<void> {
  const meeting = await Meetings.findById(meetingId).lean<MeetingRecord>()
  const rows = meeting ? await rowsOf(meeting) : []
  await Participations.deleteMany({ meetingId })
  if (rows.length > 0) await Participations.insertMany(rows)
}

/** Keeps the read model up to date from change rows. */
export const participationsConsumer: Consumer = {
  name: 'meetings.participations',
  facts: [FACT],
  async apply(_, changes) {
    for (const meetingId of new Set(changes.map((change) => change.factId)))
      await inTransaction(() => recompute(meetingId))
  },
}

const BATCH = 100

/** Drops the read model and builds it again from all meetings. @returns how many rows it has now. */
export async function rebuildParticipations(): Promise<number> {
  await Participations.deleteMany({})
  let after = ''
  for (;;) {
    const meetings = await Meetings.find({ state: 'locked', _id: { $gt: after } }, { _id: 1 })
      .sort({ _id: 1 })
      .limit(BATCH)
      .lean<{ _id: string }[]>()
    for (const meeting of meetings) await inTransaction(() => recompute(meeting._id))
    const last = meetings.at(-1)
    if (!last || meetings.length < BATCH) return Participations.countDocuments({})
    after = last._id
  }
}
