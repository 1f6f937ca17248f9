import { listMembersOn } from '@cloud/modules/care/index'
import {
  type Appointment,
  getOrganization,
  listAppointments,
  listOrganizations,
} from '@cloud/modules/organizations/index'
import { type Member, namesOf } from '@cloud/modules/people/index'
import { AppError } from '@shared/core/errors'
import type { PlainDate } from '@shared/core/plainDate'
import { COMMITTEE_ROLES, type Role } from '@shared/core/roles'
import type { MeetingKind, Standing } from '@shared/modules/meetings/model'
import type { Organization } from '@shared/modules/organizations/model'

/** A person on a list before the list exists. */
export interface Invited {
  personId: string
  name: string
  standing: Standing
}

/** Everything about a branch that arranging a meeting needs. */
export interface BranchRoster {
  branch: Organization
  groups: Organization[]
  members: Member[]
  /** In force in the branch and in its groups. */
  appointments: Appointment[]
  names: Map<string, string>
}

const isCommitteeRole = (role: Role): boolean => COMMITTEE_ROLES.some((own) => own === role)

/** @throws AppError not_found, or conflict when the organisation is not a branch. */
export async function loadRoster(organizationId: string, day: PlainDate): Promise<BranchRoster> {
  const branch = await getOrganization(organizationId)
  if (branch.kind !== 'branch') throw new AppError('conflict', '组织生活由党支部安排，请选一个党支部')
  const below = await listOrganizations({ pathPrefix: branch.path })
  const groups = below.filter((organization) => organization.kind === 'partyGroup')
  const members = await listMembersOn([organizationId], day)
  const appointments = await listAppointments([organizationId, ...groups.map((group) => group.id)], day)
  const names = new Map(members.map((member) => [member.id, member.name]))
  const others = appointments.map((a) => a.personId).filter((personId) => !names.has(personId))
  if (others.length > 0) for (const [personId, name] of await namesOf(others)) names.set(personId, name)
  return { branch, groups, members, appointments, names }
}

const standingOf = (member: Member | undefined): Standing => {
  if (!member) return 'guest'
  const full = member.membership === 'full'
  if (member.exempt) return full ? 'exempt' : 'exemptProbationary'
  return full ? 'voting' : 'probationary'
}

/** 应到名单 — all members; the committee at its own meeting; the group's members at the group's. */
export function invitedTo(roster: BranchRoster, kind: MeetingKind, groupId: string | undefined): Invited[] {
  const { branch, members, appointments, names } = roster
  if (kind === 'committeeMeeting') {
    const byId = new Map(members.map((member) => [member.id, member]))
    const office = appointments.filter((a) => a.organizationId === branch.id && isCommitteeRole(a.role))
    return [...new Set(office.map((a) => a.personId))].map((personId) => {
      const standing = standingOf(byId.get(personId))
      return { personId, name: names.get(personId) ?? '', standing: standing === 'exempt' ? 'voting' : standing }
    })
  }
  return members
    .filter((member) => kind !== 'groupMeeting' || member.groupId === groupId)
    .map((member) => ({ personId: member.id, name: member.name, standing: standingOf(member) }))
}

/** Everybody due at a meeting of these branches together, each with the own branch; whoever belongs to two stands there once. */
export async function invitedFrom(
  branchIds: readonly string[],
  kind: MeetingKind,
  groupId: string | undefined,
  day: PlainDate,
): Promise<(Invited & { organizationId: string })[]> {
  const people = new Map<string, Invited & { organizationId: string }>()
  for (const organizationId of branchIds)
    for (const person of invitedTo(await loadRoster(organizationId, day), kind, groupId))
      if (!people.has(person.personId)) people.set(person.personId, { ...person, organizationId })
  return [...people.values()]
}

/** Who holds a role in an organisation; the first of several. */
export const findHolder = (
  appointments: readonly Appointment[],
  organizationId: string,
  role: Role,
): string | undefined => appointments.find((a) => a.organizationId === organizationId && a.role === role)?.personId
