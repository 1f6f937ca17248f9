import { addDays, clockTimeOf, instantAt, plainDateOfInstant } from '@shared/core/plainDate'

/** 免打扰 — no phone rings outside these hours (Asia/Shanghai); the inbox has everything at once. */
export const WAKING_HOURS = { from: '08:00', to: '21:00' } as const

/** May a message be sent to a phone at this instant? */
export function isWaking(instant: string): boolean {
  const time = clockTimeOf(instant)
  return time >= WAKING_HOURS.from && time < WAKING_HOURS.to
}

/** Earliest instant at which a phone may ring for something that happened now; urgent news do not wait. */
export function ringAt(instant: string, urgent = false): string {
  if (urgent || isWaking(instant)) return instant
  const day = plainDateOfInstant(instant)
  return instantAt(clockTimeOf(instant) < WAKING_HOURS.from ? day : addDays(day, 1), WAKING_HOURS.from)
}
