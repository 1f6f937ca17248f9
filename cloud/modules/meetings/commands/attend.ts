import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import { lastEntry } from '@shared/core/workflow'
import { statusOf } from '@shared/modules/meetings/attendance'
import type { AttendanceStatus, SettledStatus } from '@shared/modules/meetings/model'
import { ATTENDANCE_STATUS_LABELS } from '@shared/modules/meetings/model'
import { isAttendanceOpen, stateOf } from '@shared/modules/meetings/steps'
import { keepLateArrival } from '../lateness'
import { getMeetingFor, type LoadedMeeting } from '../queries'
import { appendAttendance, mustBeOpen, noteMeeting, writeMeeting } from '../write'
import { findAttendee } from './attendee'

function mustBeUnderWay({ meeting }: LoadedMeeting, what: string): void {
  const state = stateOf(meeting.entries)
  if (isAttendanceOpen(state)) return
  const why = state === 'planned' ? '会议还没有发通知' : state === 'cancelled' ? '会议已经取消' : '记录已经提交'
  throw new AppError('conflict', `${why}，不能${what}`)
}

/** When it was asked for without signal, if that was before the record was filed and it is sent only now. */
function lateAsking({ meeting }: LoadedMeeting, askedAt: string | undefined): string | undefined {
  const filed = lastEntry(meeting.entries, 'minutes')
  const closed = filed !== undefined && !isAttendanceOpen(stateOf(meeting.entries))
  return closed && askedAt !== undefined && askedAt < filed.at ? askedAt : undefined
}

/**
 * 请假. Asking twice is the same request. @param asked.askedAt when it was asked for, by the phone's clock; one that arrives after the
 * record was filed waits for the secretary.
 */
export async function requestLeave(
  work: Work,
  meetingId: string,
  { reason, askedAt }: { reason: string; askedAt?: string | undefined },
): Promise<{ status: AttendanceStatus; waits?: boolean }> {
  const { actor } = work
  const loaded = await getMeetingFor(actor, meetingId, 'leave', work.today)
  const lateAskedAt = lateAsking(loaded, askedAt)
  if (!lateAskedAt) mustBeUnderWay(loaded, '请假')
  const own = loaded.attendances.find((a) => a.personId === actor.personId)
  if (!own) throw new AppError('forbidden', '你不在这次会议的名单里，不用请假')
  const status = statusOf(own.entries)
  if (status === 'present') throw new AppError('conflict', '你已经签到，不用请假')
  if (status === 'leave' || status === 'leaveRequested') return { status }
  if (lateAskedAt) {
    const person = { ...own, known: own.entries }
    await keepLateArrival(work, loaded, person, { what: 'leave', reason, doneAt: lateAskedAt, problem: 'closed' })
    return { status, waits: true }
  }
  const at = askedAt && askedAt < work.now ? askedAt : work.now
  const { record } = loaded
  await appendAttendance(
    record,
    { ...own, known: own.entries },
    { kind: 'requestLeave', by: actor.personId, at, reason },
  )
  await noteMeeting(work, record, {})
  return { status: 'leaveRequested' }
}

/** 撤回请假 — granted or not; whoever has none to take back is left as he is. */
export async function withdrawLeave(work: Work, meetingId: string): Promise<AttendanceStatus> {
  const { actor } = work
  const loaded = await getMeetingFor(actor, meetingId, 'leave', work.today)
  mustBeUnderWay(loaded, '撤回请假')
  const own = loaded.attendances.find((a) => a.personId === actor.personId)
  const status = own ? statusOf(own.entries) : 'waiting'
  if (!own || (status !== 'leaveRequested' && status !== 'leave')) return status
  const entry = { kind: 'withdrawLeave', by: actor.personId, at: work.now } as const
  await appendAttendance(loaded.record, { ...own, known: own.entries }, entry)
  await noteMeeting(work, loaded.record, {})
  return 'waiting'
}

/** 核对请假. The same decision twice is one; a reason stands in for a request made by word of mouth. */
export async function decideLeave(
  work: Work,
  meetingId: string,
  decision: { personId: string; approve: boolean; reason?: string | undefined },
): Promise<AttendanceStatus> {
  const loaded = await getMeetingFor(work.actor, meetingId, 'decideLeave', work.today)
  mustBeUnderWay(loaded, '核对请假')
  const { personId, approve, reason } = decision
  const person = loaded.attendances.find((a) => a.personId === personId)
  if (!person) throw new AppError('not_found', '名单里没有这个人')
  const status = statusOf(person.entries)
  const wanted = approve ? 'leave' : 'waiting'
  if (status === wanted && person.entries.length > 0) return status
  const byWord = status === 'waiting' && approve && reason !== undefined
  if (status !== 'leaveRequested' && !byWord)
    throw new AppError(
      'conflict',
      status === 'present'
        ? `${person.name}已经签到，不用再核对请假`
        : status === 'waiting'
          ? `${person.name}没有请假；口头请假请写明原因`
          : `${person.name}的请假已经处理过了`,
    )
  let known = person.entries
  if (byWord) {
    const asked = { kind: 'requestLeave', by: work.actor.personId, at: work.now, reason } as const
    await appendAttendance(loaded.record, { ...person, known }, asked)
    known = [...known, asked]
  }
  await appendAttendance(
    loaded.record,
    { ...person, known },
    {
      kind: approve ? 'approveLeave' : 'refuseLeave',
      by: work.actor.personId,
      at: work.now,
      ...(reason && { reason }),
    },
  )
  const summary = `${approve ? '准' : '不准'}${person.name}在“${loaded.meeting.title}”请假`
  await noteMeeting(work, loaded.record, { summary }, 'leave')
  return wanted
}

/** 更正到会 — appended after the record was locked; every view follows. @throws AppError conflict when nothing would change. */
export async function correctAttendance(
  work: Work,
  meetingId: string,
  { personId, status, reason }: { personId: string; status: SettledStatus; reason: string },
): Promise<void> {
  const loaded = await getMeetingFor(work.actor, meetingId, 'correct', work.today)
  mustBeOpen(work, loaded, 'correct')
  const listed = loaded.attendances.find((a) => a.personId === personId)
  const person = await findAttendee(work, loaded, personId)
  if (!person) throw new AppError('not_found', '名册里没有这个人')
  const found = listed ? statusOf(listed.entries) : 'waiting'
  const before = found === 'present' || found === 'leave' ? found : 'absent'
  if (before === status && listed)
    throw new AppError('conflict', `${person.name}已经是“${ATTENDANCE_STATUS_LABELS[status]}”，不用更正`)
  const by = work.actor.personId
  await appendAttendance(loaded.record, person, { kind: 'correct', status, by, at: work.now, reason })
  const from = ATTENDANCE_STATUS_LABELS[before]
  const to = ATTENDANCE_STATUS_LABELS[status]
  await writeMeeting(work, loaded, {
    step: 'correct',
    reason,
    changes: [{ field: `attendance.${personId}`, label: `${person.name}到会情况`, from, to, reason, by, at: work.now }],
    summary: `更正“${loaded.meeting.title}”到会：${person.name} ${from} → ${to}`,
  })
}
