import { clockTimeOf, dayLabel, plainDateOf, yearOf } from '@shared/core/plainDate'

/** `保存于 6月11日 周四 14:20`: how old the content is that stands on the screen. @param savedAt epoch ms. */
export function savedWord(savedAt: number | undefined): string {
  if (!savedAt) return '是上次取到的'
  const today = plainDateOf(Date.now())
  const day = plainDateOf(savedAt)
  const time = clockTimeOf(new Date(savedAt).toISOString())
  return `保存于 ${day === today ? '今天' : dayLabel(day, yearOf(today))} ${time}`
}
