import type { PlainDate } from '@shared/core/plainDate'
import type { Organization } from '@shared/modules/organizations/model'
import { valuesAsOf } from '@shared/modules/people/asOf'
import type { RosterReply } from '@shared/modules/people/timeEndpoints'
import { listAppointments, listOrganizations } from '../../organizations/index'
import { People, PersonChanges, type PersonRecord } from '../collection'
import { hasLeft, namesOf } from '../queries'
import { listChanges } from './listChanges'

/** A record as it stood on a day; undefined where the register did not know the person yet. */
export async function recordAsOf(person: PersonRecord, day: PlainDate): Promise<PersonRecord | undefined> {
  if (person.enteredOn && day < person.enteredOn) return undefined
  const changes = await listChanges([person._id])
  return withoutNulls(valuesAsOf({ ...person }, changes, day))
}

const withoutNulls = (values: Record<string, unknown>): PersonRecord =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as unknown as PersonRecord

/** Whoever stands in this register now, or stood in it once. */
async function everIn(organizationId: string): Promise<PersonRecord[]> {
  const here = await People.find({ organizationId }).lean<PersonRecord[]>()
  const moved: string[] = []
  for (const side of ['before', 'after'])
    moved.push(...(await PersonChanges.distinct('personId', { [`${side}.organizationId`]: organizationId })))
  const known = new Set(here.map((person) => person._id))
  const away = [...new Set(moved)].filter((id) => !known.has(id))
  return [...here, ...(await People.find({ _id: { $in: away } }).lean<PersonRecord[]>())]
}

/** 截至某日的名册与任职 — who stood in the register of an organisation on a day, and who held which office. */
export async function readRoster({ id, name }: Organization, day: PlainDate): Promise<RosterReply> {
  const people = await everIn(id)
  const changes = await listChanges(people.map((person) => person._id))
  const byPerson = new Map<string, typeof changes>()
  for (const change of changes) byPerson.set(change.personId, [...(byPerson.get(change.personId) ?? []), change])
  const members = people
    .filter((person) => !person.enteredOn || person.enteredOn <= day)
    .map((person) => withoutNulls(valuesAsOf({ ...person }, byPerson.get(person._id) ?? [], day)))
    .filter((person) => person.organizationId === id && !hasLeft(person, day))
    .sort((a, b) => (a.sortKey < b.sortKey ? -1 : 1))
  const offices = await listAppointments([id], day)
  const names = await namesOf(offices.map((office) => office.personId))
  const groupIds = [...new Set(members.flatMap((member) => member.groupId ?? []))]
  const groups = new Map((await listOrganizations({ ids: groupIds })).map((group) => [group.id, group.name]))
  const entered = people.flatMap((person) => person.enteredOn ?? []).sort()
  return {
    organizationId: id,
    name,
    day,
    total: members.length,
    members: members.map((member) => ({
      id: member._id,
      name: member.name,
      membership: member.membership,
      groupName: groups.get(member.groupId ?? '') ?? null,
      post: member.post ?? null,
    })),
    offices: offices.map(({ personId, role, from, to }) => ({
      personId,
      personName: names.get(personId) ?? '',
      role,
      from,
      to,
    })),
    recordedFrom: entered.length === people.length ? (entered[0] ?? null) : null,
  }
}
