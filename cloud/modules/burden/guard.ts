import { seatPathOf } from '@cloud/core/actor'
import { recordAudit } from '@cloud/core/audit'
import { found, pathsOver, withinPaths } from '@cloud/core/authorize'
import { newId } from '@cloud/core/database/id'
import { findPage, type PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { getOrganization, listOrganizations } from '@cloud/modules/organizations/index'
import { AppError } from '@shared/core/errors'
import { inForce } from '@shared/core/norm'
import { addDays, type PlainDate } from '@shared/core/plainDate'
import type { ExceptionRow } from '@shared/modules/burden/contract'
import { GUARDED, GUARDED_LABELS, type Guarded } from '@shared/modules/burden/model'
import { GUARD_NORM } from '@shared/modules/burden/norms'
import { BURDEN_POLICY } from '@shared/modules/burden/policy'
import { checkException, isSwitchedOn } from '@shared/modules/burden/rules'
import { type ExceptionRecord, Exceptions } from './collection'

/** `/a/b/` → `/a/`, `/a/b/`: what is switched on above counts below. */
const upward = (path: string): string[] =>
  path
    .split('/')
    .filter(Boolean)
    .map((_, i, ids) => `/${ids.slice(0, i + 1).join('/')}/`)

/** Is this switched on for an organisation today? Whoever would show points, a ranking or time online asks here first. */
export async function isSwitchedOnFor(feature: Guarded, path: string, today: PlainDate): Promise<boolean> {
  const exceptions = await Exceptions.find({ path: { $in: upward(path) }, feature, to: { $gte: today } })
    .limit(50)
    .lean<ExceptionRecord[]>()
  return isSwitchedOn(feature, path, today, exceptions)
}

/** Which of them are switched on today for a campaign that runs here. */
export async function listSwitchedOn(campaignId: string, path: string, today: PlainDate): Promise<Guarded[]> {
  const exceptions = await Exceptions.find({ campaignId, to: { $gte: today } })
    .limit(50)
    .lean<ExceptionRecord[]>()
  return GUARDED.filter((feature) => isSwitchedOn(feature, path, today, exceptions))
}

/** Ends what is switched on for a campaign, with it or before: yesterday was the last day. @param feature all of them when absent. */
export async function endExceptionsOf(work: Work, campaignId: string, feature?: Guarded): Promise<void> {
  const last = addDays(work.today, -1)
  const where = { campaignId, to: { $gte: work.today }, ...(feature && { feature }) }
  for (const exception of await Exceptions.find(where).limit(50).lean<ExceptionRecord[]>()) {
    await Exceptions.updateOne({ _id: exception._id }, { to: last })
    await recordAudit(work, {
      action: 'burden.endException',
      subject: { kind: 'guardException', id: exception._id },
      place: exception,
      summary: `关闭“${exception.campaign}”的${GUARDED_LABELS[exception.feature]}`,
      details: { before: exception.to, after: last },
    })
  }
}

/** The rule with the exceptions that concern this person or that he or she could have made, the latest first. */
export async function getGuard(work: Work, request: PageRequest) {
  const { actor, today } = work
  const own = pathsOver(actor, ['administrator'])
  const concerned = { path: { $in: [actor.path, ...actor.appointments.map(seatPathOf)].flatMap(upward) } }
  const { items, next } = await findPage<ExceptionRecord>(
    Exceptions,
    own.length > 0 ? { $or: [concerned, withinPaths(own)] } : concerned,
    { _id: -1 },
    request,
  )
  const places = await listOrganizations({ ids: items.map(({ organizationId }) => organizationId) })
  const names = new Map(places.map(({ id, name }) => [id, name]))
  const { value, source } = inForce(GUARD_NORM, today)
  return {
    rule: value,
    source,
    allowed: own.length > 0 ? ['add'] : [],
    items: items.map(({ _id, path, at: _, campaignId: __, ...each }): ExceptionRow => {
      const active = isSwitchedOn(each.feature, path, today, [{ ...each, path }])
      const mayEnd = each.to >= today && BURDEN_POLICY.except(actor, { organizationId: each.organizationId, path })
      const organization = names.get(each.organizationId) ?? ''
      return { id: _id, ...each, organization, active, allowed: mayEnd ? ['end'] : [] }
    }),
    next,
  }
}

interface ExceptionDraft {
  organizationId: string
  feature: Guarded
  campaign: string
  campaignId?: string
  from: PlainDate
  to: PlainDate
  reason: string
}

/** Switches one of them on for a campaign. @throws AppError not_found out of reach, rule_broken for days it may not have. */
export async function addException(work: Work, draft: ExceptionDraft): Promise<string> {
  const organization = await getOrganization(draft.organizationId)
  const place = { organizationId: organization.id, path: organization.path }
  found(BURDEN_POLICY.except(work.actor, place) ? organization : undefined, '个组织')
  checkException(draft.from, draft.to, work.today)
  const record = { _id: newId(), ...draft, path: organization.path, by: work.actor.name, at: new Date(work.now) }
  await Exceptions.create(record)
  await recordAudit(work, {
    action: 'burden.addException',
    subject: { kind: 'guardException', id: record._id },
    place,
    summary: `为“${draft.campaign}”打开${GUARDED_LABELS[draft.feature]}，${draft.from} 至 ${draft.to}`,
    details: { ...draft },
  })
  return record._id
}

/** Ends an exception before its time; yesterday was its last day. @throws AppError not_found, conflict when it has ended. */
export async function endException(work: Work, id: string): Promise<void> {
  const record = await Exceptions.findById(id).lean<ExceptionRecord>()
  const exception = found(record && BURDEN_POLICY.except(work.actor, record) ? record : undefined, '项例外')
  if (exception.to < work.today) throw new AppError('conflict', '这项例外已经结束')
  const last = addDays(work.today, -1)
  // One that had not begun yet never counts: its last day lies before its first.
  await Exceptions.updateOne({ _id: id }, { to: last })
  await recordAudit(work, {
    action: 'burden.endException',
    subject: { kind: 'guardException', id },
    place: exception,
    summary: `提前关闭“${exception.campaign}”的${GUARDED_LABELS[exception.feature]}`,
    details: { before: exception.to, after: last },
  })
}
