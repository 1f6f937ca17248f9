import { dayLabel, type PlainDate, plainDateOf, yearOf } from '@shared/core/plainDate'

/** A day as it is read: “2月9日 周一”, with its year when that is another one than this, 今天 for today. */
export function dayWord(day: string): string {
  const today = plainDateOf(Date.now())
  return day === today ? '今天' : dayLabel(day as PlainDate, yearOf(today))
}
