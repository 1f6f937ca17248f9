import type { ActorAppointment } from '@cloud/core/actor'
import type { PlainDate } from '@shared/core/plainDate'
import { UNION_ROLES } from '@shared/core/roles'
import { reachOf } from '@shared/modules/organizations/rules'
import { listAppointmentsOf, listOrganizations } from './queries'

const isUnionRole = (role: string): boolean => (UNION_ROLES as readonly string[]).includes(role)
const parentIdOn = (path: string): string => path.split('/').at(-3) ?? ''

/** Appointments in force of one person, each with the path below which it gives rights. */
export async function listActorAppointments(personId: string, day: PlainDate): Promise<ActorAppointment[]> {
  const appointments = await listAppointmentsOf(personId, day)
  const held = appointments.filter(({ role }) => isUnionRole(role))
  const ids = held.flatMap(({ organizationId, path }) => [organizationId, parentIdOn(path)]).filter(Boolean)
  const found = ids.length > 0 ? await listOrganizations({ ids: [...new Set(ids)] }) : []
  const kinds = new Map(found.map(({ id, kind }) => [id, kind]))
  return appointments.map(({ organizationId, path, role }) => ({
    organizationId,
    path: reachOf(role, { path, kind: kinds.get(organizationId), parentKind: kinds.get(parentIdOn(path)) }),
    role,
  }))
}
