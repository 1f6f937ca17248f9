/**
 * 日期 — a day of the business calendar as `YYYY-MM-DD`. The business time zone is Asia/Shanghai (UTC+8, no daylight saving),
 * whatever the time zone of the process. Arithmetic runs on UTC midnights, so no local time is ever touched.
 */
export type PlainDate = string & { readonly __plainDate: unique symbol }

const DAY = 86_400_000
const SHANGHAI = 8 * 3_600_000

const pad = (n: number, width: number): string => String(n).padStart(width, '0')
const make = (year: number, month: number, day: number): PlainDate =>
  `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as PlainDate

/** Whole days since 1970-01-01. */
export const dayNumber = (date: PlainDate): number => Date.UTC(yearOf(date), monthOf(date) - 1, dayOf(date)) / DAY

/** The day with this number of days since 1970-01-01. */
export function fromDayNumber(days: number): PlainDate {
  const at = new Date(days * DAY)
  return make(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate())
}

export const yearOf = (date: PlainDate): number => Number(date.slice(0, 4))
export const monthOf = (date: PlainDate): number => Number(date.slice(5, 7))
export const dayOf = (date: PlainDate): number => Number(date.slice(8, 10))
/** Quarter of the year, 1…4. */
export const quarterOf = (date: PlainDate): number => Math.ceil(monthOf(date) / 3)
/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (date: PlainDate): number => ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1

/** True for a `YYYY-MM-DD` that exists, years 1900 to 2199. */
export function isPlainDate(value: unknown): value is PlainDate {
  if (typeof value !== 'string' || !/^(19|20|21)\d\d-\d\d-\d\d$/.test(value)) return false
  const date = value as PlainDate
  const month = monthOf(date)
  return month >= 1 && month <= 12 && dayOf(date) >= 1 && dayOf(date) <= daysInMonth(yearOf(date), month)
}

/** Reads `YYYY-MM-DD`. @throws RangeError when the day does not exist. */
export function plainDate(value: string): PlainDate {
  if (!isPlainDate(value)) throw new RangeError(`日期不存在：${value}`)
  return value
}

/** The day of year, month (1…12) and day. @throws RangeError when it does not exist. */
export const plainDateFrom = (year: number, month: number, day: number): PlainDate => plainDate(make(year, month, day))

export const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** The business day (Asia/Shanghai) of an instant given in milliseconds since the epoch. */
export const plainDateOf = (epochMs: number): PlainDate => fromDayNumber(Math.floor((epochMs + SHANGHAI) / DAY))

/** The business day of an instant given as ISO string. */
export const plainDateOfInstant = (instant: string): PlainDate => plainDateOf(Date.parse(instant))

/** `HH:MM` in Asia/Shanghai of an instant given as ISO string. */
export const clockTimeOf = (instant: string): string =>
  new Date(Date.parse(instant) + SHANGHAI).toISOString().slice(11, 16)

/** The instant of a business day and a clock time `HH:MM` in Asia/Shanghai, as UTC ISO string. */
export function instantAt(date: PlainDate, clockTime: string): string {
  const [hours = 0, minutes = 0] = clockTime.split(':').map(Number)
  return new Date(dayNumber(date) * DAY - SHANGHAI + (hours * 60 + minutes) * 60_000).toISOString()
}

export const addDays = (date: PlainDate, days: number): PlainDate => fromDayNumber(dayNumber(date) + days)

/** Same day of a later (or earlier) month; the end of the month clamps: 31 January + 1 month = 28 or 29 February. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const index = yearOf(date) * 12 + monthOf(date) - 1 + months
  const year = Math.floor(index / 12)
  const month = index - year * 12 + 1
  return make(year, month, Math.min(dayOf(date), daysInMonth(year, month)))
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: PlainDate, to: PlainDate): number => dayNumber(to) - dayNumber(from)

export const startOfMonth = (year: number, month: number): PlainDate => make(year, month, 1)
export const endOfMonth = (year: number, month: number): PlainDate => make(year, month, daysInMonth(year, month))

/** Earlier of two days. */
export const earlierOf = (a: PlainDate, b: PlainDate): PlainDate => (a <= b ? a : b)
/** Later of two days. */
export const laterOf = (a: PlainDate, b: PlainDate): PlainDate => (a >= b ? a : b)

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日']
/** `6月11日 周四`, with the year in front when it is not `thisYear`. */
export function dayLabel(date: PlainDate, thisYear?: number): string {
  const year = thisYear !== undefined && yearOf(date) !== thisYear ? `${yearOf(date)}年` : ''
  return `${year}${monthOf(date)}月${dayOf(date)}日 周${WEEKDAYS[weekdayOf(date) - 1] ?? ''}`
}
