import type { UnitSettings } from '../organizations/model'
import type { ArrivalProblem, AttendanceEntry, LateArrival } from './model'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/**
 * 迟到 — whole minutes after the start, where the unit counts them; undefined for whoever is in time.
 * @param at UTC ISO instant of the check-in. @param startsAt UTC ISO instant of the start.
 */
export function lateMinutesOf(
  at: string,
  startsAt: string,
  { lateAfterMinutes }: Pick<UnitSettings, 'lateAfterMinutes'>,
): number | undefined {
  const minutes = Math.floor((Date.parse(at) - Date.parse(startsAt)) / MINUTE_MS)
  return minutes > lateAfterMinutes ? minutes : undefined
}

/** What is known about the moment of a check-in that was sent later; epoch ms. */
export interface SentLater {
  /** By the phone's own clock. */
  claimedAt: number
  /** While this code stood on the screen, by the service's clock. */
  shownFrom: number
  shownUntil: number
  arrivedAt: number
  /** The record had been filed before it arrived. */
  closed: boolean
}

/**
 * The moment that counts, and why it does not count by itself. WeChat signs no clock: what proves the moment is the rolling code,
 * which nobody could have seen earlier and which was replaced soon after. A phone that is off by a little is put right by it; off by
 * more than the unit lets pass, the code may have been handed on, and a person looks at it.
 */
export function judgeArrival(
  { claimedAt, shownFrom, shownUntil, arrivedAt, closed }: SentLater,
  settings: Pick<UnitSettings, 'deviceClockMinutes' | 'offlineArrivalHours'>,
): { at: number; problem?: ArrivalProblem } {
  const at = Math.min(Math.max(claimedAt, shownFrom), shownUntil, arrivedAt)
  if (closed) return { at, problem: 'closed' }
  if (Math.abs(claimedAt - at) > settings.deviceClockMinutes * MINUTE_MS) return { at, problem: 'clock' }
  if (arrivedAt - at > settings.offlineArrivalHours * HOUR_MS) return { at, problem: 'overdue' }
  return { at }
}

const SETTLING = ['checkIn', 'approveLeave', 'correct', 'refuseArrival']

/** What arrived late and waits for a decision. */
export function findPendingArrival(entries: readonly AttendanceEntry[]): LateArrival | undefined {
  let pending: LateArrival | undefined
  for (const entry of entries) {
    if (entry.kind === 'lateArrival') pending = entry
    else if (SETTLING.includes(entry.kind)) pending = undefined
  }
  return pending
}
