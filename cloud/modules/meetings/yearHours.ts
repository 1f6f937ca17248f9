import { listMembersOn, listVisits, listVisitsTo, type VisitHours } from '@cloud/modules/care/index'
import { type CourseStudy, listCourseStudies } from '@cloud/modules/learning/index'
import { listAppointments } from '@cloud/modules/organizations/index'
import { endOfMonth, type PlainDate, plainDateFrom, yearOf } from '@shared/core/plainDate'
import { type HourFact, owedHours, reachedOn, sumHours, type YearHours } from '@shared/modules/meetings/yearHours'
import { type ParticipationRecord, Participations } from './collection'

/** Day by which roles are judged for a year: today, or the last day of a year that is over. */
export const judgedOn = (year: number, today: PlainDate): PlainDate =>
  year < yearOf(today) ? endOfMonth(year, 12) : year > yearOf(today) ? plainDateFrom(year, 1, 1) : today

type Participation = Pick<ParticipationRecord, 'kind' | 'on' | 'hours' | 'lectured'>

const courseFact = ({ on, hours }: CourseStudy): HourFact => ({ source: 'course', on, hours })

/** What gave a Party member hours: meetings, lessons given, events, study brought to the door, courses that count for it. */
export const hourFacts = (
  participations: readonly Participation[],
  visits: readonly VisitHours[],
  studies: readonly CourseStudy[],
): HourFact[] => [
  ...participations.map(
    ({ kind, on, hours, lectured }): HourFact => ({
      source: kind === 'event' ? 'event' : lectured ? 'lecture' : 'meeting',
      on,
      hours,
    }),
  ),
  ...visits.map(({ on, hours }): HourFact => ({ source: 'visit', on, hours })),
  ...studies.filter(({ countsFor }) => countsFor.includes('party')).map(courseFact),
]

/** What gave somebody hours of safety training (E-07, E-11): events of campaigns, and courses that count for it. */
const safetyFacts = (participations: readonly Participation[], studies: readonly CourseStudy[]): HourFact[] => [
  ...participations.flatMap(({ kind, on, hours }): HourFact[] =>
    kind === 'event' ? [{ source: 'event', on, hours }] : [],
  ),
  ...studies.filter(({ countsFor }) => countsFor.includes('safety')).map(courseFact),
]

export interface OwnYear {
  party: YearHours
  safety: YearHours
  studies: CourseStudy[]
}

/** One person's totals of a year, wherever they were earned, and the courses finished in it. */
export async function readYearHours(personId: string, year: number): Promise<OwnYear> {
  const rows = await Participations.find({ personId, year }, { kind: 1, on: 1, hours: 1, lectured: 1 }).lean<
    ParticipationRecord[]
  >()
  const studies = await listCourseStudies([personId], year)
  return {
    party: sumHours(hourFacts(rows, await listVisitsTo(personId, year), studies)),
    safety: sumHours(safetyFacts(rows, studies)),
    studies,
  }
}

export interface MemberHours extends YearHours {
  personId: string
  name: string
  organizationId: string
  exempt: boolean
  owed: ReturnType<typeof owedHours>
  reachedOn?: PlainDate
}

/** Every member of these branches with the total of the year and what is owed; five queries for all of them. */
export async function listYearHours(
  organizationIds: readonly string[],
  year: number,
  today: PlainDate,
): Promise<MemberHours[]> {
  const day = judgedOn(year, today)
  const members = await listMembersOn(organizationIds, day)
  const appointments = await listAppointments(organizationIds, day)
  const rows = await Participations.find(
    { personId: { $in: members.map((member) => member.id) }, year },
    { personId: 1, kind: 1, on: 1, hours: 1, lectured: 1 },
  ).lean<ParticipationRecord[]>()
  const visits = await listVisits(organizationIds, year)
  const byPerson = <T extends { personId: string }>(list: readonly T[]): Map<string, T[]> => {
    const map = new Map<string, T[]>()
    for (const one of list) {
      const own = map.get(one.personId)
      if (own) own.push(one)
      else map.set(one.personId, [one])
    }
    return map
  }
  const studies = await listCourseStudies(
    members.map((member) => member.id),
    year,
  )
  const rowsOf = byPerson(rows)
  const studiesOf = byPerson(studies)
  const visitsOf = byPerson(visits)
  const offices = byPerson(appointments)
  return members.map(({ id, name, organizationId, exempt }) => {
    const facts = hourFacts(rowsOf.get(id) ?? [], visitsOf.get(id) ?? [], studiesOf.get(id) ?? [])
    const roles = (offices.get(id) ?? []).map((office) => office.role)
    const owed = owedHours(roles, day, exempt)
    const reached = reachedOn(facts, owed.hours)
    return {
      personId: id,
      name,
      organizationId,
      exempt,
      ...sumHours(facts),
      owed,
      ...(reached && { reachedOn: reached }),
    }
  })
}
