import { addDays, type PlainDate, weekdayOf, yearOf } from './plainDate'

/** One year of the work calendar: only the days that differ from Monday to Friday. */
export interface CalendarYear {
  year: number
  /** `confirmed` once a person has checked the yearly notice of the State Council; until then `provisional`. */
  status: 'confirmed' | 'provisional'
  /** Where the year comes from: the notice, or the rule a provisional year was computed from. */
  source: string
  /** 放假 — days off and the name of the holiday. */
  holidays: Readonly<Record<string, string>>
  /** 调休上班 — weekend days that are worked. */
  workdays: readonly string[]
}

/** 工作日历 — all known years. A year that is missing counts as provisional with plain weekends. */
export type WorkCalendar = Readonly<Record<number, CalendarYear>>

/** Is this a working day, and may the answer still change because its year is not confirmed? (rules I-09) */
export function dayStatus(
  calendar: WorkCalendar,
  date: PlainDate,
): { working: boolean; provisional: boolean; name?: string } {
  const year = calendar[yearOf(date)]
  const provisional = year?.status !== 'confirmed'
  const holiday = year?.holidays[date]
  if (holiday !== undefined) return { working: false, provisional, name: holiday }
  if (year?.workdays.includes(date)) return { working: true, provisional, name: '调休上班' }
  return { working: weekdayOf(date) <= 5, provisional }
}

export const isWorkingDay = (calendar: WorkCalendar, date: PlainDate): boolean => dayStatus(calendar, date).working

/** The day itself when it is worked, otherwise the nearest working day before or after it. */
export function toWorkingDay(calendar: WorkCalendar, date: PlainDate, direction: 'before' | 'after'): PlainDate {
  const step = direction === 'before' ? -1 : 1
  let day = date
  while (!isWorkingDay(calendar, day)) day = addDays(day, step)
  return day
}

/**
 * The day on which `count` working days have passed: the start day is not counted, the term ends with the last working day (I-10).
 * `provisional` is true when any day looked at lies in an unconfirmed year; a gate that must block may not close on it.
 */
export function addWorkingDays(
  calendar: WorkCalendar,
  from: PlainDate,
  count: number,
): { day: PlainDate; provisional: boolean } {
  let day = from
  let provisional = false
  for (let left = count; left > 0; ) {
    day = addDays(day, 1)
    const status = dayStatus(calendar, day)
    provisional ||= status.provisional
    if (status.working) left -= 1
  }
  return { day, provisional }
}

/** Working days after `from` up to and including `to`; 0 when `to` is not later. */
export function countWorkingDays(
  calendar: WorkCalendar,
  from: PlainDate,
  to: PlainDate,
): { count: number; provisional: boolean } {
  let count = 0
  let provisional = false
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    const status = dayStatus(calendar, day)
    provisional ||= status.provisional
    if (status.working) count += 1
  }
  return { count, provisional }
}
