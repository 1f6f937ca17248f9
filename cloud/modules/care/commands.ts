import { recordAudit } from '@cloud/core/audit'
import { found, mustBeAllowed } from '@cloud/core/authorize'
import { recordChange } from '@cloud/core/change'
import { newId } from '@cloud/core/database/id'
import { takeTurn } from '@cloud/core/database/takeTurn'
import type { Work } from '@cloud/core/deps'
import { listAppointments, settingsOf } from '@cloud/modules/organizations/index'
import { findPersonBrief, listMembers } from '@cloud/modules/people/index'
import { AppError } from '@shared/core/errors'
import { addDays, daysBetween, type PlainDate, yearOf } from '@shared/core/plainDate'
import type { ExemptionCategory } from '@shared/modules/care/model'
import { CARE_POLICY, type CareAction } from '@shared/modules/care/policy'
import { overlap, visitHours } from '@shared/modules/care/rules'
import { type ExemptionRecord, Exemptions, type VisitRecord, Visits } from './collection'

/** Superiors read the audit trail too: its sentences name nobody who is cared for, and no reason. */
export const EXEMPTION_FACT = 'care.exemption'
export const VISIT_FACT = 'care.visit'

const FORBIDDEN = '这件事由本支部支委来登记'

/** A member of a branch whose books the actor keeps. @throws AppError not_found for anybody else. */
async function getMemberFor({ actor }: Work, personId: string, action: CareAction) {
  const person = await findPersonBrief(personId)
  const own = found(person && CARE_POLICY.list(actor, person) ? person : undefined, '名党员')
  mustBeAllowed(CARE_POLICY[action](actor, own), FORBIDDEN)
  const members = await listMembers([own.organizationId])
  found(
    members.find((member) => member.id === personId),
    '名党员',
  )
  return own
}

export interface ExemptionDraft {
  personId: string
  category: ExemptionCategory
  from: PlainDate
  to?: PlainDate | undefined
  detail?: string | undefined
}

/** 登记不作硬性要求. @returns its id. @throws AppError conflict when a period of the same person shares a day. */
export async function grantExemption(work: Work, draft: ExemptionDraft): Promise<string> {
  const { personId, category, from, to = null, detail } = draft
  const person = await getMemberFor(work, personId, 'exempt')
  if (to !== null && to < from) throw new AppError('invalid_input', '结束日期应不早于开始日期')
  if (Math.abs(daysBetween(work.today, from)) > 366) throw new AppError('invalid_input', '开始日期太远了，应在一年以内')
  await takeTurn(`care:${personId}`)
  const others = await Exemptions.find({ personId }, { from: 1, to: 1 }).lean<ExemptionRecord[]>()
  if (others.some((other) => overlap(other, { from, to })))
    throw new AppError('conflict', '这段时间已经登记过，先结束原来的一项')
  const _id = newId()
  const { organizationId, path } = person
  await Exemptions.create({
    _id,
    personId,
    organizationId,
    path,
    category: work.deps.cipher.seal(category),
    from,
    to,
    byId: work.actor.personId,
    at: new Date(work.now),
    ...(detail && { detail: work.deps.cipher.seal(detail) }),
  })
  await recordAudit(work, {
    action: 'care.exempt',
    subject: { kind: 'exemption', id: _id },
    place: person,
    summary: `登记一项不作硬性要求，自 ${from}`,
  })
  await recordChange(work, [{ organizationId, fact: EXEMPTION_FACT, factId: _id }])
  return _id
}

/** With the branch the person belongs to now: an exemption follows whoever moves. */
async function getExemptionFor(work: Work, exemptionId: string, action: CareAction): Promise<ExemptionRecord> {
  const record = await Exemptions.findById(exemptionId).lean<ExemptionRecord>()
  const person = record && (await findPersonBrief(record.personId))
  const place = found(person && CARE_POLICY.list(work.actor, person) ? person : undefined, '项登记')
  mustBeAllowed(CARE_POLICY[action](work.actor, place), FORBIDDEN)
  return { ...found(record, '项登记'), organizationId: place.organizationId, path: place.path }
}

