import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import { findPendingArrival } from '@shared/modules/meetings/arrivals'
import { statusOf } from '@shared/modules/meetings/attendance'
import {
  ARRIVAL_LABELS,
  type AttendanceEntry,
  type AttendanceStatus,
  type LateArrival,
  type Meeting,
} from '@shared/modules/meetings/model'
import { stateOf } from '@shared/modules/meetings/steps'
import { lateMinutesAt } from '../lateness'
import { getMeetingFor } from '../queries'
import { appendAttendance, noteMeeting } from '../write'
import { correctAttendance } from './attend'
import { findAttendee } from './attendee'

interface ArrivalDecision {
  personId: string
  accept: boolean
  reason: string
}

/** What accepting puts down while the record is not locked. */
async function acceptedEntries(
  work: Work,
  meeting: Meeting,
  pending: LateArrival,
  reason: string,
): Promise<AttendanceEntry[]> {
  const { by, doneAt, at } = pending
  const decidedBy = work.actor.personId
  if (pending.what === 'leave')
    return [
      { kind: 'requestLeave', by, at: doneAt, ...(pending.reason && { reason: pending.reason }) },
      { kind: 'approveLeave', by: decidedBy, at: work.now, reason },
    ]
  const late = await lateMinutesAt(meeting, doneAt)
  return [
    {
      kind: 'checkIn',
      method: pending.method ?? 'code',
      by,
      at: doneAt,
      arrivedAt: at,
      offline: true,
      reason,
      ...late,
    },
  ]
}

/**
 * 核对迟到的签到 — accepted, it counts from when it was made; in a locked record it becomes a correction. The reason stays on record
 * either way. @throws AppError not_found, conflict when nothing of this person waits.
 */
export async function decideArrival(
  work: Work,
  meetingId: string,
  { personId, accept, reason }: ArrivalDecision,
): Promise<AttendanceStatus> {
  const { actor } = work
  const loaded = await getMeetingFor(actor, meetingId, 'decideArrival', work.today)
  const { meeting, record } = loaded
  const person = await findAttendee(work, loaded, personId)
  if (!person?.known) throw new AppError('not_found', '名单里没有这个人')
  const pending = findPendingArrival(person.known)
  if (!pending) throw new AppError('conflict', `${person.name}没有等你核对的签到或请假，可能已经处理过了`)
  if (accept && stateOf(meeting.entries) === 'locked') {
    const status = pending.what === 'checkIn' ? 'present' : 'leave'
    await correctAttendance(work, meetingId, { personId, status, reason })
    return status
  }
  const refusal: AttendanceEntry = { kind: 'refuseArrival', by: actor.personId, at: work.now, reason }
  const listed = loaded.attendances.some((a) => a.personId === personId)
  // Not accepted, nobody gets onto the list; accepted, as what the register has him.
  const standing = accept || listed ? person.standing : 'guest'
  const entries = accept ? await acceptedEntries(work, meeting, pending, reason) : [refusal]
  let { known } = person
  for (const entry of entries) {
    await appendAttendance(record, { ...person, standing, known }, entry)
    known = [...known, entry]
  }
  const summary = `${accept ? '认可' : '不认可'}${person.name}在“${meeting.title}”迟到送达的${ARRIVAL_LABELS[pending.what]}：${reason}`
  await noteMeeting(work, record, { summary }, 'arrival')
  return statusOf(known)
}
