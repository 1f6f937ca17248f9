import { found } from '@cloud/core/authorize'
import type { Work } from '@cloud/core/deps'
import { listMembersOn } from '@cloud/modules/care/index'
import { listLifeFacts, readYearHours } from '@cloud/modules/meetings/index'
import {
  getOrganization,
  listAppointments,
  listAppointmentsOf,
  listOrganizations,
} from '@cloud/modules/organizations/index'
import { findPersonBrief } from '@cloud/modules/people/index'
import { listTalksWith } from '@cloud/modules/talks/index'
import { inForce } from '@shared/core/norm'
import { endOfMonth, yearOf } from '@shared/core/plainDate'
import { COMMITTEE_ROLES, ROLE_LABELS } from '@shared/core/roles'
import { owedHours } from '@shared/modules/meetings/yearHours'
import { ABSENCE, DUAL_LIFE, NO_REMOVAL } from '@shared/modules/memberLife/norms'
import { LIFE_POLICY } from '@shared/modules/memberLife/policy'
import { clockYears, listClocks, presentClock } from './clocks'
import { countLife, isLeadingKind } from './leading'

/** 我的组织生活 — hours with their sources, and what was missed; for the person alone. */
export async function readMine(work: Work, query: { year?: number | undefined }) {
  const { actor, today } = work
  const year = query.year ?? yearOf(today)
  const person = found(await findPersonBrief(actor.personId), '个人')
  const day = year < yearOf(today) ? endOfMonth(year, 12) : today
  const own = await listAppointmentsOf(person.id, day)
  const roles = own.filter((a) => a.organizationId === person.organizationId).map((a) => a.role)
  const members = await listMembersOn([person.organizationId], day)
  const member = members.find((one) => one.id === person.id)
  const exempt = member?.exempt ?? false
  const owed = member ? owedHours(roles, day, exempt) : { ...owedHours([], day, false), hours: 0 }
  const total = await readYearHours(person.id, year)
  const places = new Map(
    (await listOrganizations({ ids: own.map((a) => a.organizationId) })).map((one) => [one.id, one]),
  )
  const posts = own.flatMap(({ organizationId, role }) => {
    const place = places.get(organizationId)
    return place && isLeadingKind(place.kind) && COMMITTEE_ROLES.some((one) => one === role)
      ? [`${place.name}${ROLE_LABELS[role]}`]
      : []
  })
  const facts = posts.length > 0 ? await listLifeFacts({ personIds: [person.id] }, [year]) : []
  const dual = inForce(DUAL_LIFE, day)
  const clock = member
    ? (await listClocks([person.organizationId], today)).find((one) => one.personId === person.id)?.clock
    : undefined
  return {
    year,
    name: person.name,
    exempt,
    hours: total.party.hours,
    owed: owed.hours,
    why: owed.why,
    source: owed.source,
    sources: total.party.sources,
    posts,
    ...(posts.length > 0 &&
      member && {
        dual: { ...countLife(facts, person.organizationId), why: DUAL_LIFE.label, source: dual.source },
      }),
    ...presentClock(clock ?? { missed: [], months: 0, stage: 0 }),
    note: NO_REMOVAL,
  }
}

/** 连续缺席 — for the secretary and the deputy: who, since when, which meetings. The longest waiting first, so that nobody is forgotten. */
export async function readAbsences(work: Work, query: { organizationId: string }) {
  const { actor, today } = work
  const { organizationId } = query
  const place = await getOrganization(organizationId)
  found(LIFE_POLICY.absences(actor, { organizationId, path: place.path }) ? place : undefined, '个支部')
  const running = (await listClocks([organizationId], today)).filter(({ clock }) => clock.missed.length > 1)
  running.sort((a, b) => ((a.clock.from ?? '') < (b.clock.from ?? '') ? -1 : 1))
  const talks = await listTalksWith([organizationId], clockYears(today))
  const offices = new Set(
    (await listAppointments([organizationId], today))
      .filter((a) => COMMITTEE_ROLES.some((role) => role === a.role))
      .map((a) => a.personId),
  )
  const talkedOn = (personId: string, since: string) =>
    talks
      .filter(
        ({ between, on }) =>
          between.includes(personId) && on >= since && between.some((id) => id !== personId && offices.has(id)),
      )
      .map((talk) => talk.on)
      .sort()
      .pop()
  const { source } = inForce(ABSENCE, today)
  return {
    organizationName: place.name,
    items: running.map(({ personId, name, clock }) => {
      const talked = talkedOn(personId, clock.from ?? today)
      return { personId, name, ...presentClock(clock), ...(talked && { talkedOn: talked }) }
    }),
    why: ABSENCE.label,
    note: NO_REMOVAL,
    source,
  }
}
