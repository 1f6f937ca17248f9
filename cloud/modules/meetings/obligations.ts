import type { ObligationSource } from '@cloud/core/defineModule'
import { loadWorkCalendar } from '@cloud/modules/calendar/index'
import {
  type Appointment,
  findTurningPlaces,
  listAppointments,
  listOrganizations,
  settingsOfAll,
} from '@cloud/modules/organizations/index'
import { listMembers, type Member } from '@cloud/modules/people/index'
import type { Obligation } from '@shared/core/obligation'
import type { PlainDate } from '@shared/core/plainDate'
import { COMMITTEE_ROLES } from '@shared/core/roles'
import { type Attendance, MEETING_KIND_LABELS, MEETING_KINDS } from '@shared/modules/meetings/model'
import { branchDuties, invitationDuties } from '@shared/modules/meetings/plan/jointDuties'
import { type BranchFacts, planYear } from '@shared/modules/meetings/plan/planYear'
import type { Organization } from '@shared/modules/organizations/model'
import { type AttendanceRecord, Attendances } from './collection'
import { LIFE_LABELS, lifeObligations } from './life/lifeObligations'
import { LIFE_FACT } from './life/prepare'
import { listPlanned, type PlannedMeeting } from './planned'
import { approversOf } from './queries'
import { ATTENDANCE_FACT, FACT } from './write'

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const list = groups.get(key)
    if (list) list.push(row)
    else groups.set(key, [row])
  }
  return groups
}

function placedBy(
  meetings: readonly PlannedMeeting[],
  placesOf: (meeting: PlannedMeeting) => readonly string[],
): Map<string, PlannedMeeting[]> {
  const placed = meetings.flatMap((meeting) => placesOf(meeting).map((id) => ({ id, meeting })))
  return new Map([...groupBy(placed, (one) => one.id)].map(([id, list]) => [id, list.map((one) => one.meeting)]))
}

interface BranchSources {
  members: Map<string, Member[]>
  appointments: Map<string, Appointment[]>
  /** By branch: one that several hold together stands under each of them. */
  meetings: Map<string, PlannedMeeting[]>
  invitations: Map<string, PlannedMeeting[]>
  groups: Map<string, Organization[]>
}

async function loadSources(branches: readonly Organization[], year: number, today: PlainDate): Promise<BranchSources> {
  const ids = branches.map((branch) => branch.id)
  const members = await listMembers(ids)
  const appointments = await listAppointments(ids, today)
  const held = await listPlanned(ids, year)
  const groupIds = [...new Set(members.flatMap((member) => member.groupId ?? []))]
  const groups = groupIds.length > 0 ? await listOrganizations({ ids: groupIds, kind: 'partyGroup' }) : []
  return {
    members: groupBy(members, (member) => member.organizationId),
    appointments: groupBy(appointments, (appointment) => appointment.organizationId),
    meetings: placedBy(held, (meeting) => [meeting.organizationId, ...(meeting.partnerIds ?? [])]),
    invitations: placedBy(held, (meeting) => meeting.invitedIds ?? []),
    groups: groupBy(groups, (group) => group.parentId ?? ''),
  }
}

/** What fell due before an organisation was set up, or entered here, is not asked for. */
export const owedFrom = ({ foundedOn, enteredOn }: Organization): PlainDate =>
  foundedOn && foundedOn > enteredOn ? foundedOn : enteredOn

/**
 * What the plan of one branch is computed from. A group without members owes no meetings; a secretary and a deputy alone (B-05) are
 * no committee, three office holders are.
 */
function factsOf(branch: Organization, { members, appointments, meetings, groups }: BranchSources): BranchFacts {
  const offices = appointments.get(branch.id) ?? []
  const commissioners = offices.filter((a) => COMMITTEE_ROLES.some((role) => role === a.role))
  return {
    organizationId: branch.id,
    owedFrom: owedFrom(branch),
    fullMembers: (members.get(branch.id) ?? []).filter((member) => member.membership === 'full').length,
    hasCommittee: new Set(commissioners.map((a) => a.personId)).size >= 3,
    groups: (groups.get(branch.id) ?? []).map((group) => ({
      id: group.id,
      name: group.name,
      owedFrom: owedFrom(group),
    })),
    meetings: (meetings.get(branch.id) ?? []).map(({ id, kind, groupId, on, state }) => ({
      id,
      kind,
      ...(groupId && { groupId }),
      on,
      state,
    })),
  }
}

