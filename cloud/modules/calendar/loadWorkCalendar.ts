import type { CalendarYear, WorkCalendar } from '@shared/core/workCalendar'
import { YEAR_2026 } from '@shared/modules/calendar/model'
import { layOver, provisionalYear } from '@shared/modules/calendar/rules'
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

/** All years as their notices name them, in order; what was entered wins over what was seeded. */
export async function listYears(): Promise<CalendarYear[]> {
  const entered = await CalendarYears.find().limit(200).lean<(CalendarYear & { _id: string })[]>()
  const years = new Map(seededYears().map((year) => [year.year, year]))
  for (const { _id, ...year } of entered) years.set(year.year, year)
  return [...years.values()].sort((a, b) => a.year - b.year)
}

/** The work calendar. Kept in memory for five seconds, so a year another instance confirms counts here soon after. */
export async function loadWorkCalendar(): Promise<WorkCalendar> {
  const now = performance.now()
  if (kept && kept.until > now) return kept.calendar
  const calendar = layOver(await listYears())
  kept = { calendar, until: now + KEPT_MS }
  return calendar
}

export const forgetWorkCalendar = (): void => {
  kept = undefined
}
