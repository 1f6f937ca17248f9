import { mustBeAllowed, pathsOver, withinPaths } from '@cloud/core/authorize'
import type { Deps, Work } from '@cloud/core/deps'
import { namesOf } from '@cloud/modules/people/index'
import type { Unreachable } from '@shared/modules/reminders/contract'
import { OVERSEEING_ROLES, reminderPolicy } from '@shared/modules/reminders/policy'
import { Deliveries, type Delivery } from '../collection'
import { findSettledSubjects } from '../dispatch/findSettledSubjects'
import { isOutOfReach, listRecipients } from '../dispatch/recipients'
import { rolesOver } from './history'

const UNREACHABLE_DAYS = 90
/** People named in one answer; the number says how many there are. */
const MOST_NAMED = 500
const CHUNK = 1_000

interface Waiting {
  _id: string
  since: Date
}

/** Those of these people nothing could reach today, in the same order. */
async function stillOutOfReach(deps: Deps, waiting: readonly Waiting[]): Promise<Waiting[]> {
  const found: Waiting[] = []
  for (let i = 0; i < waiting.length; i += CHUNK) {
    const some = waiting.slice(i, i + CHUNK)
    const recipients = await listRecipients(
      deps,
      some.map(({ _id }) => _id),
    )
    found.push(
      ...some.filter(({ _id }) => {
        const recipient = recipients.get(_id)
        return recipient && isOutOfReach(deps, recipient)
      }),
    )
  }
  return found
}

/**
 * People nothing has reached in the last 90 days and nothing could reach today, with the duties they do not know of; those who have
 * waited longest first.
 */
export async function findUnreachable(
  { actor, deps, now }: Work,
  organizationId: string | undefined,
): Promise<{ people: Unreachable[]; total: number }> {
  const unreached = {
    state: 'unreachable' as const,
    ...withinPaths(pathsOver(actor, OVERSEEING_ROLES)),
    at: { $gte: new Date(Date.parse(now) - UNREACHABLE_DAYS * 86_400_000) },
    ...(organizationId && { organizationId }),
  }
  const waiting = await Deliveries.aggregate<Waiting>([
    { $match: unreached },
    { $group: { _id: '$recipientId', since: { $min: '$at' } } },
    { $sort: { since: 1, _id: 1 } },
  ])
  const out = await stillOutOfReach(deps, waiting)
  const named = out.slice(0, MOST_NAMED)
  const rows = await Deliveries.find({ ...unreached, recipientId: { $in: named.map(({ _id }) => _id) } })
    .sort({ at: 1 })
    .lean<Delivery[]>()
  mustBeAllowed(
    rows.every((row) => reminderPolicy.seeUnreachable(rolesOver(actor, row.path))),
    '只能查看本组织和下级组织联系不上的人',
  )
  const byPerson = new Map<string, Delivery[]>()
  for (const row of rows) byPerson.set(row.recipientId, [...(byPerson.get(row.recipientId) ?? []), row])
  const names = await namesOf(named.map(({ _id }) => _id))
  const settled = await findSettledSubjects(rows)
  const allowed: Unreachable['allowed'] = deps.wecom ? ['setAddress'] : []
  const people = named.map(({ _id: personId, since }) => {
    const own = byPerson.get(personId) ?? []
    const open = own.filter((row) => !settled.has(row._id) && row.places.length > 0)
    const texts = new Map(open.map((row) => [row.subject, row.text]))
    const duties = [...texts.values()].map(({ title, dueOn, page }) => ({ title, ...(dueOn && { dueOn }), page }))
    return { personId, name: names.get(personId) ?? '', since: since.toISOString(), duties, allowed }
  })
  return { people, total: out.length }
}