/** Rows in one answer of the database: all that a few branches have in a year. */
const AT_ONCE = 5_000

async function peopleOf(meetings: readonly PlannedMeeting[]): Promise<Map<string, Attendance[]>> {
  if (meetings.length === 0) return new Map()
  const rows = await Attendances.find({ meetingId: { $in: meetings.map((meeting) => meeting.id) } })
    .batchSize(AT_ONCE)
    .lean<AttendanceRecord[]>()
  const people = groupBy(rows, (row) => row.meetingId)
  return new Map(
    [...people].map(([meetingId, list]) => [
      meetingId,
      list.map(({ organizationId, personId, name, standing, entries }) => ({
        organizationId,
        personId,
        name,
        standing,
        entries,
      })),
    ]),
  )
}

/** The year of one branch as computed here, without the adjustments the unit has laid over it. */
export async function planOf(branch: Organization, year: number, today: PlainDate): Promise<Obligation[]> {
  const sources = await loadSources([branch], year, today)
  const settings = (await settingsOfAll([branch])).get(branch.id)
  return settings ? planYear(factsOf(branch, sources), year, await loadWorkCalendar(), settings) : []
}

/** 民主评议 is a procedure of its own: its yearly line is computed there, from the case and the meeting together. */
const OWN_KINDS = MEETING_KINDS.filter((kind) => kind !== 'appraisal')

/** 三会一课 and 主题党日 of the year, and what each meeting asks of people. */
export const meetingObligations: ObligationSource = {
  facts: [
    FACT,
    ATTENDANCE_FACT,
    LIFE_FACT,
    'organizations.organization',
    'organizations.appointment',
    'people.person',
    'calendar.year',
  ],
  labels: {
    ...Object.fromEntries(OWN_KINDS.map((kind) => [`meetings.${kind}`, MEETING_KIND_LABELS[kind]])),
    ...LIFE_LABELS,
  },
  turning: findTurningPlaces,
  // What one meeting asks of people names it as its period; besides, it fulfils lines of the yearly table.
  periodsOf: ({ fact, factId }, year) =>
    fact === FACT || fact === ATTENDANCE_FACT ? [String(year), factId] : undefined,
  async compute(_, organizationIds, year, today, periods) {
    const branches = (await listOrganizations({ ids: organizationIds })).filter((one) => one.kind === 'branch')
    if (branches.length === 0) return []
    const calendar = await loadWorkCalendar()
    const settings = await settingsOfAll(branches)
    const sources = await loadSources(branches, year, today)
    const isAsked = (meeting: PlannedMeeting) => !periods || periods.includes(meeting.id)
    const people = await peopleOf([...new Set([...sources.meetings.values()].flat())].filter(isAsked))
    const offices = [...sources.appointments.values()].flat()
    const ids = branches.map((branch) => branch.id)
    // A joint meeting stands in several plans; its preparation and its list belong to the branch that called it.
    const own = ids.flatMap((id) => (sources.meetings.get(id) ?? []).filter((meeting) => meeting.organizationId === id))
    const meetings = own.filter(isAsked)
    const life = await lifeObligations(
      { organizationIds: periods ? [] : ids, meetings, people, offices },
      year,
      calendar,
    )
    const planned = branches.flatMap((branch) => {
      const unit = settings.get(branch.id)
      const approverIds = approversOf(sources.appointments.get(branch.id) ?? [])
      const plan = unit ? planYear(factsOf(branch, sources), year, calendar, unit, OWN_KINDS) : []
      const duties = (sources.meetings.get(branch.id) ?? [])
        .filter(isAsked)
        .flatMap((meeting) => branchDuties(meeting, people.get(meeting.id) ?? [], branch.id, approverIds, calendar))
      const asked = (sources.invitations.get(branch.id) ?? [])
        .filter(isAsked)
        .flatMap((meeting) => invitationDuties(meeting, branch.id, approverIds))
      return [...plan, ...duties, ...asked]
    })
    return [...planned, ...life]
  },
}
