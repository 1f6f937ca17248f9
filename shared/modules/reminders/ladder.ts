import type { PlannedObligation, Rung } from '@shared/core/obligation'
import { rungDay } from '@shared/core/obligation'
import { addDays, earlierOf, laterOf, type PlainDate } from '@shared/core/plainDate'
import { toWorkingDay, type WorkCalendar } from '@shared/core/workCalendar'

/** A rung that was missed because the service stood still is made up for this many days; after that it would only be noise. */
export const CATCH_UP_DAYS = 3

export type LadderDuty = Pick<
  PlannedObligation,
  'key' | 'owner' | 'organizationId' | 'opensOn' | 'dueOn' | 'dueTime' | 'ladder' | 'doneBy' | 'waivedBecause'
> & {
  /** Path of the organisation in whose plan it stands. */
  path: string
}

/**
 * Day on which a rung is climbed. Rungs before the due day move to the working day before, rungs after it to the working day
 * after, so that nobody is reminded on a holiday; none stands before the duty opens or, when it comes early, behind the due day.
 */
export function climbDay(duty: Pick<LadderDuty, 'opensOn' | 'dueOn'>, rung: Rung, calendar: WorkCalendar): PlainDate {
  const day = rungDay(duty, rung)
  if (rung.offsetDays === 0) return day
  if (rung.offsetDays > 0) return toWorkingDay(calendar, day, 'after')
  return earlierOf(laterOf(toWorkingDay(calendar, day, 'before'), duty.opensOn), duty.dueOn)
}

/**
 * Rungs that stand on this day or were missed within {@link CATCH_UP_DAYS}, the latest first; none for what is done or waived.
 * Each person is sent only the first of them that is meant for him or her (`addresseesOf`), never several at once.
 * What had an hour is not announced any more once the hour has passed; only rungs behind the due day are left then.
 * @param clockTime `HH:MM` of today, Asia/Shanghai.
 */
export function dueRungs(duty: LadderDuty, today: PlainDate, clockTime: string, calendar: WorkCalendar): Rung[] {
  if (duty.doneBy || duty.waivedBecause) return []
  const isPast =
    duty.dueTime !== undefined && (today > duty.dueOn || (today === duty.dueOn && clockTime >= duty.dueTime))
  const oldest = addDays(today, -CATCH_UP_DAYS)
  return duty.ladder
    .map((rung) => ({ rung, day: climbDay(duty, rung, calendar) }))
    .filter(({ rung, day }) => day <= today && day >= oldest && !(isPast && rung.offsetDays <= 0))
    .sort((a, b) => b.day.localeCompare(a.day) || b.rung.offsetDays - a.rung.offsetDays)
    .map(({ rung }) => rung)
}

/** Holidays move a rung by at most this many days; nine days in a row are the longest known. */
const HOLIDAY_SLACK = 10

/** The longest ladder a module may give a duty: days before and after its due day. */
export const LONGEST_LADDER = { before: 31, after: 10 } as const

/** Due days that can have a rung on this day. */
export const dueDaysAround = (today: PlainDate): { from: PlainDate; to: PlainDate } => ({
  from: addDays(today, -LONGEST_LADDER.after - CATCH_UP_DAYS - HOLIDAY_SLACK),
  to: addDays(today, LONGEST_LADDER.before + HOLIDAY_SLACK),
})
