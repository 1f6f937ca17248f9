import { type Obligation, obligationKey, type Rung } from '@shared/core/obligation'
import { addDays, earlierOf, plainDateOfInstant } from '@shared/core/plainDate'
import { toWorkingDay, type WorkCalendar } from '@shared/core/workCalendar'
import { lastEntry } from '@shared/core/workflow'
import { findPendingArrival } from '../arrivals'
import { isDue, statusOf } from '../attendance'
import { ARRIVAL_LABELS, ARRIVAL_PROBLEM_LABELS, type Attendance, type Meeting } from '../model'
import { ATTENDING, UNIT_SETTING } from '../norms'
import { approverFor } from '../policy'
import { APPROVAL_DAYS, ARRIVAL_DAYS, isAttendanceOpen, MINUTES_DAYS, stateOf } from '../steps'
import { detailPage } from './planYear'

/** 短阶梯 — the day before and the day itself. */
export const ATTEND_LADDER = [
  { id: 'T-1', offsetDays: -1, to: 'owner' },
  { id: 'T', offsetDays: 0, to: 'owner' },
] as const satisfies readonly Rung[]

/** The same, then the secretary when it is late. */
export const PAPER_LADDER = [
  ...ATTEND_LADDER,
  { id: 'T+1', offsetDays: 1, to: 'secretary' },
] as const satisfies readonly Rung[]

/** As much of a meeting as its duties follow from. */
export type MeetingFacts = Pick<
  Meeting,
  'id' | 'organizationId' | 'kind' | 'title' | 'on' | 'startTime' | 'place' | 'chairId' | 'recorderId' | 'entries'
>

const page = (name: string, meetingId: string): string => `/modules/meetings/pages/${name}/index?id=${meetingId}`

/**
 * What one meeting asks of people: to come, to decide on leave, to write and to approve the record. Owned by persons, each done by
 * the fact itself. Once the record is filed nobody is asked to come any more: who was not there was absent.
 * @param approverIds who may approve, the secretary first; whoever filed the record is asked only when there is nobody else.
 */
export function meetingDuties(
  meeting: MeetingFacts,
  attendances: readonly Attendance[],
  approverIds: readonly string[],
  calendar: WorkCalendar,
): Obligation[] {
  const state = stateOf(meeting.entries)
  const notify = lastEntry(meeting.entries, 'notify')
  if (!notify || state === 'cancelled') return []
  const duty = (
    rule: string,
    personId: string,
    period: string,
    rest: Pick<Obligation, 'title' | 'why' | 'opensOn' | 'dueOn' | 'source' | 'action' | 'ladder'> &
      Partial<Pick<Obligation, 'dueTime' | 'doneBy'>>,
  ): Obligation => ({
    key: obligationKey(rule, personId, period),
    module: 'meetings',
    rule,
    owner: { kind: 'person', id: personId },
    organizationId: meeting.organizationId,
    period,
    ...rest,
  })
  const { id, on } = meeting
  const attendanceOpen = isAttendanceOpen(state) && state !== 'returned'
  const duties: Obligation[] = []

  for (const attendance of attendances) {
    const status = statusOf(attendance.entries)
    const settled = status === 'present' || status === 'leave'
    if (isDue(attendance) && (settled || attendanceOpen))
      duties.push(
        duty('meetings.attend', attendance.personId, id, {
          title: `参加${meeting.title}`,
          why: `${meeting.startTime} ${meeting.place}`,
          opensOn: earlierOf(notify.on, on),
          dueOn: on,
          dueTime: meeting.startTime,
          source: ATTENDING,
          action: { page: page('check-in', id), label: '签到' },
          ladder: ATTEND_LADDER,
          ...(settled && { doneBy: { module: 'meetings', id, on } }),
        }),
      )
    const asked = attendance.entries.find((entry) => entry.kind === 'requestLeave')
    const decided = settled || attendance.entries.some(({ kind }) => kind === 'refuseLeave' || kind === 'withdrawLeave')
    if (asked && (decided || attendanceOpen))
      duties.push(
        duty('meetings.decideLeave', meeting.chairId, `${id}-${attendance.personId}`, {
          title: `核对${attendance.name}的请假`,
          why: asked.reason ?? '',
          opensOn: earlierOf(plainDateOfInstant(asked.at), on),
          dueOn: on,
          dueTime: meeting.startTime,
          source: UNIT_SETTING,
          action: { page: page('roll-call', id), label: '核对' },
          ladder: ATTEND_LADDER,
          ...(status !== 'leaveRequested' && { doneBy: { module: 'meetings', id, on } }),
        }),
      )
  }

  for (const { personId, name, entries } of attendances) {
    const arrival = entries.find((entry) => entry.kind === 'lateArrival')
    const [secretaryId] = approverIds
    if (!arrival || !secretaryId) continue
    const arrivedOn = plainDateOfInstant(arrival.at)
    duties.push(
      duty('meetings.decideArrival', secretaryId, `${id}-${personId}`, {
        title: `核对${name}迟到送达的${ARRIVAL_LABELS[arrival.what]}`,
        why: ARRIVAL_PROBLEM_LABELS[arrival.problem],
        opensOn: arrivedOn,
        dueOn: toWorkingDay(calendar, addDays(arrivedOn, ARRIVAL_DAYS), 'after'),
        source: UNIT_SETTING,
        action: { page: detailPage(id), label: '核对' },
        ladder: PAPER_LADDER,
        ...(!findPendingArrival(entries) && { doneBy: { module: 'meetings', id, on: arrivedOn } }),
      }),
    )
  }

  const minutes = lastEntry(meeting.entries, 'minutes')
  const filed = minutes !== undefined && (state === 'filed' || state === 'locked')
  duties.push(
    duty('meetings.minutes', meeting.recorderId, id, {
      title: `写${meeting.title}记录`,
      why: state === 'returned' ? `被退回：${lastEntry(meeting.entries, 'return')?.reason ?? ''}` : '记录人',
      opensOn: on,
      dueOn: toWorkingDay(calendar, addDays(on, MINUTES_DAYS), 'after'),
      source: UNIT_SETTING,
      action: { page: filed ? detailPage(id) : page('minutes', id), label: filed ? '查看' : '去写' },
      ladder: PAPER_LADDER,
      ...(filed && { doneBy: { module: 'meetings', id, on: minutes.on } }),
    }),
  )
  const approve = lastEntry(meeting.entries, 'approve')
  const approverId = filed ? approverFor(approverIds, minutes.by) : undefined
  if (filed && approverId)
    duties.push(
      duty('meetings.approve', approverId, id, {
        title: `审核${meeting.title}记录`,
        why: '书记审核后归档',
        opensOn: minutes.on,
        dueOn: toWorkingDay(calendar, addDays(minutes.on, APPROVAL_DAYS), 'after'),
        source: UNIT_SETTING,
        action: { page: detailPage(id), label: approve ? '查看' : '核对' },
        ladder: PAPER_LADDER,
        ...(approve && { doneBy: { module: 'meetings', id, on: approve.on } }),
      }),
    )
  return duties
}
