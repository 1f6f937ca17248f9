import { listMembersOn, listVisits, listVisitsTo, type VisitHours } from '@cloud/modules/care/index'
import { listAppointments } from '@cloud/modules/organizations/index'
import { endOfMonth, type PlainDate, plainDateFrom, yearOf } from '@shared/core/plainDate'
import { type HourFact, owedHours, reachedOn, sumHours, type YearHours } from '@shared/modules/meetings/yearHours'
import { type ParticipationRecord, Participations } from './collection'

/** Day by which roles are judged for a year: today, or the last day of a year that is over. */
export const judgedOn = (year: number, today: PlainDate): PlainDate =>
  year < yearOf(today) ? endOfMonth(year, 12) : year > yearOf(today) ? plainDateFrom(year, 1, 1) : today

/** What gave a person hours: meetings, lessons given, events, study brought to the door. */
export const hourFacts = (
  participations: readonly Pick<ParticipationRecord, 'kind' | 'on' | 'hours' | 'lectured'>[],
  visits: readonly VisitHours[],
): HourFact[] => [
  ...participations.map(
    ({ kind, on, hours, lectured }): HourFact => ({
      source: kind === 'event' ? 'event' : lectured ? 'lecture' : 'meeting',
      on,
      hours,
    }),
  ),
  ...visits.map(({ on, hours }): HourFact => ({ source: 'visit', on, hours })),
]

/** One person's total of a year, wherever it was earned. */
export async function readYearHours(personId: string, year: number): Promise<YearHours> {
  const rows = await Participations.find({ personId, year }, { kind: 1, on: 1, hours: 1, lectured: 1 }).lean<
    ParticipationRecord[]
  >()
  return sumHours(hourFacts(rows, await listVisitsTo(personId, year)))
}

export interface MemberHours extends YearHours {
  personId: string
  name: string
  organizationId: string
  exempt: boolean
  owed: ReturnType<typeof owedHours>
  reachedOn?: PlainDate
}

/** Every member of these branches with the total of the year and what is owed; four queries for all of them. */
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
  const rowsOf = byPerson(rows)
  const visitsOf = byPerson(visits)
  const offices = byPerson(appointments)
  return members.map(({ id, name, organizationId, exempt }) => {
    const facts = hourFacts(rowsOf.get(id) ?? [], visitsOf.get(id) ?? [])
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
