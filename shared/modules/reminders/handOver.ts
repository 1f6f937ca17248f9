import type { PlainDate } from '@shared/core/plainDate'
import { COMMITTEE_ROLES, type Role } from '@shared/core/roles'
import type { Holder } from './addressees'
import { placesUpward } from './placesUpward'

/** 外出/休假 — somebody is away from a day to a day, both included, and who hears the reminders meanwhile. */
export interface Absence {
  personId: string
  deputyId: string
  from: PlainDate
  to: PlainDate
}

/** Offices whose holders may hear another's reminders. It gives them no right: what they may do follows from their own office. */
const OFFICES: readonly Role[] = [...COMMITTEE_ROLES, 'administrator', 'groupLeader']

/**
 * 代办人 — who may stand in for a person in the organisation at the end of this path: whoever else holds an office there, or, where
 * nobody else does, in the organisation directly above.
 */
export function deputiesFor(personId: string, path: string, holders: readonly Holder[]): string[] {
  for (const place of placesUpward(path).slice(0, 2)) {
    const others = holders.filter(
      (holder) =>
        holder.organizationId === place.organizationId && OFFICES.includes(holder.role) && holder.personId !== personId,
    )
    if (others.length > 0) return [...new Set(others.map((holder) => holder.personId))]
  }
  return []
}

/**
 * Who hears what is meant for this person today; undefined when he or she hears it. A deputy who is away too hands on in turn; where
 * that leads in a circle, or to somebody without a fitting office, the reminder stays where it belongs.
 * @param absences of today, by person.
 */
export function standInFor(
  personId: string,
  path: string,
  absences: ReadonlyMap<string, Absence>,
  holders: readonly Holder[],
): string | undefined {
  const passed = [personId]
  for (;;) {
    const current = passed[passed.length - 1] ?? personId
    const absence = absences.get(current)
    if (!absence) return current === personId ? undefined : current
    if (passed.includes(absence.deputyId)) return undefined
    if (!deputiesFor(current, path, holders).includes(absence.deputyId)) return undefined
    passed.push(absence.deputyId)
  }
}
