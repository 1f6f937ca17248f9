import type { Actor } from '@cloud/core/actor'
import { found, mustBeAllowed } from '@cloud/core/authorize'
import { findPage, type Page, type PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { getOrganization } from '@cloud/modules/organizations/index'
import {
  HANDOVER_POLICY,
  type HandoverAction,
  type HandoverSubject,
  OVERSEER_ROLES,
  readsAll,
} from '@shared/modules/handovers/policy'
import { giverOf, isOfPredecessor, type ShownItem, showItems, stateOf } from '@shared/modules/handovers/rules'
import { type HandoverRecord, Handovers } from './collection'
import { type Matters, withNewItems } from './matters'

export const subjectOf = (record: HandoverRecord): HandoverSubject => ({
  organizationId: record.organizationId,
  path: record.path,
  role: record.role,
  fromId: record.fromId,
  toId: record.toId,
  giverId: giverOf(record),
  state: stateOf(record),
})

/** @throws AppError not_found for one the actor has no part in, as for one that does not exist. */
export async function getHandover(actor: Actor, handoverId: string): Promise<HandoverRecord> {
  const record = await Handovers.findById(handoverId).lean<HandoverRecord>()
  return found(record && HANDOVER_POLICY.read(actor, subjectOf(record)) ? record : undefined, '次交接')
}

const FORBIDDEN: Partial<Record<HandoverAction, string>> = {
  add: '只有移交人可以补充事项',
  give: '只有移交人可以确认交清',
  answer: '只有移交人可以答复',
  accept: '只有接任人可以接收；席位空缺时由上级接收',
  ask: '只有接任人可以提问',
  finish: '只有接任人可以确认接收完毕',
  standIn: '只有上级可以代为移交',
  correct: '交接结束后，由双方或上级追加更正',
}

/** @throws AppError not_found, forbidden. */
export async function getHandoverFor(
  actor: Actor,
  handoverId: string,
  action: HandoverAction,
): Promise<HandoverRecord> {
  const record = await getHandover(actor, handoverId)
  mustBeAllowed(HANDOVER_POLICY[action](actor, subjectOf(record)), FORBIDDEN[action] ?? '你不能这样做')
  return record
}

/** A handover with its items as the facts stand now, as far as they concern this actor. */
export async function withItems(
  { deps, actor, today }: Pick<Work, 'deps' | 'actor' | 'today'>,
  matters: Matters,
  record: HandoverRecord,
): Promise<{ record: HandoverRecord; items: ShownItem[] }> {
  const seen = readsAll(actor, subjectOf(record))
    ? (items: ShownItem[]) => items
    : (items: ShownItem[]) => items.filter((item) => isOfPredecessor(item, record))
  if (!record.running) return { record, items: seen(showItems(record, null)) }
  const open = await matters(deps, record, today)
  const current = { ...record, items: withNewItems(record, open, today) }
  return { record: current, items: seen(showItems(current, new Set(open.map((matter) => matter.key)))) }
}

/** Handovers that concern the actor, or those of an organisation and all below it, the latest first. */
export async function listHandovers(
  actor: Actor,
  query: PageRequest & { organizationId?: string | undefined; running?: '1' | undefined },
): Promise<Page<HandoverRecord>> {
  const still = query.running ? { running: true } : {}
  if (!query.organizationId)
    return findPage<HandoverRecord>(Handovers, { people: actor.personId, ...still }, { openedOn: -1 }, query)
  const { path } = found(
    await getOrganization(query.organizationId).then((organization) =>
      oversees(actor, organization.path) ? organization : undefined,
    ),
    '个组织',
  )
  const below = { path: { $gte: path, $lt: `${path}\uffff` }, ...still }
  return findPage<HandoverRecord>(Handovers, below, { openedOn: -1 }, query)
}

const oversees = (actor: Actor, path: string): boolean =>
  actor.appointments.some((a) => path.startsWith(a.path) && OVERSEER_ROLES.some((role) => role === a.role))
