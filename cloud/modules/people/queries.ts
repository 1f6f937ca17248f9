import type { Actor } from '@cloud/core/actor'
import { pathsOver, withinPaths } from '@cloud/core/authorize'
import { readShared } from '@cloud/core/database/sharedReads'
import { placeIdsOf } from '@shared/core/audience'
import type { PlainDate } from '@shared/core/plainDate'
import { ROLES, type Role, TEAM_ROLES, UNION_ROLES } from '@shared/core/roles'
import type { Membership } from '@shared/modules/people/model'
import type { PersonStanding } from '@shared/modules/people/policy'
import type { QueryFilter } from 'mongoose'
import { People, type PersonRecord } from './collection'

/** 党员 as other modules see one: no personal numbers. */
export interface Member {
  id: string
  name: string
  organizationId: string
  path: string
  groupId?: string
  membership: Membership
  exempt: boolean
  joinedOn?: PlainDate
}

const MEMBER = {
  left: 1,
  name: 1,
  organizationId: 1,
  path: 1,
  groupId: 1,
  membership: 1,
  exempt: 1,
  joinedOn: 1,
} as const

/** Party members (full and probationary) of these branches, by name. */
export async function listMembers(organizationIds: readonly string[]): Promise<Member[]> {
  const rows = await readShared(['members', organizationIds], () =>
    People.find({ organizationId: { $in: [...organizationIds] } }, MEMBER)
      .sort({ organizationId: 1, sortKey: 1 })
      .lean<PersonRecord[]>(),
  )
  return rows
    .filter((row) => row.membership !== 'none' && row.left !== true)
    .map(({ _id, left: _, ...rest }) => ({ id: _id, ...rest }))
}

/** Number of Party members per branch. */
export async function countMembers(organizationIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await People.aggregate<{ _id: string; count: number }>([
    {
      $match: {
        organizationId: { $in: [...organizationIds] },
        membership: { $in: ['full', 'probationary'] },
        left: { $ne: true },
      },
    },
    { $group: { _id: '$organizationId', count: { $sum: 1 } } },
  ])
  return new Map(rows.map((row) => [row._id, row.count]))
}

/** Everybody in these organisations' registers who has not left, Party member or not; organisations without anybody are absent. */
export async function countRegistered(organizationIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await People.aggregate<{ _id: string; count: number }>([
    { $match: { organizationId: { $in: [...organizationIds] }, left: { $ne: true } } },
    { $group: { _id: '$organizationId', count: { $sum: 1 } } },
  ])
  return new Map(rows.map((row) => [row._id, row.count]))
}

/** Everybody in these teams who has not left, whichever register he or she is in; teams without anybody are absent. */
export async function countTeams(teamIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await People.aggregate<{ _id: string; count: number }>([
    { $match: { teamId: { $in: [...teamIds] }, left: { $ne: true } } },
    { $group: { _id: '$teamId', count: { $sum: 1 } } },
  ])
  return new Map(rows.map((row) => [row._id, row.count]))
}

/** Is this person a Party member? Undefined for somebody unknown. */
export async function findMembership(personId: string): Promise<Membership | undefined> {
  const row = await People.findById(personId, { membership: 1 }).lean<Pick<PersonRecord, 'membership'>>()
  return row?.membership
}

/** Names by person id; unknown ids are absent. */
export async function namesOf(personIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await People.find({ _id: { $in: [...new Set(personIds)] } }, { name: 1 }).lean<
    { _id: string; name: string }[]
  >()
  return new Map(rows.map((row) => [row._id, row.name]))
}

/** Who these persons are and where they belong; unknown ids are absent. */
export async function listPersonBriefs(
  ids: readonly string[],
): Promise<{ id: string; name: string; organizationId: string }[]> {
  const rows = await People.find({ _id: { $in: [...new Set(ids)] } }, { name: 1, organizationId: 1 }).lean<
    PersonRecord[]
  >()
  return rows.map(({ _id, name, organizationId }) => ({ id: _id, name, organizationId }))
}

