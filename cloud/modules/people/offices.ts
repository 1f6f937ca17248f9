import type { Actor } from '@cloud/core/actor'
import { holdsRoleOver } from '@cloud/core/authorize'
import type { PlainDate } from '@shared/core/plainDate'
import { type AppointmentRecord, Appointments } from '../organizations/index'
import type { PersonRecord } from './collection'

/**
 * Whoever gets a person's invitation code, or a phone with the number in the register, can sign in as that person. So only an
 * administrator over them may do that for the holder of an office outside the own branch.
 * @returns those of these persons who hold an office in force out of the actor's reach; never the actor.
 */
export async function findHigherPlaced<T extends Pick<PersonRecord, '_id' | 'path'>>(
  actor: Actor,
  persons: readonly T[],
  day: PlainDate,
): Promise<T[]> {
  const offices = await Appointments.find(
    { personId: { $in: persons.map((person) => person._id) }, from: { $lte: day } },
    { personId: 1, organizationId: 1, path: 1, to: 1 },
  ).lean<Pick<AppointmentRecord, 'personId' | 'organizationId' | 'path' | 'to'>[]>()
  return persons.filter(
    (person) =>
      person._id !== actor.personId &&
      offices.some(
        (office) =>
          office.personId === person._id &&
          (office.to === null || office.to >= day) &&
          !office.path.startsWith(person.path) &&
          !holdsRoleOver(actor, office, ['administrator']),
      ),
  )
}
