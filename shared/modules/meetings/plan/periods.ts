import {
  daysBetween,
  endOfMonth,
  type PlainDate,
  plainDateFrom,
  quarterOf,
  startOfMonth,
  yearOf,
} from '@shared/core/plainDate'
import { toWorkingDay, type WorkCalendar } from '@shared/core/workCalendar'

/** 周期 — a window in which something is owed, and the working day by which it is due. */
export interface Period {
  /** `2026`, `2026-Q2`, `2026-06`. */
  id: string
  /** `2026年度`, `第二季度`, `6月`. */
  label: string
  start: PlainDate
  end: PlainDate
  dueOn: PlainDate
}

export interface YearPeriods {
  months: readonly Period[]
  /** The months again, due on the unit's fixed theme day. */
  themeDays: readonly Period[]
  quarters: readonly Period[]
  year: Period
  /** October to December: where the yearly life meeting generally belongs (B-25). */
  lastQuarterOfYear: Period
}

const QUARTER_WORDS = ['一', '二', '三', '四']

/**
 * The working day nearest to `day` inside a window: before it when that stays inside, otherwise after it. In a window without any
 * working day the day itself.
 */
export function workingDayInside(calendar: WorkCalendar, day: PlainDate, start: PlainDate, end: PlainDate): PlainDate {
  const before = toWorkingDay(calendar, day, 'before')
  if (before >= start) return before
  const after = toWorkingDay(calendar, day, 'after')
  return after <= end ? after : day
}

function period(
  calendar: WorkCalendar,
  id: string,
  label: string,
  start: PlainDate,
  end: PlainDate,
  day = end,
): Period {
  return { id, label, start, end, dueOn: workingDayInside(calendar, day, start, end) }
}

function computePeriods(calendar: WorkCalendar, year: number, themeDay: number): YearPeriods {
  const monthNumbers = Array.from({ length: 12 }, (_, i) => i + 1)
  const month = (m: number, day?: PlainDate) =>
    period(calendar, `${year}-${String(m).padStart(2, '0')}`, `${m}月`, startOfMonth(year, m), endOfMonth(year, m), day)
  return {
    months: monthNumbers.map((m) => month(m)),
    themeDays: monthNumbers.map((m) => month(m, plainDateFrom(year, m, themeDay))),
    quarters: [1, 2, 3, 4].map((q) =>
      period(
        calendar,
        `${year}-Q${q}`,
        `第${QUARTER_WORDS[q - 1] ?? ''}季度`,
        startOfMonth(year, q * 3 - 2),
        endOfMonth(year, q * 3),
      ),
    ),
    year: period(calendar, `${year}`, `${year}年度`, startOfMonth(year, 1), endOfMonth(year, 12)),
    lastQuarterOfYear: period(calendar, `${year}`, `${year}年度`, startOfMonth(year, 10), endOfMonth(year, 12)),
  }
}

const cache = new WeakMap<WorkCalendar, Map<number, YearPeriods>>()

/** All windows of a year, computed once per calendar: thousands of branches share them. */
export function periodsOf(calendar: WorkCalendar, year: number, themeDay: number): YearPeriods {
  let years = cache.get(calendar)
  if (!years) {
    years = new Map()
    cache.set(calendar, years)
  }
  const key = year * 100 + themeDay
  let periods = years.get(key)
  if (!periods) {
    periods = computePeriods(calendar, year, themeDay)
    years.set(key, periods)
  }
  return periods
}

/** The period of a day: `2026-Q2`, `2026-06` or `2026`. */
export function periodIdOf(every: 'month' | 'quarter' | 'year', day: PlainDate): string {
  if (every === 'month') return day.slice(0, 7)
  return every === 'year' ? day.slice(0, 4) : `${yearOf(day)}-Q${quarterOf(day)}`
}

/** A period named by its id. @throws RangeError when it is not one. */
export function getPeriod(calendar: WorkCalendar, id: string, themeDay: number, isThemeDay: boolean): Period {
  const year = Number(id.slice(0, 4))
  const periods = periodsOf(calendar, year, themeDay)
  const list = [...(isThemeDay ? periods.themeDays : periods.months), ...periods.quarters, periods.year]
  const found = list.find((candidate) => candidate.id === id)
  if (!found) throw new RangeError(`没有这个周期：${id}`)
  return found
}

/** A branch that came into being inside a period still owes it when at least this many days are left. */
export const RUN_IN_DAYS = 7

/** Does an organisation whose duties began on `from` owe this period? */
export const isOwed = (p: Period, from: PlainDate | undefined): boolean =>
  from === undefined || from <= p.start || (from <= p.dueOn && daysBetween(from, p.dueOn) >= RUN_IN_DAYS)
