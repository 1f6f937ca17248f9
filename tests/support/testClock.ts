import type { Clock } from '@cloud/core/clock'

/** A clock tests set by hand. */
export interface TestClock extends Clock {
  set(instant: string): void
  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number }): void
}

/** Starts on Thursday 11 June 2026, 10:00 in Shanghai, unless told otherwise. */
export function createTestClock(start = '2026-06-11T02:00:00.000Z'): TestClock {
  let now = Date.parse(start)
  return {
    now: () => now,
    set(instant) {
      now = Date.parse(instant)
    },
    advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }) {
      now += ((days * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1_000
    },
  }
}
