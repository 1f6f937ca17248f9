import type { Me } from '@shared/modules/accounts/schemas'
import { overseesBelow } from '@shared/modules/duties/policy'
import type { SignedPerson } from './session'

/** What the pages keep of who has signed in. */
export function signedPersonOf({ personId, name, organizationId, organizationName, appointments }: Me): SignedPerson {
  const isOwn = (place: { organizationId: string }) => Number(place.organizationId === organizationId)
  const overseen = appointments.filter(overseesBelow).sort((a, b) => isOwn(b) - isOwn(a))
  return {
    id: personId,
    name,
    organizationId,
    organization: overseen[0]?.organizationName ?? organizationName,
    roles: [...new Set(appointments.map(({ role }) => role))],
    overseeing: [...new Set(overseen.map((place) => place.organizationId))],
  }
}
