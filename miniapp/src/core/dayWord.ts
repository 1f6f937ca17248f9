import { dayLabel, dayOf, monthOf, type PlainDate, plainDateOf, yearOf } from '@shared/core/plainDate'

/** A day as it is read: “2月9日 周一”, with its year when that is another one than this, 今天 for today. */
export function dayWord(day: string): string {
  const today = plainDateOf(Date.now())
  return day === today ? '今天' : dayLabel(day as PlainDate, yearOf(today))
}

/** `6月1日`. */
export const shortDay = (day: string): string => `${monthOf(day as PlainDate)}月${dayOf(day as PlainDate)}日`

/** `6月1日至30日`. */
export function spanWord(from: string, to: string): string {
  if (from === to) return shortDay(from)
  return from.slice(0, 7) === to.slice(0, 7)
    ? `${shortDay(from)}至${dayOf(to as PlainDate)}日`
    : `${shortDay(from)}至${shortDay(to)}`
}
