import type { Violation } from '@shared/core/errors'
import { findInForce, inForce } from '@shared/core/norm'
import { addDays, addMonths, type PlainDate } from '@shared/core/plainDate'
import { COMMITTEE_ROLES, type Role, UNION_ROLES } from '@shared/core/roles'
import { ORGANIZATION_KIND_LABELS, type Organization, type OrganizationKind, PARENT_KINDS } from './model'
import { branchCommittee, branchSize, committeeTerm } from './norms'

/** Path of an organisation below a parent: `/root/…/own/`. */
export const pathBelow = (parentPath: string | null, id: string): string => `${parentPath ?? '/'}${id}/`

/** Path of the organisation above: `/root/` of `/root/own/`; undefined at the top. */
const pathAbove = (path: string): string | undefined => {
  const parent = path.slice(0, path.slice(0, -1).lastIndexOf('/') + 1)
  return parent === '/' ? undefined : parent
}

/**
 * Below which path an office gives rights. A union stands beside the people it works for: its chair and its officers reach everybody
 * in the organisation it stands in. A union below a union stands in none, so it reaches itself only.
 */
export function reachOf(
  role: Role,
  place: { path: string; kind: OrganizationKind | undefined; parentKind: OrganizationKind | undefined },
): string {
  const widens =
    place.kind === 'union' && place.parentKind !== 'union' && (UNION_ROLES as readonly Role[]).includes(role)
  return (widens && pathAbove(place.path)) || place.path
}

/** Why an organisation of this kind may not stand below that parent; empty when it may. */
export function placementFaults(
  kind: OrganizationKind,
  parent: Pick<Organization, 'kind' | 'name'> | null,
): Violation[] {
  const allowed: readonly (OrganizationKind | null)[] = PARENT_KINDS[kind]
  if (allowed.includes(parent?.kind ?? null)) return []
  const names = allowed.map((k) => (k ? ORGANIZATION_KIND_LABELS[k] : '顶层')).join('、')
  const place = parent ? `“${parent.name}”（${ORGANIZATION_KIND_LABELS[parent.kind]}）` : '顶层'
  return [{ field: 'parentId', message: `${ORGANIZATION_KIND_LABELS[kind]}不能放在${place}下面，只能放在：${names}` }]
}

/** 任职 as the rules read it. */
export interface Office {
  personId: string
  role: Role
}

const isCommitteeRole = (role: Role): boolean => (COMMITTEE_ROLES as readonly Role[]).includes(role)

/** Years of a term in an organisation of this kind; undefined for kinds that elect no committee (B-10). */
export function termYears(kind: OrganizationKind, day: PlainDate): number | undefined {
  const years: Partial<Record<OrganizationKind, number>> = findInForce(committeeTerm, day)?.value ?? {}
  return years[kind]
}

/** Last day of the usual term of an office entered on `from`: a hint, for the term of the body itself is not recorded (B-10). */
export function termEnd(kind: OrganizationKind, role: Role, from: PlainDate, today: PlainDate): PlainDate | null {
  const years = isCommitteeRole(role) ? termYears(kind, today) : undefined
  return years === undefined ? null : addDays(addMonths(from, years * 12), -1)
}

/** Persons with a seat on the committee: somebody with two offices has one seat. */
const seatsOf = (offices: readonly Office[]): number =>
  new Set(offices.filter((office) => isCommitteeRole(office.role)).map((office) => office.personId)).size

/** Most seats taken on any one day from `from` on, once `added` holds office from then without an end. */
export function mostSeats(
  offices: readonly (Office & { from: PlainDate; to: PlainDate | null })[],
  added: Office,
  from: PlainDate,
): number {
  const days = [from, ...offices.map((office) => office.from).filter((day) => day > from)]
  const seatsOn = (day: PlainDate) =>
    seatsOf([added, ...offices.filter((office) => office.from <= day && (office.to === null || office.to >= day))])
  return Math.max(...days.map(seatsOn))
}

/** What a branch should look at (B-01, B-05): hints, never a block, except a committee of more than seven. */
export function branchWarnings(
  facts: { fullMembers: number; members: number; offices: readonly Office[] },
  day: PlainDate,
): Violation[] {
  const size = inForce(branchSize, day)
  const committee = inForce(branchCommittee, day)
  const seats = seatsOf(facts.offices)
  const found: Violation[] = []
  if (facts.fullMembers < size.value.least)
    found.push({
      message: `正式党员 ${facts.fullMembers} 名，不足 ${size.value.least} 名，宜与邻近单位成立联合党支部`,
      source: size.source,
    })
  if (facts.members > size.value.most)
    found.push({ message: `党员 ${facts.members} 名，超过 ${size.value.most} 名，宜考虑分设支部`, source: size.source })
  if (!facts.offices.some((office) => office.role === 'secretary'))
    found.push({ message: '还没有支部书记', source: committee.source })
  if (facts.fullMembers >= committee.value.fromFullMembers && seats < committee.value.least)
    found.push({
      message: `正式党员满 ${committee.value.fromFullMembers} 名，应设 ${committee.value.least} 至 ${committee.value.usual} 名支委，现有 ${seats} 名`,
      source: committee.source,
    })
  if (seats > committee.value.most)
    found.push({ message: `支委 ${seats} 名，超过 ${committee.value.most} 名`, source: committee.source })
  return found
}
