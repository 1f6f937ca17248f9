import { found } from '@cloud/core/authorize'
import { findPage, type PageRequest } from '@cloud/core/database/paging'
import { readShared } from '@cloud/core/database/sharedReads'
import type { Work } from '@cloud/core/deps'
import { getOrganization } from '@cloud/modules/organizations/index'
import { listMembers, listPersonBriefs, type Member, namesOf } from '@cloud/modules/people/index'
import { inForce } from '@shared/core/norm'
import { type PlainDate, yearOf } from '@shared/core/plainDate'
import type { Exemption, ExemptionCategory } from '@shared/modules/care/model'
import { CARE } from '@shared/modules/care/norms'
import { CARE_ACTIONS, CARE_POLICY } from '@shared/modules/care/policy'
import { isExemptOn } from '@shared/modules/care/rules'
import { type ExemptionRecord, Exemptions, type VisitRecord, Visits } from './collection'

/** Exemption periods of everybody in these branches, by person: a period follows whoever moves, wherever it was registered. */
export async function listExemptions(
  organizationIds: readonly string[],
): Promise<Map<string, Pick<Exemption, 'from' | 'to'>[]>> {
  const personId = { $in: (await listMembers(organizationIds)).map((member) => member.id) }
  const rows = await readShared(['exemptions', organizationIds], () =>
    Exemptions.find({ personId }, { personId: 1, from: 1, to: 1 }).lean<ExemptionRecord[]>(),
  )
  const periods = new Map<string, Pick<Exemption, 'from' | 'to'>[]>()
  for (const { personId, from, to } of rows) {
    const own = periods.get(personId) ?? []
    own.push({ from, to })
    periods.set(personId, own)
  }
  return periods
}

/** Members of these branches as of a day: exempt by the mark of the register, or by a period that holds on that day. */
export async function listMembersOn(organizationIds: readonly string[], day: PlainDate): Promise<Member[]> {
  const members = await listMembers(organizationIds)
  const periods = await listExemptions(organizationIds)
  return members.map((member) =>
    member.exempt || !isExemptOn(periods.get(member.id) ?? [], day) ? member : { ...member, exempt: true },
  )
}

/** Which of these branches have an exemption that begins or has ended on a day after `since` until today. */
export async function findTurningExemptions(
  organizationIds: readonly string[],
  since: PlainDate,
  today: PlainDate,
): Promise<string[]> {
  const turned = await Exemptions.find(
    { $or: [{ from: { $gt: since, $lte: today } }, { to: { $gte: since, $lt: today } }] },
    { personId: 1 },
  ).lean<ExemptionRecord[]>()
  if (turned.length === 0) return []
  const asked = new Set(organizationIds)
  const people = await listPersonBriefs(turned.map((row) => row.personId))
  return [...new Set(people.flatMap(({ organizationId }) => (asked.has(organizationId) ? [organizationId] : [])))]
}

export interface VisitHours {
  visitId: string
  personId: string
  on: PlainDate
  topic: string
  hours: number
}

const toHours = ({ _id, personId, on, topic, hours }: VisitRecord): VisitHours => ({
  visitId: _id,
  personId,
  on,
  topic,
  hours,
})

/** Visits of a year to members of these branches, whichever branch brought them. */
export async function listVisits(organizationIds: readonly string[], year: number): Promise<VisitHours[]> {
  const members = (await listMembers(organizationIds)).map((member) => member.id)
  const rows = await Visits.find({ personId: { $in: members }, year }).lean<VisitRecord[]>()
  return rows.filter((row) => row.live).map(toHours)
}

/** Visits of a year to one person, the latest first. */
export async function listVisitsTo(personId: string, year: number): Promise<VisitHours[]> {
  const rows = await Visits.find({ personId, year }).sort({ on: -1 }).lean<VisitRecord[]>()
  return rows.filter((row) => row.live).map(toHours)
}

/** The branch when the actor keeps its books; nothing when only the own records are asked for. @throws AppError not_found. */
async function placeOf({ actor }: Work, organizationId: string | undefined) {
  if (!organizationId) return undefined
  const branch = await getOrganization(organizationId)
  return found(CARE_POLICY.list(actor, { organizationId }) ? branch : undefined, '个支部')
}

/** 不作硬性要求的党员, the latest first; without a branch only one's own. */
export async function readExemptions(work: Work, query: PageRequest & { organizationId?: string | undefined }) {
  const { actor, today } = work
  const branch = await placeOf(work, query.organizationId)
  const members = branch ? await listMembers([branch.id]) : []
  const where = branch ? { personId: { $in: members.map(({ id }) => id) } } : { personId: actor.personId }
  const { items, next } = await findPage<ExemptionRecord>(Exemptions, where, { from: -1 }, query)
  const names = await namesOf(items.map((item) => item.personId))
  const { source } = inForce(CARE, today)
  return {
    items: items.map(({ _id, personId, category, from, to, detail }) => ({
      id: _id,
      personId,
      name: names.get(personId) ?? '',
      category: work.deps.cipher.open(category) as ExemptionCategory,
      from,
      to,
      hasDetail: detail !== undefined,
    })),
    next,
    people: members.map(({ id, name }) => ({ personId: id, name })),
    why: CARE.label,
    source,
    allowed: branch ? CARE_ACTIONS.filter((action) => CARE_POLICY[action](actor, { organizationId: branch.id })) : [],
  }
}

/** 送学上门 of a year, the latest first; without a branch only to oneself. */
export async function readVisits(
  work: Work,
  query: PageRequest & { organizationId?: string | undefined; year?: number | undefined },
) {
  const branch = await placeOf(work, query.organizationId)
  const year = query.year ?? yearOf(work.today)
  const owner = branch ? { organizationId: branch.id } : { personId: work.actor.personId }
  const { items, next } = await findPage<VisitRecord>(Visits, { ...owner, year, live: true }, { on: -1 }, query)
  const names = await namesOf(items.flatMap((item) => [item.personId, ...item.visitorIds]))
  const nameOf = (id: string) => names.get(id) ?? ''
  return {
    items: items.map(({ _id, personId, on, minutes, hours, topic, visitorIds }) => ({
      id: _id,
      personId,
      name: nameOf(personId),
      on,
      minutes,
      hours,
      topic,
      visitors: visitorIds.map(nameOf),
    })),
    next,
  }
}
