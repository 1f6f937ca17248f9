import type { Attendance, AttendanceEntry, AttendanceStatus, CheckInEntry, Standing } from './model'

/**
 * Where a person stands: a fold over the entries. A leave decision after the person has come changes nothing; a correction always
 * does; what arrived too late to count by itself changes nothing until it is decided on.
 */
export function statusOf(entries: readonly AttendanceEntry[]): AttendanceStatus {
  let status: AttendanceStatus = 'waiting'
  for (const entry of entries) {
    if (entry.kind === 'correct') status = entry.status
    else if (entry.kind === 'checkIn') status = 'present'
    else if (entry.kind === 'lateArrival' || entry.kind === 'refuseArrival') continue
    else if (status !== 'present')
      status = entry.kind === 'requestLeave' ? 'leaveRequested' : entry.kind === 'approveLeave' ? 'leave' : 'waiting'
  }
  return status
}

/** The same once the meeting is over: who neither came nor was excused was absent. */
export function settledStatusOf(entries: readonly AttendanceEntry[]): 'present' | 'leave' | 'absent' {
  const status = statusOf(entries)
  return status === 'present' || status === 'leave' ? status : 'absent'
}

/** The entry that made the person present; undefined while nobody has checked them in. */
export const findCheckIn = (entries: readonly AttendanceEntry[]): CheckInEntry | undefined =>
  entries.find((entry): entry is CheckInEntry => entry.kind === 'checkIn')

/** Last reason given for being away. */
export function awayReason(entries: readonly AttendanceEntry[]): string {
  let reason = ''
  for (const entry of entries)
    if (entry.kind === 'requestLeave' || (entry.kind === 'correct' && entry.status !== 'present'))
      reason = entry.reason ?? ''
  return reason
}

/**
 * Does this person stand on the list? Whoever was on it, and whoever came besides; not somebody else of whom only something that
 * arrived late is known, before the secretary has accepted it.
 */
export const isListed = ({ standing, entries }: Pick<Attendance, 'standing' | 'entries'>): boolean =>
  standing !== 'guest' || entries.some(({ kind }) => kind === 'checkIn' || kind === 'correct')

/**
 * Does this person count as due? Of exempt members (B-31) nothing is demanded: they count only when they have come, and then as due
 * and as present at once, so that their coming never makes a quorum harder to reach. Guests never count.
 */
export function isDue({ standing, entries }: Pick<Attendance, 'standing' | 'entries'>): boolean {
  if (standing === 'voting' || standing === 'probationary') return true
  return standing !== 'guest' && statusOf(entries) === 'present'
}

/** Does a person of this standing vote? */
export const hasVote = (standing: Standing): boolean => standing === 'voting' || standing === 'exempt'

export interface Tally {
  due: number
  present: number
  votingDue: number
  votingPresent: number
  leave: number
  leaveRequested: number
  /** Due, neither present nor excused. */
  missing: number
  /** Present without being due. */
  guests: number
  /** How those present came onto the list; `corrected` were put there afterwards. */
  byMethod: { qr: number; code: number; proxy: number; corrected: number }
}

/** Counts of a meeting, live or final. */
export function tally(attendances: readonly Attendance[]): Tally {
  const t: Tally = {
    due: 0,
    present: 0,
    votingDue: 0,
    votingPresent: 0,
    leave: 0,
    leaveRequested: 0,
    missing: 0,
    guests: 0,
    byMethod: { qr: 0, code: 0, proxy: 0, corrected: 0 },
  }
  for (const attendance of attendances) {
    const status = statusOf(attendance.entries)
    const present = status === 'present'
    if (present) t.byMethod[findCheckIn(attendance.entries)?.method ?? 'corrected'] += 1
    if (!isDue(attendance)) {
      if (present) t.guests += 1
      continue
    }
    t.due += 1
    if (hasVote(attendance.standing)) t.votingDue += 1
    if (present) {
      t.present += 1
      if (hasVote(attendance.standing)) t.votingPresent += 1
    } else if (status === 'leave') t.leave += 1
    else {
      t.missing += 1
      if (status === 'leaveRequested') t.leaveRequested += 1
    }
  }
  return t
}

/** `扫码 11，签到码 3，代签 1`; ways nobody used are left out. */
export const methodsLabel = ({ byMethod }: Pick<Tally, 'byMethod'>): string =>
  [
    ['扫码', byMethod.qr],
    ['签到码', byMethod.code],
    ['代签', byMethod.proxy],
    ['更正', byMethod.corrected],
  ]
    .filter(([, count]) => count !== 0)
    .map(([label, count]) => `${label} ${count}`)
    .join('，')
