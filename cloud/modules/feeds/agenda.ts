import { listAgenda } from '@cloud/modules/duties/index'
import { listMeetingDates, listMeetingDatesOf, type MeetingDate } from '@cloud/modules/meetings/index'
import { listMembers } from '@cloud/modules/people/index'
import type { PlainDate } from '@shared/core/plainDate'
import { type AgendaEvent, type FeedOwner, MAX_EVENTS } from '@shared/modules/feeds/model'
import { withoutNames } from '@shared/modules/feeds/rules'

/** To come to a meeting is a duty, too; in a calendar the meeting itself says it better. */
const SAID_BY_MEETING = 'meetings.attend'

export const meetingEvent = (meeting: MeetingDate): AgendaEvent => ({
  uid: `meeting-${meeting.id}`,
  title: meeting.title,
  note: '知行会议通知',
  on: meeting.on,
  startTime: meeting.startTime,
  endTime: meeting.endTime,
  place: meeting.place,
  page: `/modules/meetings/pages/detail/index?id=${meeting.id}`,
  cancelled: meeting.cancelled,
})

/** Meetings and duties of an owner between two days, by day, without the names of others. */
export async function loadAgenda(owner: FeedOwner, from: PlainDate, to: PlainDate): Promise<AgendaEvent[]> {
  const meetings =
    owner.kind === 'person' ? await listMeetingDatesOf(owner.id, from, to) : await listMeetingDates(owner.id, from, to)
  const duties = (await listAgenda(owner, from, to, MAX_EVENTS)).filter(({ rule }) => rule !== SAID_BY_MEETING)
  const places = [...new Set([...duties, ...meetings].map(({ organizationId }) => organizationId))]
  const names = (await listMembers(places)).map(({ name }) => name)
  const events = duties.map(
    (duty): AgendaEvent => ({
      uid: `duty-${duty.key}`,
      title: `${duty.doneBy ? '已完成：' : ''}${duty.title}`,
      note: `${duty.why}\n依据：${duty.source.document}${duty.source.article}`,
      on: duty.on,
      ...(duty.dueTime && { startTime: duty.dueTime }),
      page: duty.action.page,
      cancelled: duty.waivedBecause !== undefined && !duty.doneBy,
    }),
  )
  return [...meetings.map(meetingEvent), ...events]
    .map((event) => ({ ...event, title: withoutNames(event.title, names), note: withoutNames(event.note, names) }))
    .sort((a, b) => (`${a.on} ${a.startTime ?? ''}${a.uid}` < `${b.on} ${b.startTime ?? ''}${b.uid}` ? -1 : 1))
    .slice(0, MAX_EVENTS)
}
