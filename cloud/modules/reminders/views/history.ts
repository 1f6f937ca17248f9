import type { Actor } from '@cloud/core/actor'
import { found, pathsOver } from '@cloud/core/authorize'
import { findPage, type Page, type PageRequest } from '@cloud/core/database/paging'
import { findDuties } from '@cloud/modules/duties/index'
import { getOrganization } from '@cloud/modules/organizations/index'
import { namesOf } from '@cloud/modules/people/index'
import { addDays, instantAt, type PlainDate } from '@shared/core/plainDate'
import { PRIVATE_RULE } from '@shared/modules/memberLife/duties'
import type { HistoryLine } from '@shared/modules/reminders/contract'
import type { DeliveryState } from '@shared/modules/reminders/model'
import { OVERSEEING_ROLES, reminderPolicy, type Standing } from '@shared/modules/reminders/policy'
import type { QueryFilter } from 'mongoose'
import { Deliveries, type Delivery } from '../collection'
import { placesOf } from '../deliver'
import { presentLine } from '../present'

export interface HistoryFilter {
  organizationId?: string | undefined
  dutyKey?: string | undefined
  personId?: string | undefined
  state?: DeliveryState | undefined
  on?: PlainDate | undefined
}

/** Roles an actor holds in the organisation at the end of this path or above it. */
export const rolesOver = (actor: Actor, path: string): Standing => ({
  rolesOver: actor.appointments.filter((one) => path.startsWith(one.path)).map((one) => one.role),
})

/** What of the ledger is asked for, and only what this actor may see. @throws AppError not_found for a duty or organisation out of reach. */
async function scopeOf(actor: Actor, filter: HistoryFilter): Promise<QueryFilter<Delivery>> {
  const see = (path: string) => reminderPolicy.seeHistory(rolesOver(actor, path))
  if (filter.dutyKey) {
    const [duty] = await findDuties([filter.dutyKey])
    const mayRead = duty && see(duty.path) && (duty.rule !== PRIVATE_RULE || duty.owner.id === actor.personId)
    return { subject: found(mayRead ? duty : undefined, '项任务').key }
  }
  if (filter.organizationId) {
    const { id, path } = await getOrganization(filter.organizationId)
    return { places: found(see(path) ? id : undefined, '个组织') }
  }
  return { places: { $in: pathsOver(actor, OVERSEEING_ROLES).flatMap((path) => placesOf(path).slice(-1)) } }
}

async function filterFor(actor: Actor, filter: HistoryFilter): Promise<QueryFilter<Delivery>> {
  const { personId, state, on } = filter
  return {
    ...(await scopeOf(actor, filter)),
    ...(personId && { recipientId: personId }),
    ...(state && { state }),
    ...(on && { at: { $gte: new Date(instantAt(on, '00:00')), $lt: new Date(instantAt(addDays(on, 1), '00:00')) } }),
  }
}

async function presentAll(rows: readonly Delivery[]): Promise<HistoryLine[]> {
  const names = await namesOf(rows.flatMap((row) => [row.recipientId, row.onBehalfOf ?? [], row.handedTo ?? []].flat()))
  return rows.map((row) => presentLine(row, names))
}

/** Who was told of what, when, on which way, and how far it got; the latest first. */
export async function findHistory(
  actor: Actor,
  { cursor, limit, ...filter }: HistoryFilter & PageRequest,
): Promise<Page<HistoryLine>> {
  const page = await findPage(Deliveries, await filterFor(actor, filter), { at: -1 }, { cursor, limit })
  return { items: await presentAll(page.items), next: page.next }
}
