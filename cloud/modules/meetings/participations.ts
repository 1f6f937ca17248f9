import { type Consumer, recordChange } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import { listAppointmentsOf, settingsOf } from '@cloud/modules/organizations/index'
import { findPersonBrief } from '@cloud/modules/people/index'
import { yearOf } from '@shared/core/plainDate'
import { isDue, settledStatusOf, statusOf } from '@shared/modules/meetings/attendance'
import { hoursOf, lecturerHours } from '@shared/modules/meetings/hours'
import { partnersOf } from '@shared/modules/meetings/joint'
import type { LessonHours } from '@shared/modules/meetings/model'
import {
  type AttendanceRecord,
  Attendances,
  attendanceId,
  type MeetingRecord,
  Meetings,
  type ParticipationRecord,
  Participations,
} from './collection'
import { ATTENDANCE_FACT, FACT } from './write'

export const PARTICIPATION_FACT = 'meetings.participation'

/** The rows of one meeting, from facts alone; none unless it is approved. */
async function rowsOf(meeting: MeetingRecord): Promise<ParticipationRecord[]> {
  if (meeting.state !== 'locked') return []
  const people = await Attendances.find({ meetingId: meeting._id }).lean<AttendanceRecord[]>()
  const { _id: meetingId, kind, title, on } = meeting
  const branches = await branchesOf(meeting)
  const [host] = branches
  const lecturer = meeting.lecture?.lecturer
  const about = { meetingId, kind, title, on, year: yearOf(on) }
  const rows = people.flatMap((person): ParticipationRecord[] => {
    const status = settledStatusOf(person.entries)
    const due = isDue(person)
    const lectured = lecturer?.personId === person.personId
    if (!due && status !== 'present' && !lectured) return []
    const branch = branches.find((one) => one.organizationId === person.organizationId) ?? host
    if (!branch) return []
    const { _id, personId, name } = person
    const { organizationId, path, listener } = branch
    const hours = lectured ? lecturerHours(listener, branch.settings) : status === 'present' ? listener : 0
    const undecided = status === 'absent' && statusOf(person.entries) === 'leaveRequested'
    return [
      {
        _id,
        ...about,
        personId,
        name,
        organizationId,
        path,
        status,
        due,
        hours,
        ...(lectured && { lectured }),
        ...(undecided && { undecided }),
      },
    ]
  })
  const lecturerId = lecturer?.personId
  if (!host || !lecturerId || rows.some((row) => row.personId === lecturerId)) return rows
  // A leader from above who taught stands on no list: the lesson is recorded in the own branch's books.
  const brief = await findPersonBrief(lecturerId)
  if (!brief) return rows
  const { id: personId, name, organizationId, path } = brief
  const hours = lecturerHours(host.listener, host.settings)
  const own = { _id: attendanceId(meetingId, personId), personId, name, organizationId, path }
  return [...rows, { ...own, ...about, status: 'present', due: false, hours, lectured: true }]
}

/** Every branch that held the meeting, each with its own conversion of hours. */
async function branchesOf(meeting: MeetingRecord) {
  const { organizationId, path, hourSettings } = meeting
  const branches = []
  for (const place of [{ organizationId, path, hourSettings }, ...partnersOf(meeting)]) {
    const settings: LessonHours =
      place.hourSettings ?? (await settingsOf({ id: place.organizationId, path: place.path }))
    const listener = hoursOf(meeting.kind, meeting.startTime, meeting.endTime, settings)
    branches.push({ organizationId: place.organizationId, path: place.path, settings, listener })
  }
  return branches
}

/** Recomputes one meeting's rows; doing it twice gives the same. @param now given when others are to hear of it. */
async function recompute(meetingId: string, now?: string): Promise<void> {
  const meeting = await Meetings.findById(meetingId).lean<MeetingRecord>()
  const rows = meeting ? await rowsOf(meeting) : []
  await Participations.deleteMany({ meetingId })
  if (rows.length > 0) await Participations.insertMany(rows)
  if (rows.length === 0 || !now) return
  // What is derived from participations follows now, not when the meeting itself changed.
  // A leader's lesson also counts where the office is held.
  const lecturerId = meeting?.lecture?.lecturer.personId
  const offices = lecturerId && meeting ? await listAppointmentsOf(lecturerId, meeting.on) : []
  const concerned = [...new Set([...rows, ...offices].map((one) => one.organizationId))]
  await recordChange(
    { now },
    concerned.map((organizationId) => ({ organizationId, fact: PARTICIPATION_FACT, factId: meetingId })),
  )
}

/** Those of these meetings that have rows or are to have some: before approval nothing stands here however often people come and go. */
async function countedAmong(meetingIds: readonly string[]): Promise<string[]> {
  const ids = { $in: [...meetingIds] }
  const locked = await Meetings.find({ _id: ids, state: 'locked' }, { _id: 1 }).lean<{ _id: string }[]>()
  const stored = await Participations.distinct('meetingId', { meetingId: ids })
  return [...new Set([...locked.map((meeting) => meeting._id), ...stored])]
}

/** Keeps the read model up to date from change rows. */
export const participationsConsumer: Consumer = {
  name: 'meetings.participations',
  facts: [FACT, ATTENDANCE_FACT],
  async apply(deps, changes) {
    const now = new Date(deps.clock.now()).toISOString()
    const changed = [...new Set(changes.map((change) => change.factId))]
    for (const meetingId of await countedAmong(changed)) await inTransaction(() => recompute(meetingId, now))
  },
}

const BATCH = 100

/** Drops what comes of meetings and builds it again from all of them. @returns how many rows it has now. */
export async function rebuildParticipations(): Promise<number> {
  await Participations.deleteMany({ kind: { $ne: 'event' } })
  let after = ''
  for (;;) {
    const meetings = await Meetings.find({ state: 'locked', _id: { $gt: after } }, { _id: 1 })
      .sort({ _id: 1 })
      .limit(BATCH)
      .lean<{ _id: string }[]>()
    for (const meeting of meetings) await inTransaction(() => recompute(meeting._id))
    const last = meetings.at(-1)
    if (!last || meetings.length < BATCH) return Participations.countDocuments({ kind: { $ne: 'event' } })
    after = last._id
  }
}
