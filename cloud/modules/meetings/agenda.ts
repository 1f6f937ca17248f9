import type { Actor } from '@cloud/core/actor'
import type { DatedEvent } from '@cloud/core/datedEvent'
import type { PlainDate } from '@shared/core/plainDate'
import { isDone } from '@shared/core/workflow'
import { isListed } from '@shared/modules/meetings/attendance'
import { MEETING_STATE_LABELS } from '@shared/modules/meetings/model'
import { type AttendanceRecord, Attendances, type MeetingRecord, Meetings } from './collection'
import { getMeeting } from './queries'

/** A meeting as a calendar shows it. */
export interface MeetingDate {
  id: string
  organizationId: string
  title: string
  on: PlainDate
  startTime: string
  endTime: string
  place: string
  cancelled: boolean
  /** Has the notice gone out? Until then it is the organisers' own plan. */
  announced: boolean
}

/** More lists than a person stands on in two years. */
const MOST = 600

const dateOf = (record: MeetingRecord): MeetingDate => ({
  id: record._id,
  organizationId: record.organizationId,
  title: record.title,
  on: record.on,
  startTime: record.startTime,
  endTime: record.endTime,
  place: record.place,
  cancelled: record.state === 'cancelled',
  announced: isDone(record.entries, 'notify'),
})

/** Meetings on whose list a person stands, between two days, once they are announced. */
export async function listMeetingDatesOf(personId: string, from: PlainDate, to: PlainDate): Promise<MeetingDate[]> {
  const rows = await Attendances.find({ personId }, { meetingId: 1, standing: 1, entries: 1 })
    .sort({ _id: -1 })
    .limit(MOST)
    .lean<Pick<AttendanceRecord, 'meetingId' | 'standing' | 'entries'>[]>()
  const ids = rows.filter(isListed).map(({ meetingId }) => meetingId)
  const meetings = await Meetings.find({ _id: { $in: ids } }).lean<MeetingRecord[]>()
  return meetings
    .filter(({ on }) => on >= from && on <= to)
    .map(dateOf)
    .filter(({ announced }) => announced)
}

/** Held alone, or together with others. */
const listBetween = (organizationId: string, from: PlainDate, to: PlainDate): Promise<MeetingRecord[]> =>
  Meetings.find({ $or: [{ organizationId }, { partnerIds: organizationId }], on: { $gte: from, $lte: to } })
    .sort({ on: -1, _id: -1 })
    .limit(MOST)
    .lean<MeetingRecord[]>()

/** Meetings of an organisation between two days, also those not announced yet. */
export const listMeetingDates = async (
  organizationId: string,
  from: PlainDate,
  to: PlainDate,
): Promise<MeetingDate[]> => (await listBetween(organizationId, from, to)).map(dateOf)

/** The same as they stand in the organisation's calendar, but for what was called off. */
export async function listMeetingEvents(organizationId: string, from: PlainDate, to: PlainDate): Promise<DatedEvent[]> {
  const meetings = await listBetween(organizationId, from, to)
  return meetings
    .filter(({ state }) => state !== 'cancelled')
    .map((record) => ({
      id: record._id,
      title: record.title,
      note: record.place,
      on: record.on,
      startTime: record.startTime,
      endTime: record.endTime,
      state: MEETING_STATE_LABELS[record.state],
      announced: isDone(record.entries, 'notify'),
      page: `/modules/meetings/pages/detail/index?id=${record._id}`,
    }))
}

/** @throws AppError not_found for a meeting the actor may not see. */
export const getMeetingDate = async (actor: Actor, meetingId: string, today: PlainDate): Promise<MeetingDate> =>
  dateOf((await getMeeting(actor, meetingId, today)).record)
