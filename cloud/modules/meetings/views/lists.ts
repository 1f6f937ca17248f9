import { found, mustBeAllowed } from '@cloud/core/authorize'
import { findPage, type PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { loadWorkCalendar } from '@cloud/modules/calendar/index'
import { getOrganization, listOrganizations, settingsOf } from '@cloud/modules/organizations/index'
import { AppError } from '@shared/core/errors'
import type { PlainDate } from '@shared/core/plainDate'
import type { LifeForm } from '@shared/modules/meetings/life/model'
import { formOf, type MeetingKind, type MeetingState } from '@shared/modules/meetings/model'
import { getPeriod, periodIdOf } from '@shared/modules/meetings/plan/periods'
import { demandOf, everyOf } from '@shared/modules/meetings/plan/planYear'
import { proposeMeeting } from '@shared/modules/meetings/plan/proposeMeeting'
import { BRANCH_POLICY, organises } from '@shared/modules/meetings/policy'
import { type MeetingRecord, Meetings } from '../collection'
import { presentSummary } from '../present'
import { findHolder, invitedTo, loadRoster } from '../roster'

export interface ListFilter extends PageRequest {
  organizationId?: string | undefined
  kind?: MeetingKind | undefined
  year?: number | undefined
  state?: MeetingState | undefined
}

/** Meetings of an organisation and of everything below it, the latest first; of the own branch unless another is named. */
export async function listMeetings(work: Work, filter: ListFilter) {
  const { actor } = work
  const { organizationId, kind, year, state } = filter
  const organization = await getOrganization(organizationId ?? actor.organizationId)
  const place = { organizationId: organization.id, path: organization.path }
  found(BRANCH_POLICY.ledger(actor, place) ? organization : undefined, '个组织')
  const own = organization.kind === 'branch'
  const where = {
    ...(own
      ? { $or: [{ organizationId: organization.id }, { partnerIds: organization.id }] }
      : { path: { $gte: place.path, $lt: `${place.path}\uffff` } }),
    ...(kind && { kind }),
    ...(state && { state }),
    ...(year && { on: { $gte: `${year}-01-01` as PlainDate, $lte: `${year}-12-31` as PlainDate } }),
  }
  const { items, next } = await findPage<MeetingRecord>(Meetings, where, { on: -1 }, filter)
  const ids = [...new Set(items.map((item) => item.organizationId))]
  const names = new Map((await listOrganizations({ ids })).map((one) => [one.id, one.name]))
  return {
    items: items.map((item) => presentSummary(item, names.get(item.organizationId) ?? '')),
    next,
    canPlan: own && organises(actor, place),
  }
}

export interface ProposalQuery {
  organizationId: string
  kind: MeetingKind
  period?: string | undefined
  groupId?: string | undefined
  form?: LifeForm | undefined
}

/** Everything about the next meeting of a kind, prefilled: arranging it takes no typing. */
export async function readProposal(work: Work, query: ProposalQuery) {
  const { actor, today } = work
  const { organizationId, kind, groupId, form } = query
  const organization = await getOrganization(organizationId)
  const place = { organizationId, path: organization.path, ...(groupId && { groupId }) }
  found(BRANCH_POLICY.ledger(actor, place) || organises(actor, place) ? organization : undefined, '个支部')
  mustBeAllowed(organises(actor, place), '只有本支部支委可以安排会议')
  const roster = await loadRoster(organizationId, today)
  const { appointments, groups } = roster
  const group = groupId ? groups.find((one) => one.id === groupId) : undefined
  if (kind === 'groupMeeting' && !group) throw new AppError('invalid_input', '请选本支部的一个党小组')
  const settings = await settingsOf(organization)
  const calendar = await loadWorkCalendar()
  const every = everyOf(kind, today)
  const id = query.period ?? periodIdOf(every, today)
  if (periodIdOf(every, getPeriod(calendar, id, settings.themeDayOfMonth, false).start) !== id)
    throw new AppError('invalid_input', '这种会议不按这个周期安排')
  const period = getPeriod(calendar, id, settings.themeDayOfMonth, kind === 'themeDay')
  const last = await Meetings.findOne({
    organizationId,
    kind,
    state: { $ne: 'cancelled' },
    ...(groupId && { groupId }),
  })
    .sort({ on: -1 })
    .lean<MeetingRecord>()
  const leaderId = group && findHolder(appointments, group.id, 'groupLeader')
  const secretaryId = findHolder(appointments, organizationId, 'secretary')
  const commissionerId = findHolder(appointments, organizationId, 'organizationCommissioner')
  const { draft, sources } = proposeMeeting({
    organizationId,
    kind,
    period,
    calendar,
    today,
    settings,
    personId: actor.personId,
    ...(group && { group: { id: group.id, name: group.name, ...(leaderId && { leaderId }) } }),
    ...(last && { last }),
    ...(secretaryId && { secretaryId }),
    ...(commissionerId && { commissionerId }),
  })
  return {
    ...draft,
    ...(form && { form }),
    period: period.id,
    organizationName: organization.name,
    ...demandOf(kind, draft.on),
    sources,
    people: invitedTo(roster, formOf({ kind, ...(form && { form }) }), groupId),
    groups: groups.map(({ id, name }) => ({ id, name })),
  }
}