/** What signing in needs to know of a person. */
export async function findPersonBrief(id: string): Promise<PersonBrief | undefined> {
  const row = await People.findById(id, BRIEF).lean<PersonRecord>()
  if (!row) return undefined
  const { _id, ...brief } = row
  return { id: _id, ...brief }
}

const BRIEF = { name: 1, organizationId: 1, path: 1, teamId: 1, teamPath: 1, post: 1, leftOn: 1 } as const

export interface PersonBrief {
  id: string
  name: string
  organizationId: string
  path: string
  teamId?: string
  teamPath?: string
  post?: string
  /** From this day on the person gets in no more. */
  leftOn?: PlainDate
}

/** What an actor carries of the own record besides the register. */
export const standingOf = (person: PersonBrief): Pick<Actor, 'placeIds' | 'teamId' | 'post'> => ({
  placeIds: placeIdsOf(person),
  ...(person.teamId && { teamId: person.teamId }),
  ...(person.post && { post: person.post }),
})

/** Has this person left the unit by that day? */
export const hasLeft = ({ leftOn }: { leftOn?: PlainDate }, day: PlainDate): boolean =>
  leftOn !== undefined && leftOn <= day

/** Those of these persons who have left the unit by that day. */
export async function findPeopleLeft(personIds: readonly string[], day: PlainDate): Promise<Set<string>> {
  const rows = await People.find({ _id: { $in: [...new Set(personIds)] }, leftOn: { $lte: day } }, { _id: 1 }).lean<
    { _id: string }[]
  >()
  return new Set(rows.map((row) => row._id))
}

/** Persons with this phone number (by keyed hash), at most two: one is a match, two are one too many. */
export async function findPersonsByPhoneHash(phoneHash: string): Promise<string[]> {
  const rows = await People.find({ phoneHash }, { _id: 1 }).limit(2).lean<{ _id: string }[]>()
  return rows.map((row) => row._id)
}

/** Offices that reach people by their team as well as by their register. */
const TEAM_SIDE: readonly Role[] = [...UNION_ROLES, ...TEAM_ROLES]

export const standingTo = (
  actor: Actor,
  person: Pick<PersonRecord, '_id' | 'organizationId' | 'path' | 'teamPath'>,
): PersonStanding => ({
  isSelf: actor.personId === person._id,
  sameBranch: actor.organizationId === person.organizationId,
  rolesInBranch: actor.appointments.filter((a) => a.organizationId === person.organizationId).map((a) => a.role),
  rolesOver: actor.appointments
    .filter(
      (a) => person.path.startsWith(a.path) || (TEAM_SIDE.includes(a.role) && person.teamPath?.startsWith(a.path)),
    )
    .map((a) => a.role),
})

/** Records the actor may see in lists: the own branch and everything at or below the own offices. */
export function visiblePeople(actor: Actor): QueryFilter<PersonRecord> {
  const paths = pathsOver(actor, ROLES)
  const below = withinPaths(paths)
  const own = { organizationId: actor.organizationId }
  if (paths.length === 0) return own
  const byTeam = pathsOver(actor, TEAM_SIDE).map((path) => ({ teamPath: { $gte: path, $lt: `${path}\uffff` } }))
  // One range where one says it all: it can be read in the order of its index.
  const isBelow = paths.some((path) => actor.path.startsWith(path))
  return isBelow && byTeam.length === 0 ? below : { $or: [own, below, ...byTeam] }
}

/** Records among these ids that the actor may see in lists. */
export async function findPersonRecords(actor: Actor, ids: readonly string[]): Promise<PersonRecord[]> {
  return People.find({ $and: [{ _id: { $in: [...new Set(ids)] } }, visiblePeople(actor)] }).lean<PersonRecord[]>()
}
