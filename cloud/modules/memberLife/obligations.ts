import type { ObligationSource } from '@cloud/core/defineModule'
import { loadWorkCalendar } from '@cloud/modules/calendar/index'
import { EXEMPTION_FACT, findTurningExemptions, VISIT_FACT } from '@cloud/modules/care/index'
import { PROGRESS_FACT } from '@cloud/modules/learning/index'
import { listLifeFacts, listYearHours, PARTICIPATION_FACT } from '@cloud/modules/meetings/index'
import { findTurningPlaces, listAppointments, listOrganizations } from '@cloud/modules/organizations/index'
import { findNewcomers } from '@cloud/modules/people/index'
import { listTalksWith, TALK_FACT } from '@cloud/modules/talks/index'
import { findInForce } from '@shared/core/norm'
import type { Obligation } from '@shared/core/obligation'
import { endOfMonth, type PlainDate, plainDateFrom, yearOf } from '@shared/core/plainDate'
import { COMMITTEE_ROLES } from '@shared/core/roles'
import type { WorkCalendar } from '@shared/core/workCalendar'
import { SECRETARY_LECTURE } from '@shared/modules/meetings/norms'
import { absenceDuty, hoursDuty, secretaryLectureDuty } from '@shared/modules/memberLife/duties'
import { clockYears, listClocks } from './clocks'

/** What absences ask of secretaries: stamped with the year of the latest meeting missed. */
async function absences(branchIds: readonly string[], year: number, today: PlainDate): Promise<Obligation[]> {
  if (year > yearOf(today)) return []
  const running = (await listClocks(branchIds, today)).filter(
    ({ clock }) => clock.stage > 0 && clock.until !== undefined && yearOf(clock.until) === year,
  )
  if (running.length === 0) return []
  const concerned = [...new Set(running.map((one) => one.organizationId))]
  const offices = (await listAppointments(concerned, today)).filter((a) => COMMITTEE_ROLES.some((r) => r === a.role))
  const talks = await listTalksWith(concerned, clockYears(today))
  return running.flatMap(({ personId, name, organizationId, clock }) => {
    const own = offices.filter((office) => office.organizationId === organizationId)
    const secretary = own.find((office) => office.role === 'secretary') ?? own.find((o) => o.role === 'deputySecretary')
    if (!secretary || secretary.personId === personId) return []
    const heard = talks.filter(
      (talk) =>
        talk.organizationId === organizationId &&
        talk.between.includes(personId) &&
        talk.between.some((id) => id !== personId && own.some((office) => office.personId === id)),
    )
    const talked = heard.sort((a, b) => (a.on < b.on ? -1 : 1)).pop()
    const duty = absenceDuty({ personId, name, clock, ...(talked && { talked }) }, organizationId, secretary.personId)
    return duty ? [duty] : []
  })
}

/** A year that is over is not held against whoever came since. */
async function missingHours(
  branchIds: readonly string[],
  year: number,
  today: PlainDate,
  calendar: WorkCalendar,
): Promise<Obligation[]> {
  if (today < plainDateFrom(year, 11, 1) || year < 2019) return []
  const all = await listYearHours(branchIds, year, today)
  const newcomers = year < yearOf(today) ? await findNewcomers(branchIds, endOfMonth(year, 12)) : new Set<string>()
  const members = all.filter((member) => !newcomers.has(member.personId))
  return members.flatMap(({ personId, organizationId, hours, owed, reachedOn }) => {
    const member = { personId, hours, owed: owed.hours, why: owed.why, source: owed.source }
    const duty = hoursDuty({ ...member, ...(reachedOn && { reachedOn }) }, organizationId, year, today, calendar)
    return duty ? [duty] : []
  })
}

async function secretaryLectures(
  committeeIds: readonly string[],
  year: number,
  today: PlainDate,
  calendar: WorkCalendar,
): Promise<Obligation[]> {
  const norm = findInForce(SECRETARY_LECTURE, plainDateFrom(year, 1, 1))
  if (committeeIds.length === 0 || !norm) return []
  const day = year < yearOf(today) ? endOfMonth(year, 12) : today
  const secretaries = (await listAppointments(committeeIds, day)).filter((a) => a.role === 'secretary')
  const facts = await listLifeFacts({ personIds: secretaries.map((one) => one.personId) }, [year])
  return secretaries.flatMap(({ personId, organizationId, from }) => {
    const given = facts.filter((fact) => fact.personId === personId && fact.lectured)
    const [first] = given.sort((a, b) => (a.on < b.on ? -1 : 1))
    const lecture = first && { id: first.meetingId, on: first.on }
    const duty = secretaryLectureDuty(
      { personId, organizationId, from, ...(lecture && { lecture }) },
      { label: SECRETARY_LECTURE.label, source: norm.source },
      year,
      calendar,
    )
    return duty ? [duty] : []
  })
}

/** What a year of organisational life asks beyond the meetings themselves. */
export const lifeObligations: ObligationSource = {
  facts: [
    ...[PARTICIPATION_FACT, EXEMPTION_FACT, VISIT_FACT, TALK_FACT, PROGRESS_FACT],
    'organizations.appointment',
    'people.person',
  ],
  labels: {
    'memberLife.absence': '连续缺席',
    'memberLife.hours': '学时预警',
    'memberLife.secretaryLecture': '书记讲党课',
  },
  async turning(organizationIds, since, today) {
    // The warning about hours begins for everybody on one day.
    const warning = plainDateFrom(yearOf(today), 11, 1)
    if (since < warning && warning <= today) return organizationIds
    const offices = await findTurningPlaces(organizationIds, since, today)
    return [...new Set([...offices, ...(await findTurningExemptions(organizationIds, since, today))])]
  },
  async compute(_, organizationIds, year, today) {
    const places = await listOrganizations({ ids: organizationIds })
    const branchIds = places.filter((one) => one.kind === 'branch').map((one) => one.id)
    const committeeIds = places.filter((one) => one.kind === 'partyCommittee').map((one) => one.id)
    const calendar = await loadWorkCalendar()
    if (branchIds.length === 0) return secretaryLectures(committeeIds, year, today, calendar)
    return [
      ...(await absences(branchIds, year, today)),
      ...(await missingHours(branchIds, year, today, calendar)),
      ...(await secretaryLectures(committeeIds, year, today, calendar)),
    ]
  },
}
