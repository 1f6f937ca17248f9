import type { PlannedObligation, Rung } from '@shared/core/obligation'
import { rungDay } from '@shared/core/obligation'
import { addDays, earlierOf, laterOf, type PlainDate } from '@shared/core/plainDate'
import { toWorkingDay, type WorkCalendar } from '@shared/core/workCalendar'

/** A rung that was missed because the service stood still is made up for this many days; after that it would only be noise. */
export const CATCH_UP_DAYS = 3

export type LadderDuty = Pick<
  PlannedObligation,
  | 'key'
  | 'owner'
  | 'organizationId'
  | 'opensOn'
  | 'dueOn'
  | 'dueTime'
  | 'ladder'
  | 'doneBy'
  | 'waivedBecause'
  | 'action'
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

const workingDayBeside = (calendar: WorkCalendar, day: PlainDate, step: 1 | -1): PlainDate =>
  toWorkingDay(calendar, addDays(day, step), step === 1 ? 'after' : 'before')

/**
 * Days on which a rung may stand by the calendar alone (`ladderDays`) to be climbed today or to have been missed within
 * {@link CATCH_UP_DAYS}: the days of the catch-up and the holidays at both ends of it, which move rungs across. However far before or
 * behind the due day a ladder reaches, these few days find it.
 */
export function ladderWindow(today: PlainDate, calendar: WorkCalendar): PlainDate[] {
  const last = addDays(workingDayBeside(calendar, today, 1), -1)
  const days: PlainDate[] = []
  for (
    let day = addDays(workingDayBeside(calendar, addDays(today, -CATCH_UP_DAYS), -1), 1);
    day <= last;
    day = addDays(day, 1)
  )
    days.push(day)
  return days
}
