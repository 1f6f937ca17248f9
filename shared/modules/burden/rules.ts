import { ruleBroken, type Violation } from '@shared/core/errors'
import { inForce } from '@shared/core/norm'
import { daysBetween, type PlainDate } from '@shared/core/plainDate'
import type { AskedBy, GuardException, Guarded, Repetition } from './model'
import { GUARD_NORM, LONGEST_EXCEPTION_DAYS } from './norms'

/** One write as it was asked. */
export interface Asking {
  month: string
  endpoint: string
  fields: number
  typed: number
  texts: readonly { field: string; mark: string }[]
}

/** Sums of one month by kind of write, the most entered first. */
export function askedBy(askings: readonly Asking[], month: string): AskedBy[] {
  const sums = new Map<string, AskedBy>()
  for (const { endpoint, fields, typed } of askings.filter((asking) => asking.month === month)) {
    const sum = sums.get(endpoint) ?? { endpoint, times: 0, fields: 0, typed: 0 }
    sums.set(endpoint, { endpoint, times: sum.times + 1, fields: sum.fields + fields, typed: sum.typed + typed })
  }
  return [...sums.values()].sort((a, b) => b.typed - a.typed || a.endpoint.localeCompare(b.endpoint))
}

const MOST_REPETITIONS = 20

/**
 * The same words in different kinds of writes, at least once in this month: they were known and have been asked for again. The same
 * kind of write twice is not repetition, a monthly meeting has a title every month.
 */
export function repetitionsIn(askings: readonly Asking[], month: string): Repetition[] {
  const byMark = new Map<string, { endpoint: string; field: string; month: string }[]>()
  for (const { endpoint, month: asked, texts } of askings)
    for (const { field, mark } of texts)
      byMark.set(mark, [...(byMark.get(mark) ?? []), { endpoint, field, month: asked }])
  const found = new Map<string, Repetition>()
  for (const uses of byMark.values()) {
    const places = [
      ...new Map(uses.map(({ endpoint, field }) => [`${endpoint} ${field}`, { endpoint, field }])).values(),
    ]
    const isNow = uses.some((use) => use.month === month)
    if (!isNow || new Set(places.map(({ endpoint }) => endpoint)).size < 2) continue
    const sorted = places.sort((a, b) => `${a.endpoint} ${a.field}`.localeCompare(`${b.endpoint} ${b.field}`))
    const key = JSON.stringify(sorted)
    found.set(key, { places: sorted, times: (found.get(key)?.times ?? 0) + 1 })
  }
  return [...found.values()]
    .sort((a, b) => b.times - a.times || JSON.stringify(a.places).localeCompare(JSON.stringify(b.places)))
    .slice(0, MOST_REPETITIONS)
}

/** Minutes these entries take by the unit's rates: an estimate from what was asked, never a measure of anybody's time. */
export const minutesOf = (
  { fields, typed }: Pick<AskedBy, 'fields' | 'typed'>,
  rates: { secondsPerTypedField: number; secondsPerKnownField: number },
): number => Math.round((typed * rates.secondsPerTypedField + (fields - typed) * rates.secondsPerKnownField) / 6) / 10

/** Is this switched on here today? Only by an exception of this organisation or one above it, and only while its campaign lasts. */
export const isSwitchedOn = (
  feature: Guarded,
  path: string,
  today: PlainDate,
  exceptions: readonly Pick<GuardException, 'feature' | 'path' | 'from' | 'to'>[],
): boolean =>
  exceptions.some(
    (each) => each.feature === feature && path.startsWith(each.path) && each.from <= today && today <= each.to,
  )

/** @throws AppError rule_broken when a campaign of these days may not have an exception. */
export function checkException(from: PlainDate, to: PlainDate, today: PlainDate): void {
  const { source } = inForce(GUARD_NORM, today)
  const violations: Violation[] = []
  if (to < from) violations.push({ message: '结束日期早于开始日期', field: 'to' })
  if (to < today) violations.push({ message: '这次活动已经结束，不用再打开', field: 'to', source })
  if (daysBetween(from, to) >= LONGEST_EXCEPTION_DAYS)
    violations.push({
      message: `一次活动最多打开 ${LONGEST_EXCEPTION_DAYS} 天，到期自动关闭；不能长期打开`,
      field: 'to',
      source,
    })
  if (violations.length > 0) throw ruleBroken(violations)
}
