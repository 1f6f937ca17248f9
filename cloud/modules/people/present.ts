import type { Work } from '@cloud/core/deps'
import { SEALED_FIELD_LABELS, type SealedField } from '@shared/modules/people/model'
import { PERSON_ACTIONS, personPolicy } from '@shared/modules/people/policy'
import { maskField } from '@shared/modules/people/rules'
import { listAppointmentsOf, listOrganizations } from '../organizations/index'
import type { PersonRecord } from './collection'
import { standingTo } from './queries'

/** A person's record as it leaves the service: numbers masked, offices by name, what the caller may do. */
export async function presentPerson(work: Work, person: PersonRecord) {
  const offices = await listAppointmentsOf(person._id, work.today)
  const ids = [
    person.organizationId,
    ...(person.groupId ? [person.groupId] : []),
    ...(person.teamId ? [person.teamId] : []),
    ...offices.map((office) => office.organizationId),
  ]
  const names = new Map((await listOrganizations({ ids })).map((organization) => [organization.id, organization.name]))
  const masked: Partial<Record<SealedField, string>> = {}
  for (const field of Object.keys(SEALED_FIELD_LABELS) as SealedField[]) {
    const sealed = person[field]
    if (sealed) masked[field] = maskField(field, work.deps.cipher.open(sealed))
  }
  const standing = standingTo(work.actor, person)
  return {
    id: person._id,
    name: person.name,
    organizationId: person.organizationId,
    organizationName: names.get(person.organizationId) ?? '',
    groupName: person.groupId ? (names.get(person.groupId) ?? null) : null,
    teamId: person.teamId ?? null,
    teamName: person.teamId ? (names.get(person.teamId) ?? null) : null,
    membership: person.membership,
    sex: person.sex ?? null,
    ethnicity: person.ethnicity ?? null,
    birthOn: person.birthOn ?? null,
    education: person.education ?? null,
    joinedOn: person.joinedOn ?? null,
    fullOn: person.fullOn ?? null,
    post: person.post ?? null,
    exempt: person.exempt,
    left: person.leftOn && person.leftBecause ? { on: person.leftOn, because: person.leftBecause } : null,
    masked: masked as Record<SealedField, string>,
    offices: offices.map((o) => ({ organizationName: names.get(o.organizationId) ?? '', role: o.role, from: o.from })),
    allowed: PERSON_ACTIONS.filter((action) => personPolicy[action](standing)),
  }
}
