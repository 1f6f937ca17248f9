import type { Violation } from '@shared/core/errors'
import { addDays, isPlainDate, type PlainDate, plainDateFrom, weekdayOf, yearOf } from '@shared/core/plainDate'
import type { CalendarYear } from '@shared/core/workCalendar'

/**
 * 农历节日 — first day of the Spring Festival, 清明, 端午 and 中秋 of the years that could be checked (rules I-08). A year that is not
 * listed has no lunar holidays until somebody enters the notice; it is provisional anyway.
 */
const LUNAR_DAYS: Readonly<
  Record<number, readonly [spring: string, qingming: string, duanwu: string, midAutumn: string]>
> = {
  2025: ['01-29', '04-04', '05-31', '10-06'],
  2027: ['02-06', '04-05', '06-09', '09-15'],
  2028: ['01-26', '04-04', '05-28', '10-03'],
}

const SOURCE = '按《全国年节及纪念日放假办法》（2024年修订）第二条、第六条推算，未含调休；待当年通知公布后确认'

/**
 * A provisional year: the statutory days of 全国年节及纪念日放假办法 (2024) art. 2, moved off weekends by art. 6. The yearly notice adds
 * exchanged working days which nobody can know before it appears, so nothing that blocks may rest on this.
 */
export function provisionalYear(year: number): CalendarYear {
  const holidays: Record<string, string> = {}
  const take = (from: PlainDate, count: number, name: string): void => {
    let owed = 0
    let day = from
    for (let i = 0; i < count; i += 1, day = addDays(day, 1)) {
      // A day that is already off for another festival is made up like one on a weekend (中秋 on 3 October 2028).
      if (weekdayOf(day) > 5 || holidays[day]) owed += 1
      holidays[day] = name
    }
    for (; owed > 0; day = addDays(day, 1)) {
      if (weekdayOf(day) > 5 || holidays[day]) continue
      holidays[day] = name
      owed -= 1
    }
  }
  const lunar = LUNAR_DAYS[year]
  const on = (monthDay: string) => plainDateFrom(year, Number(monthDay.slice(0, 2)), Number(monthDay.slice(3)))
  take(on('01-01'), 1, '元旦')
  if (lunar) {
    take(addDays(on(lunar[0]), -1), 4, '春节')
    take(on(lunar[1]), 1, '清明节')
    take(on(lunar[2]), 1, '端午节')
    take(on(lunar[3]), 1, '中秋节')
  }
  take(on('05-01'), 2, '劳动节')
  take(on('10-01'), 3, '国庆节')
  return { year, status: 'provisional', source: SOURCE, holidays, workdays: [] }
}

/** A notice may begin before its year: 元旦 with the last days of December. */
const belongsTo = (day: PlainDate, year: number): boolean =>
  yearOf(day) === year || (yearOf(day) === year - 1 && day.slice(5, 7) === '12')

const without = <T>(days: Readonly<Record<string, T>>, dropped: (day: string) => boolean): Record<string, T> =>
  Object.fromEntries(Object.entries(days).filter(([day]) => !dropped(day)))

/**
 * The years as the calendar is asked: days that the notice of a year names in the December before it stand in the year in which they
 * lie, whichever of the two was entered first. The later notice wins.
 */
export function layOver(years: readonly CalendarYear[]): Record<number, CalendarYear> {
  const found: Record<number, CalendarYear> = {}
  const sorted = [...years].sort((a, b) => a.year - b.year)
  for (const year of sorted) {
    const before = (day: string) => Number(day.slice(0, 4)) < year.year
    const own = without(year.holidays, before)
    found[year.year] = { ...year, holidays: own, workdays: year.workdays.filter((day) => !before(day)) }
    const earlier = found[year.year - 1]
    const workdays = year.workdays.filter(before)
    const holidays = without(year.holidays, (day) => !before(day))
    if (!earlier || (workdays.length === 0 && Object.keys(holidays).length === 0)) continue
    found[earlier.year] = {
      ...earlier,
      holidays: { ...without(earlier.holidays, (day) => workdays.includes(day)), ...holidays },
      workdays: [...new Set([...earlier.workdays.filter((day) => !holidays[day]), ...workdays])].sort(),
    }
  }
  return found
}

/** What is wrong with a year somebody enters from the notice; all faults at once. */
export function calendarYearFaults(year: CalendarYear): Violation[] {
  const found: Violation[] = []
  for (const day of [...Object.keys(year.holidays), ...year.workdays])
    if (!isPlainDate(day) || yearOf(day) > year.year || yearOf(day) < year.year - 1)
      found.push({ message: `${day} 不是 ${year.year} 年的日期` })
    else if (!belongsTo(day, year.year)) found.push({ message: `${day} 在上一年，上一年只有 12 月的日子能列入` })
  for (const day of year.workdays) {
    if (year.holidays[day]) found.push({ message: `${day} 既放假又上班，请核对通知` })
    else if (isPlainDate(day) && weekdayOf(day) <= 5) found.push({ message: `${day} 本来就是工作日，不用列入调休上班` })
  }
  if (Object.keys(year.holidays).length < 11) found.push({ message: '放假日少于法定的天数，请核对通知是否录全' })
  return found
}
