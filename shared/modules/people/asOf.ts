import { type PlainDate, plainDateOfInstant } from '@shared/core/plainDate'

/** Values of a record by field; null and absent say the same: nothing is known. */
export type Values = Readonly<Record<string, unknown>>

/** One entry of a record's history. */
export interface RecordedChange {
  id: string
  /** When it was entered, UTC ISO. */
  at: string
  /** From when it holds; the day of entry unless somebody said otherwise. */
  effectiveOn?: PlainDate
  before: Values
  after: Values
}

/** 生效日期 — the day from which a change holds. */
export const effectiveDay = (change: Pick<RecordedChange, 'at' | 'effectiveOn'>): PlainDate =>
  change.effectiveOn ?? plainDateOfInstant(change.at)

const byEffect = (a: RecordedChange, b: RecordedChange): number => {
  const keys = (change: RecordedChange) => [effectiveDay(change), change.at, change.id]
  const [left, right] = [keys(a), keys(b)]
  const i = left.findIndex((key, n) => key !== right[n])
  return i < 0 ? 0 : (left[i] ?? '') < (right[i] ?? '') ? -1 : 1
}

/** Changes in the order in which they hold; of one day in the order of their entry. */
export const inOrderOfEffect = <T extends RecordedChange>(changes: readonly T[]): T[] => [...changes].sort(byEffect)

/**
 * 截至某日 — a record as it stood on a day: for each field the last change that held by then, before the first one what that one
 * replaced. Equal to replaying all changes up to that day.
 * @param current the record as it is now; fields nobody ever changed are read from it.
 */
export function valuesAsOf(
  current: Values,
  changes: readonly RecordedChange[],
  day: PlainDate,
): Record<string, unknown> {
  const values: Record<string, unknown> = { ...current }
  const seen = new Set<string>()
  for (const change of inOrderOfEffect(changes)) {
    const holds = effectiveDay(change) <= day
    for (const field of Object.keys(change.before)) {
      if (holds) values[field] = change.after[field] ?? null
      else if (!seen.has(field)) values[field] = change.before[field] ?? null
      seen.add(field)
    }
  }
  return values
}

/**
 * What an edit that holds from a day writes: the values it replaces as of that day, and which of its fields also change the record
 * as it is now, because nothing that holds later has changed them.
 */
export function planEdit(
  current: Values,
  changes: readonly RecordedChange[],
  fields: readonly string[],
  effectiveOn: PlainDate,
): { before: Record<string, unknown>; current: string[] } {
  const asOf = valuesAsOf(current, changes, effectiveOn)
  const later = changes.filter((change) => effectiveDay(change) > effectiveOn)
  return {
    before: Object.fromEntries(fields.map((field) => [field, asOf[field] ?? null])),
    current: fields.filter((field) => !later.some((change) => field in change.before)),
  }
}

export interface FieldStep {
  change: RecordedChange
  field: string
  from: unknown
  to: unknown
}

/** 逐项变更 — what each change did to each field, in the order of effect; what a later entry slipped in before is shown as it then was. */
export function fieldSteps(changes: readonly RecordedChange[]): FieldStep[] {
  const known = new Map<string, unknown>()
  return inOrderOfEffect(changes).flatMap((change) =>
    Object.keys(change.before).map((field) => {
      const from = known.has(field) ? known.get(field) : (change.before[field] ?? null)
      const to = change.after[field] ?? null
      known.set(field, to)
      return { change, field, from, to }
    }),
  )
}