/** 结束 — the last day on which it holds; the entry stays. @throws AppError conflict when it has ended already. */
export async function endExemption(work: Work, exemptionId: string, to: PlainDate, reason: string): Promise<void> {
  const record = await getExemptionFor(work, exemptionId, 'exempt')
  if (to < record.from) throw new AppError('invalid_input', '结束日期应不早于开始日期')
  if (to > addDays(work.today, 366)) throw new AppError('invalid_input', '结束日期太远了，应在一年以内')
  if (record.to !== null && record.to <= to) throw new AppError('conflict', '这一项到那天已经结束，不用再结束')
  const ended = await Exemptions.updateOne({ _id: exemptionId, to: record.to }, { $set: { to, endedBecause: reason } })
  if (ended.modifiedCount !== 1) throw new AppError('conflict', '刚刚有人改过这一项，请刷新后再看')
  await recordAudit(work, {
    action: 'care.endExemption',
    subject: { kind: 'exemption', id: exemptionId },
    place: record,
    summary: `结束一项不作硬性要求，至 ${to}`,
  })
  await recordChange(work, [{ organizationId: record.organizationId, fact: EXEMPTION_FACT, factId: exemptionId }])
}

/** The sealed note in clear; who looked and what for stays in the audit trail. */
export async function revealExemption(work: Work, exemptionId: string, purpose: string): Promise<string> {
  const record = await getExemptionFor(work, exemptionId, 'reveal')
  if (!record.detail) throw new AppError('conflict', '这一项没有写说明')
  await recordAudit(work, {
    action: 'care.reveal',
    subject: { kind: 'exemption', id: exemptionId },
    place: record,
    summary: `查看不作硬性要求的说明：${purpose}`,
  })
  return work.deps.cipher.open(record.detail)
}

export interface VisitDraft {
  personId: string
  on: PlainDate
  minutes: number
  topic: string
  visitorIds: readonly string[]
}

/** 登记送学上门. @returns id and hours. @throws AppError conflict for the same person and day twice. */
export async function recordVisit(work: Work, draft: VisitDraft): Promise<{ id: string; hours: number }> {
  const { personId, on, minutes, topic } = draft
  const person = await getMemberFor(work, personId, 'visit')
  const away = daysBetween(on, work.today)
  if (away < 0) throw new AppError('invalid_input', '还没有到这一天，去过之后再登记')
  if (away > 366) throw new AppError('invalid_input', '只能补登一年以内的送学上门')
  const { organizationId, path } = person
  const visitorIds = [...new Set(draft.visitorIds)]
  const offices = await listAppointments([organizationId], on)
  const branch = new Set((await listMembers([organizationId])).map((member) => member.id))
  for (const office of offices) branch.add(office.personId)
  if (visitorIds.includes(personId)) throw new AppError('invalid_input', '上门的人不能是被走访的党员本人')
  if (visitorIds.some((id) => !branch.has(id))) throw new AppError('invalid_input', '上门的人应是本支部的党员或支委')
  await takeTurn(`care:${personId}`)
  if (await Visits.exists({ personId, year: yearOf(on), on, live: true }))
    throw new AppError('conflict', '这一天已经登记过送学上门，不用再登记')
  const hours = visitHours(minutes, await settingsOf({ id: organizationId, path }))
  const _id = newId()
  await Visits.create({
    _id,
    personId,
    organizationId,
    path,
    on,
    year: yearOf(on),
    minutes,
    topic,
    visitorIds,
    hours,
    byId: work.actor.personId,
    at: new Date(work.now),
    live: true,
  })
  await recordAudit(work, {
    action: 'care.visit',
    subject: { kind: 'visit', id: _id },
    place: person,
    summary: `登记 ${on} 的一次送学上门，计 ${hours} 学时`,
  })
  await recordChange(work, [{ organizationId, fact: VISIT_FACT, factId: _id }])
  return { id: _id, hours }
}

/** 撤回 — a visit put down by mistake; it stays readable in the audit trail. */
export async function withdrawVisit(work: Work, visitId: string, reason: string): Promise<void> {
  const record = await Visits.findById(visitId).lean<VisitRecord>()
  const own = found(record && CARE_POLICY.visit(work.actor, record) ? record : undefined, '次送学上门')
  if (!own.live) return
  await Visits.updateOne({ _id: visitId }, { $set: { live: false, withdrawnBecause: reason } })
  await recordAudit(work, {
    action: 'care.withdrawVisit',
    subject: { kind: 'visit', id: visitId },
    place: own,
    summary: `撤回 ${own.on} 的一次送学上门`,
  })
  await recordChange(work, [{ organizationId: own.organizationId, fact: VISIT_FACT, factId: visitId }])
}
