import { findDuties } from '@cloud/modules/duties/index'
import type { Delivery } from '../collection'

/**
 * Reminders nothing is left to do about: the duty's fact exists, it was waived, moved to another day, or is no longer in the plan;
 * or a newer notice about the same record has overtaken this one.
 * @returns ids of those rows.
 */
export async function findSettledSubjects(
  rows: readonly Pick<Delivery, '_id' | 'kind' | 'subject' | 'text' | 'withdrawn'>[],
): Promise<Set<string>> {
  const keys = [...new Set(rows.filter((row) => row.kind === 'duty').map((row) => row.subject))]
  const duties = new Map(keys.length > 0 ? (await findDuties(keys)).map((duty) => [duty.key, duty]) : [])
  const isSettled = (row: (typeof rows)[number]): boolean => {
    if (row.kind !== 'duty') return row.withdrawn === true
    const duty = duties.get(row.subject)
    return !duty || Boolean(duty.doneBy || duty.waivedBecause) || duty.dueOn !== row.text.dueOn
  }
  return new Set(rows.filter(isSettled).map((row) => row._id))
}
