import { clockTimeOf, instantAt, type PlainDate, plainDateOf, plainDateOfInstant } from '@shared/core/plainDate'
import {
  ATTENDANCE_STATUS_LABELS,
  type AttendanceStatus,
  CHECK_IN_METHOD_LABELS,
  type MeetingState,
  type Standing,
} from '@shared/modules/meetings/model'
import { dayWord } from '@/core/dayWord'
import type { Tone } from '@/ui/tone'
import type { Attendee } from './meetingsApi'

export const today = (): PlainDate => plainDateOf(Date.now())

/** `今天`, or the day in words. */
export { dayWord }

/** `今天内`, or `6月8日 周一前`. */
export const dueWord = (day: string): string => (day === today() ? '今天内' : `${dayWord(day)}前`)

/** Has the meeting reached its start? */
export const hasBegun = (meeting: { on: string; startTime: string }): boolean =>
  instantAt(meeting.on as PlainDate, meeting.startTime) <= new Date(Date.now()).toISOString()

/** `今天 14:30–16:30`. */
export const timeWord = (meeting: { on: string; startTime: string; endTime: string }): string =>
  `${dayWord(meeting.on)} ${meeting.startTime}–${meeting.endTime}`

/** `今天 15:40` of an instant. */
export const momentWord = (instant: string): string => `${dayWord(plainDateOfInstant(instant))} ${clockTimeOf(instant)}`

export const STATE_TONES: Record<MeetingState, Tone> = {
  planned: 'idle',
  notified: 'warn',
  filed: 'warn',
  returned: 'bad',
  locked: 'ok',
  cancelled: 'idle',
}

export const STATUS_TONES: Record<AttendanceStatus, Tone> = {
  waiting: 'idle',
  present: 'ok',
  leaveRequested: 'warn',
  leave: 'idle',
  absent: 'bad',
}

const STANDING_NOTES: Record<Standing, string> = {
  voting: '',
  probationary: '无表决权',
  exempt: '不作硬性要求',
  exemptProbationary: '不作硬性要求，无表决权',
  guest: '列席',
}

/** How somebody came, or why not: `代签：手机没电 · 无表决权`. */
export function attendeeNote(person: Attendee): string {
  const way = person.method ? CHECK_IN_METHOD_LABELS[person.method] : ATTENDANCE_STATUS_LABELS[person.status]
  const first = person.reason ? `${way}：${person.reason}` : way
  const late = person.lateMinutes ? `迟到 ${person.lateMinutes} 分钟` : ''
  const offline = person.offline
    ? `没有信号时签的${person.arrivedAt ? `，${momentWord(person.arrivedAt)}送到` : ''}`
    : ''
  return [first, late, offline, STANDING_NOTES[person.standing]].filter(Boolean).join(' · ')
}

/** `735 182` */
export const spacedCode = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`
