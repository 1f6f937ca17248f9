import type { Work } from '@cloud/core/deps'
import { type Appointment, listAppointments } from '@cloud/modules/organizations/index'
import { findHigherPlaced, findRegistered, namesOf, type PersonRecord } from '@cloud/modules/people/index'
import type { Role } from '@shared/core/roles'
import type { KnownPerson } from '@shared/modules/exchange/checkMember'
import type { RowValues } from '@shared/modules/exchange/model'
import type { ReadRow } from '@shared/modules/exchange/readRow'
import type { Reach } from './organizationsInReach'

/** Who of a file is in the register already. */
export interface RegisteredPeople {
  findByNumber(hash: string): KnownPerson | undefined
  namesakesIn(branchId: string, name: string): readonly KnownPerson[]
  secretaryOf(branchId: string): { personId: string; name: string } | undefined
}

const PLAIN = ['name', 'membership', 'sex', 'ethnicity', 'birthOn', 'education', 'joinedOn', 'fullOn', 'post'] as const
const SEALED = ['idNumber', 'phone', 'address'] as const

function valuesOf(work: Work, person: PersonRecord): RowValues {
  const values: RowValues = {
    branch: person.organizationId,
    ...(person.groupId && { group: person.groupId }),
    ...(person.teamId && { team: person.teamId }),
  }
  for (const field of PLAIN) {
    const value = person[field]
    if (value !== undefined) values[field] = value
  }
  for (const field of SEALED) {
    const sealed = person[field]
    if (sealed !== undefined) values[field] = work.deps.cipher.open(sealed)
  }
  return values
}

/** Offices held today in the branches in reach and their groups, by person and place. */
async function loadOffices(work: Work, reach: Reach) {
  const ids = reach.all.filter(({ kind }) => kind === 'branch' || kind === 'partyGroup').map(({ id }) => id)
  const rows: Appointment[] = []
  // One after the other: a transaction, in which a single row is decided, takes no two operations at once.
  for (let i = 0; i < ids.length; i += 500) rows.push(...(await listAppointments(ids.slice(i, i + 500), work.today)))
  const roles = new Map<string, Role[]>()
  const secretaries = new Map<string, string>()
  for (const { personId, organizationId, role } of rows) {
    const place = reach.byId.get(organizationId)
    const branch = place?.kind === 'partyGroup' ? place.parentId : organizationId
    const key = `${personId}:${branch}`
    roles.set(key, [...(roles.get(key) ?? []), role])
    if (role === 'secretary' && place?.kind === 'branch') secretaries.set(organizationId, personId)
  }
  return { roles, secretaries }
}

/** Looks up everybody a file may speak of: by identity number, and by name where the number is not found. */
export async function loadRegisteredPeople(
  work: Work,
  reach: Reach,
  rows: readonly { read: ReadRow; numberHash: string | undefined }[],
): Promise<RegisteredPeople> {
  const { roles, secretaries } = await loadOffices(work, reach)
  const guarded = new Set<string>()
  const guard = async (persons: readonly PersonRecord[]): Promise<readonly PersonRecord[]> => {
    for (const { _id } of await findHigherPlaced(work.actor, persons, work.today)) guarded.add(_id)
    return persons
  }
  const known = (person: PersonRecord): KnownPerson => {
    const inReach = person.path.startsWith(reach.root.path)
    return {
      id: person._id,
      name: person.name,
      inReach,
      hasIdNumber: person.idNumberHash !== undefined,
      guarded: guarded.has(person._id),
      values: inReach ? valuesOf(work, person) : {},
      roles: roles.get(`${person._id}:${person.organizationId}`) ?? [],
    }
  }
  const hashes = [...new Set(rows.flatMap(({ numberHash }) => numberHash ?? []))]
  const byNumber = new Map(
    (await guard(await findRegistered({ idNumberHashes: hashes }))).map(
      (person) => [person.idNumberHash ?? '', known(person)] as const,
    ),
  )
  const unknown = rows.filter(({ numberHash }) => !numberHash || !byNumber.has(numberHash))
  const names = [...new Set(unknown.flatMap(({ read }) => read.values.name ?? []))]
  const byName = new Map<string, KnownPerson[]>()
  for (const person of await guard(await findRegistered({ names }))) {
    const key = `${person.organizationId}:${person.name}`
    byName.set(key, [...(byName.get(key) ?? []), known(person)])
  }
  const secretaryNames = await namesOf([...secretaries.values()])
  return {
    findByNumber: (hash) => byNumber.get(hash),
    namesakesIn: (branchId, name) => byName.get(`${branchId}:${name}`) ?? [],
    secretaryOf(branchId) {
      const personId = secretaries.get(branchId)
      return personId ? { personId, name: secretaryNames.get(personId) ?? '' } : undefined
    },
  }
}
