import type { OpenMatter, OpenMatterSource, Seat } from '@cloud/core/openMatter'
import { addDays, dayLabel, type PlainDate, plainDateOfInstant } from '@shared/core/plainDate'
import { ORGANISER_ROLES } from '@shared/core/roles'
import { findPendingArrival } from '@shared/modules/meetings/arrivals'
import { statusOf } from '@shared/modules/meetings/attendance'
import { detailPage } from '@shared/modules/meetings/plan/planYear'
import { APPROVER_ROLES } from '@shared/modules/meetings/policy'
import { type AttendanceRecord, Attendances, type MeetingRecord, Meetings } from './collection'

const STATES = ['planned', 'notified', 'returned', 'filed'] as const
/** A meeting nobody has recorded in a year will not be recorded by a successor either. */
const BACK_DAYS = 365
const MOST = 500

/** Which of the branch's meetings belong to the seat. */
function concerns({ role, organizationId, personId }: Seat, meeting: MeetingRecord): boolean {
  if (role === 'groupLeader') return meeting.groupId === organizationId
  if (role === 'secretary') return true
  return meeting.chairId === personId || meeting.recorderId === personId
}

/** Since its last step it has stood as it stands. */
const lastStepOn = ({ entries, on }: MeetingRecord): PlainDate => entries.at(-1)?.on ?? on

function meetingMatter(meeting: MeetingRecord, today: PlainDate): OpenMatter {
  const { _id, title, on, state } = meeting
  const key = `meetings:meeting-${_id}`
  const page = detailPage(_id)
  const since = lastStepOn(meeting)
  if (state === 'returned')
    return { key, title: `${title}记录被退回，要重新提交`, why: '记录还没有归档', dueOn: on, since, page }
  if (on < today)
    return {
      key,
      title: `${title}已过日期，还没有记录`,
      why: `${dayLabel(on)} ${meeting.place}`,
      dueOn: on,
      since,
      page,
    }
  const why = `${meeting.startTime} ${meeting.place}，${state === 'planned' ? '还没有发通知' : '通知已发'}`
  return { key, title: `${title}已安排，还没有开`, why, dueOn: on, since, page }
}

function peopleMatters(meeting: MeetingRecord, attendances: readonly AttendanceRecord[]): OpenMatter[] {
  const page = `/modules/meetings/pages/roll-call/index?id=${meeting._id}`
  const { _id, title, on } = meeting
  return attendances.flatMap(({ personId, name, entries }) => {
    const open: OpenMatter[] = []
    const last = entries.at(-1)
    const told = { ...(last && { since: plainDateOfInstant(last.at) }), page }
    if (statusOf(entries) === 'leaveRequested')
      open.push({
        key: `meetings:leave-${_id}-${personId}`,
        title: `核对${name}的请假`,
        why: title,
        dueOn: on,
        ...told,
      })
    if (findPendingArrival(entries))
      open.push({ key: `meetings:arrival-${_id}-${personId}`, title: `核对${name}补发的签到`, why: title, ...told })
    return open
  })
}

/** Meetings planned, not yet recorded or waiting for review, and leave that waits for an answer, as the facts stand. */
export const meetingMatters: OpenMatterSource = async (_, seat, today) => {
  const isGroup = seat.role === 'groupLeader'
  if (!isGroup && !ORGANISER_ROLES.some((role) => role === seat.role)) return []
  const branchId = isGroup ? (seat.path.split('/').filter(Boolean).slice(-2)[0] ?? '') : seat.organizationId
  const rows = await Meetings.find({
    organizationId: branchId,
    state: { $in: [...STATES] },
    on: { $gte: addDays(today, -BACK_DAYS) },
  })
    .sort({ on: -1 })
    .limit(MOST)
    .lean<MeetingRecord[]>()
  const meetings = rows.filter((meeting) => concerns(seat, meeting)).reverse()
  const people = await Attendances.find({ meetingId: { $in: meetings.map((meeting) => meeting._id) } }).lean<
    AttendanceRecord[]
  >()
  const approves = APPROVER_ROLES.some((role) => role === seat.role)
  return meetings.flatMap((meeting) => {
    const own = peopleMatters(
      meeting,
      people.filter((person) => person.meetingId === meeting._id),
    )
    if (meeting.state !== 'filed') return [meetingMatter(meeting, today), ...own]
    const { _id, title, on } = meeting
    const review = {
      key: `meetings:review-${_id}`,
      title: `审核${title}记录`,
      why: '记录已提交，等审核归档',
      dueOn: on,
      since: lastStepOn(meeting),
    }
    return approves ? [{ ...review, page: detailPage(_id) }, ...own] : []
  })
}
