import type { Rung } from '@shared/core/obligation'
import { ORGANISER_ROLES, type Role } from '@shared/core/roles'
import { CHECK_VERB } from '@shared/modules/duties/model'
import { type Absence, standInFor } from './handOver'
import type { LadderDuty } from './ladder'
import { type Place, placesUpward } from './placesUpward'

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
  /** Stands in for this person. */
  onBehalfOf?: string
  /** Is away: it lies in the inbox and rings no phone. */
  away?: true
  /** Who hears it instead. */
  handedTo?: string
}

/** Every organisation whose appointments decide who is reminded of this duty. */
export const organizationsConcerned = (duty: Pick<LadderDuty, 'owner' | 'path'>): string[] => [
  ...placesUpward(duty.path).map((place) => place.organizationId),
  ...(duty.owner.kind === 'organization' ? [duty.owner.id] : []),
]

type Addressed = Pick<Addressee, 'personId' | 'organizationId' | 'path'>

const holdersIn = (holders: readonly Holder[], place: Place, roles: readonly Role[]): Addressed[] =>
  holders
    .filter((holder) => holder.organizationId === place.organizationId && roles.includes(holder.role))
    .map(({ personId }) => ({ personId, ...place }))

/** Secretary of a place; where that seat is empty the deputy, then whoever answers above. */
function answerable(holders: readonly Holder[], places: readonly Place[]): Addressed[] {
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
): Addressed[] {
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

/** What only its owner can do: come to a meeting, register. What somebody has to check can be checked by another. */
const isPersonal = (duty: Pick<LadderDuty, 'owner' | 'action'>): boolean =>
  duty.owner.kind === 'person' && duty.action.label !== CHECK_VERB

/**
 * Everybody to be reminded of a duty, once each, with the latest of the given rungs (latest first) that is meant for them. Whoever is
 * away keeps it quietly and the deputy hears it, except for what only the person can do.
 * @param absences of today, by person.
 */
export function addresseesOf(
  duty: Pick<LadderDuty, 'owner' | 'organizationId' | 'path' | 'action'>,
  rungs: readonly Rung[],
  holders: readonly Holder[],
  absences: ReadonlyMap<string, Absence> = new Map(),
): Addressee[] {
  const found = new Map<string, Addressee>()
  const add = (addressee: Addressee) => {
    if (!found.has(addressee.personId)) found.set(addressee.personId, addressee)
  }
  for (const rung of rungs) {
    const stoodFor: Addressee[] = []
    for (const person of audienceOf(rung.to, duty, holders)) {
      const { personId, path } = person
      if (!absences.has(personId)) add({ ...person, rung })
      else if (isPersonal(duty)) add({ ...person, rung, away: true })
      else {
        const handedTo = standInFor(personId, path, absences, holders)
        add({ ...person, rung, ...(handedTo && { away: true as const, handedTo }) })
        if (handedTo) stoodFor.push({ ...person, personId: handedTo, rung, onBehalfOf: personId })
      }
    }
    stoodFor.forEach(add)
  }
  return [...found.values()]
}
