import type { Actor } from '@cloud/core/actor'
import { found, mustBeAllowed, pathsOver, withinPaths } from '@cloud/core/authorize'
import { findPage, type PageRequest } from '@cloud/core/database/paging'
import type { Deps, Work } from '@cloud/core/deps'
import { findReach } from '@cloud/modules/accounts/index'
import { findDuties } from '@cloud/modules/duties/index'
import { namesOf } from '@cloud/modules/people/index'
import type { HistoryLine, InboxItem, SubscribeTemplate, Unreachable } from '@shared/modules/reminders/contract'
import { OVERSEEING_ROLES, reminderPolicy } from '@shared/modules/reminders/policy'
import { Deliveries, type Delivery } from './collection'
import { listCredits, phoneOf } from './dispatch/credits'
import { findSettledSubjects } from './dispatch/findSettledSubjects'
import { presentItem, presentLine } from './present'

/** One page of a person's inbox, unread ones first, and how many are unread in all. */
export async function findInbox(
  personId: string,
  request: PageRequest,
): Promise<{ items: InboxItem[]; next: string | null; unread: number }> {
  const rows = await findPage(Deliveries, { recipientId: personId }, { unread: -1, _id: -1 }, request)
  const settled = await findSettledSubjects(rows.items)
  const unread = await Deliveries.countDocuments({ recipientId: personId, unread: 1 })
  return { items: rows.items.map((row) => presentItem(row, settled.has(row._id))), next: rows.next, unread }
}

const rolesOver = (actor: Actor, place: { path: string }) => ({
  rolesOver: actor.appointments.filter((one) => place.path.startsWith(one.path)).map((one) => one.role),
})

const HISTORY = 500

/** Who was told of a duty, when, and how far it got. @throws AppError not_found for a duty outside the actor's reach. */
export async function findHistory(actor: Actor, dutyKey: string): Promise<HistoryLine[]> {
  const [duty] = await findDuties([dutyKey])
  const reachable = duty && reminderPolicy.seeHistory(rolesOver(actor, duty)) ? duty : undefined
  const { key } = found(reachable, '项任务')
  const rows = await Deliveries.find({ subject: key }).sort({ at: 1 }).limit(HISTORY).lean<Delivery[]>()
  const names = await namesOf([...new Set(rows.map((row) => row.recipientId))])
  return rows.map((row) => presentLine(row, names.get(row.recipientId) ?? ''))
}

const UNREACHABLE_ROWS = 2_000
const UNREACHABLE_DAYS = 90

/** People nothing has reached in the last 90 days and nothing could reach today, with the duties they do not know of. */
export async function findUnreachable(work: Work, organizationId: string | undefined): Promise<Unreachable[]> {
  const { actor, deps } = work
  const since = new Date(Date.parse(work.now) - UNREACHABLE_DAYS * 86_400_000)
  const rows = await Deliveries.find({
    state: 'unreachable',
    ...withinPaths(pathsOver(actor, OVERSEEING_ROLES)),
    at: { $gte: since },
    ...(organizationId && { organizationId }),
  })
    .sort({ at: 1 })
    .limit(UNREACHABLE_ROWS)
    .lean<Delivery[]>()
  mustBeAllowed(
    rows.every((row) => reminderPolicy.seeUnreachable(rolesOver(actor, { path: row.path }))),
    '只能查看本组织和下级组织联系不上的人',
  )
  const reach = await findReach(deps, [...new Set(rows.map((row) => row.recipientId))])
  const people = [...reach].filter(([, one]) => !one.openId && !one.lastSeenAt).map(([id]) => id)
  const names = await namesOf(people)
  const settled = await findSettledSubjects(rows)
  return people.flatMap((personId) => {
    const own = rows.filter((row) => row.recipientId === personId)
    const [first] = own
    if (!first) return []
    const open = new Map(own.filter((row) => !settled.has(row._id)).map((row) => [row.subject, row.text]))
    const duties = [...open.values()].map(({ title, dueOn, page }) => ({ title, ...(dueOn && { dueOn }), page }))
    return [{ personId, name: names.get(personId) ?? '', since: first.at.toISOString(), duties }]
  })
}

/** WeChat shows at most three templates in one popup on older phones (wechat.md §3.2). */
const IN_ONE_POPUP = 3

/** Templates to ask for at the next natural tap, those with the fewest messages left first; none without a bound WeChat. */
export async function findTemplates(deps: Deps, personId: string): Promise<SubscribeTemplate[]> {
  const openId = (await findReach(deps, [personId])).get(personId)?.openId
  const templates = Object.values(deps.config.wechatTemplates)
  if (!openId || !deps.wechat) return []
  const credits = await listCredits(
    phoneOf(deps, openId),
    templates.map((template) => template.id),
  )
  return templates
    .map(({ id, title }) => {
      const { balance, refused } = credits.get(id) ?? { balance: 0, refused: false }
      return { id, title, balance, refused }
    })
    .sort((a, b) => a.balance - b.balance)
    .slice(0, IN_ONE_POPUP)
}
