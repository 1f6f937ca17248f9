import type { Rung } from '@shared/core/obligation'
import { ORGANISER_ROLES, type Role } from '@shared/core/roles'
import type { LadderDuty } from './ladder'

/** An appointment in force today. */
export interface Holder {
  personId: string
  organizationId: string
  role: Role
}

/** Who is reminded, as what: in which organisation the person was addressed, so that its secretary learns when that fails. */
export interface Addressee {
  personId: string
  organizationId: string
  path: string
  rung: Rung
}

type Place = Pick<Addressee, 'organizationId' | 'path'>

/** `/root/…/own/` → own, parent, …, root, each with its path. */
export function placesUpward(path: string): Place[] {
  const ids = path.split('/').filter(Boolean)
  return ids.map((organizationId, i) => ({ organizationId, path: `/${ids.slice(0, i + 1).join('/')}/` })).reverse()
}

/** Every organisation whose appointments decide who is reminded of this duty. */
export const organizationsConcerned = (duty: Pick<LadderDuty, 'owner' | 'path'>): string[] => [
  ...placesUpward(duty.path).map((place) => place.organizationId),
  ...(duty.owner.kind === 'organization' ? [duty.owner.id] : []),
]

const holdersIn = (holders: readonly Holder[], place: Place, roles: readonly Role[]): Omit<Addressee, 'rung'>[] =>
  holders
    .filter((holder) => holder.organizationId === place.organizationId && roles.includes(holder.role))
    .map(({ personId }) => ({ personId, ...place }))

/** Secretary of a place; where that seat is empty the deputy, then whoever answers above. */
function answerable(holders: readonly Holder[], places: readonly Place[]): Omit<Addressee, 'rung'>[] {
  for (const place of places)
    for (const role of ['secretary', 'deputySecretary', 'administrator'] as const) {
      const found = holdersIn(holders, place, [role])
      if (found.length > 0) return found
    }
  return []
}

/** Audience of a rung. Seats that are empty pass the reminder on upward: a branch without a secretary must not be forgotten. */
export function audienceOf(
  to: Rung['to'],
  duty: Pick<LadderDuty, 'owner' | 'organizationId' | 'path'>,
  holders: readonly Holder[],
): Omit<Addressee, 'rung'>[] {
  const [own, ...above] = placesUpward(duty.path)
  if (!own) return []
  if (to === 'superior') return answerable(holders, above)
  if (to === 'secretary') return answerable(holders, [own, ...above])
  if (duty.owner.kind === 'person') return [{ personId: duty.owner.id, ...own }]
  const ownerId = duty.owner.id
  const owners = holdersIn(holders, { ...own, organizationId: ownerId }, [...ORGANISER_ROLES, 'groupLeader'])
  if (owners.length > 0) return owners.map((owner) => ({ ...owner, ...own }))
  const organisers = holdersIn(holders, own, ORGANISER_ROLES)
  return organisers.length > 0 ? organisers : answerable(holders, above)
}

/** Everybody to be reminded of a duty, once each, with the latest of the given rungs (latest first) that is meant for them. */
export function addresseesOf(
  duty: Pick<LadderDuty, 'owner' | 'organizationId' | 'path'>,
  rungs: readonly Rung[],
  holders: readonly Holder[],
): Addressee[] {
  const found = new Map<string, Addressee>()
  for (const rung of rungs)
    for (const person of audienceOf(rung.to, duty, holders))
      if (!found.has(person.personId)) found.set(person.personId, { ...person, rung })
  return [...found.values()]
}
