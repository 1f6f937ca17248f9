import { inForce, type Source } from '@shared/core/norm'
import type { PlainDate } from '@shared/core/plainDate'
import type { Role } from '@shared/core/roles'
import { inTenths } from '@shared/core/tenths'
import { requiredHours } from './hours'
import { HOUR_SOURCE_LABELS, type HourSource } from './model'
import { EXEMPTION } from './norms'

export const HOUR_SOURCES = Object.keys(HOUR_SOURCE_LABELS) as readonly HourSource[]

/** One thing that gave hours. */
export interface HourFact {
  source: HourSource
  on: PlainDate
  hours: number
}

export interface YearHours {
  hours: number
  sources: { source: HourSource; hours: number; times: number }[]
}

/** 全年学时 — one total of everything, and where it comes from; the order of the facts plays no part. */
export function sumHours(facts: readonly HourFact[]): YearHours {
  const counted = facts.filter((fact) => fact.hours > 0)
  const sources = HOUR_SOURCES.flatMap((source) => {
    const own = counted.filter((fact) => fact.source === source)
    const hours = inTenths(own.reduce((sum, fact) => sum + fact.hours, 0))
    return own.length > 0 ? [{ source, hours, times: own.length }] : []
  })
  return { hours: inTenths(sources.reduce((sum, one) => sum + one.hours, 0)), sources }
}

/** The day on which the total reached what is owed; undefined while it has not. */
export function reachedOn(facts: readonly HourFact[], owed: number): PlainDate | undefined {
  let sum = 0
  for (const fact of [...facts].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))) {
    sum = inTenths(sum + fact.hours)
    if (sum >= owed) return fact.on
  }
  return undefined
}

/** What a person owes in a year (B-40, B-41); of exempt members (B-31) no number is demanded. */
export function owedHours(
  roles: readonly Role[],
  day: PlainDate,
  exempt: boolean,
): { hours: number; why: string; source: Source } {
  if (!exempt) return requiredHours(roles, day)
  return { hours: 0, why: EXEMPTION.label, source: inForce(EXEMPTION, day).source }
}
