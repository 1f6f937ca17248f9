import type { PlainDate } from '@shared/core/plainDate'
import type { Exemption } from './model'

type Period = Pick<Exemption, 'from' | 'to'>

/** Does one of these periods hold on a day? Both ends count. */
export const isExemptOn = (periods: readonly Period[], day: PlainDate): boolean =>
  periods.some(({ from, to }) => from <= day && (to === null || to >= day))

/** Do two periods share a day? */
export const overlap = (a: Period, b: Period): boolean =>
  (b.to === null || a.from <= b.to) && (a.to === null || b.from <= a.to)

/** Study hours of a visit, in steps of half an hour, never more than a day may count (B-43: a unit rule). */
export function visitHours(
  minutes: number,
  settings: { minutesPerStudyHour: number; studyHoursPerDay: number },
): number {
  const hours = Math.floor((minutes / settings.minutesPerStudyHour) * 2) / 2
  return Math.min(hours, settings.studyHoursPerDay)
}
