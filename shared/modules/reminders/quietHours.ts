import { addDays, clockTimeOf, instantAt, type PlainDate, plainDateOfInstant } from '@shared/core/plainDate'
import { isWorkingDay, type WorkCalendar } from '@shared/core/workCalendar'
import type { UnitSettings } from '@shared/modules/organizations/model'

type UnitHours = Pick<UnitSettings, 'digestTime' | 'quietFrom' | 'quietUntil'>

/** What a person asked for beyond the hours of the unit: quiet may only become longer. */
export interface OwnHours {
  digestTime?: string | undefined
  quietFrom?: string | undefined
  quietUntil?: string | undefined
  /** 只收紧急的 — everything else stays in the inbox. */
  emergenciesOnly?: boolean | undefined
}

/** When a person's phone may ring; clock times `HH:MM`, Asia/Shanghai. Quiet hours span midnight. */
export interface PhoneHours {
  digestTime: string
  quietFrom: string
  quietUntil: string
  emergenciesOnly: boolean
}

const earlier = (a: string, b: string): string => (a < b ? a : b)
const later = (a: string, b: string): string => (a > b ? a : b)

/** The unit's hours with the person's own laid over them. A digest time inside the quiet hours waits for their end. */
export function hoursFor(unit: UnitHours, own: OwnHours = {}): PhoneHours {
  const quietFrom = earlier(unit.quietFrom, own.quietFrom ?? unit.quietFrom)
  const quietUntil = later(unit.quietUntil, own.quietUntil ?? unit.quietUntil)
  const wanted = own.digestTime ?? unit.digestTime
  const digestTime = wanted < quietUntil || wanted >= quietFrom ? quietUntil : wanted
  return { digestTime, quietFrom, quietUntil, emergenciesOnly: own.emergenciesOnly ?? false }
}

/** Must the phone stay silent at this instant? */
export function isQuiet(hours: PhoneHours, instant: string): boolean {
  const time = clockTimeOf(instant)
  return time >= hours.quietFrom || time < hours.quietUntil
}

/** Earliest instant, now or later, outside the quiet hours. */
export function afterQuiet(hours: PhoneHours, instant: string): string {
  if (!isQuiet(hours, instant)) return instant
  const day = plainDateOfInstant(instant)
  return instantAt(clockTimeOf(instant) < hours.quietUntil ? day : addDays(day, 1), hours.quietUntil)
}

/**
 * 每日一条 — when the next digest goes: on a working day from the digest time on, and on no day twice.
 * @param instant UTC ISO, now. @param lastOn day of the person's last digest.
 */
export function digestAt(
  hours: PhoneHours,
  instant: string,
  calendar: WorkCalendar,
  lastOn: PlainDate | undefined,
): string {
  const today = plainDateOfInstant(instant)
  for (let day = today; ; day = addDays(day, 1)) {
    if (day === lastOn || !isWorkingDay(calendar, day)) continue
    if (day > today) return instantAt(day, hours.digestTime)
    if (clockTimeOf(instant) < hours.digestTime) return instantAt(day, hours.digestTime)
    if (!isQuiet(hours, instant)) return instant
  }
}

/** What is on its way to a phone, as far as it decides how long it may wait. */
export interface Waiting {
  kind: 'duty' | 'notice' | 'report'
  /** 紧急 — passes at once, whatever the hour. */
  urgent: boolean
  /** Day and hour of what it speaks of, where it has an hour: a meeting. */
  dueOn?: PlainDate | undefined
  dueTime?: string | undefined
}

/**
 * May it not wait for the digest? News of a meeting goes at once unless a digest goes on a day before the meeting; the reminder of
 * one that has been announced, only when it begins before the digest would go.
 */
export function isPressing({ kind, dueOn, dueTime }: Waiting, digest: string): boolean {
  if (!dueOn || !dueTime) return false
  return kind === 'notice' ? dueOn <= plainDateOfInstant(digest) : instantAt(dueOn, dueTime) <= digest
}

/** When a message may ring a phone, and whether it goes in the digest. */
export function ringAt(
  waiting: Waiting,
  hours: PhoneHours,
  instant: string,
  calendar: WorkCalendar,
  lastOn: PlainDate | undefined,
): { at: string; inDigest: boolean } {
  if (waiting.urgent) return { at: instant, inDigest: false }
  const digest = digestAt(hours, instant, calendar, lastOn)
  return isPressing(waiting, digest)
    ? { at: afterQuiet(hours, instant), inDigest: false }
    : { at: digest, inDigest: true }
}
