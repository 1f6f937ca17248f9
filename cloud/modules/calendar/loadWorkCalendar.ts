import type { CalendarYear, WorkCalendar } from '@shared/core/workCalendar'
import { YEAR_2026 } from '@shared/modules/calendar/model'
import { provisionalYear } from '@shared/modules/calendar/rules'
import { CalendarYears } from './collection'

const FIRST_YEAR = 2025
const LAST_YEAR = 2030
const KEPT_MS = 5_000

let kept: { calendar: WorkCalendar; until: number } | undefined

/** What is known without anybody having entered a year: 2026 from the notice, the others provisional. */
function seededYears(): CalendarYear[] {
  const years: CalendarYear[] = []
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year += 1)
    years.push(year === YEAR_2026.year ? YEAR_2026 : provisionalYear(year))
  return years
}

/**
 * All years of the work calendar; what was entered wins over what was seeded. Kept in memory for five seconds, so a year another
 * instance confirms counts here soon after.
 */
export async function loadWorkCalendar(): Promise<WorkCalendar> {
  const now = performance.now()
  if (kept && kept.until > now) return kept.calendar
  const entered = await CalendarYears.find().limit(200).lean<(CalendarYear & { _id: string })[]>()
  const calendar: Record<number, CalendarYear> = {}
  for (const year of seededYears()) calendar[year.year] = year
  for (const { _id, ...year } of entered) calendar[year.year] = year
  kept = { calendar, until: now + KEPT_MS }
  return calendar
}

export const forgetWorkCalendar = (): void => {
  kept = undefined
}
