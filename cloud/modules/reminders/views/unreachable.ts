import { mustBeAllowed, pathsOver, withinPaths } from '@cloud/core/authorize'
import type { Work } from '@cloud/core/deps'
import { namesOf } from '@cloud/modules/people/index'
import type { Unreachable } from '@shared/modules/reminders/contract'
import { OVERSEEING_ROLES, reminderPolicy } from '@shared/modules/reminders/policy'
import { Deliveries, type Delivery } from '../collection'
import { findSettledSubjects } from '../dispatch/findSettledSubjects'
import { isOutOfReach, listRecipients } from '../dispatch/recipients'
import { rolesOver } from './history'

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
    rows.every((row) => reminderPolicy.seeUnreachable(rolesOver(actor, row.path))),
    '只能查看本组织和下级组织联系不上的人',
  )
  const recipients = await listRecipients(
    deps,
    rows.map((row) => row.recipientId),
  )
  const people = [...recipients.values()].filter((one) => isOutOfReach(deps, one)).map((one) => one.personId)
  const names = await namesOf(people)
  const settled = await findSettledSubjects(rows)
  return people.flatMap((personId) => {
    const own = rows.filter((row) => row.recipientId === personId)
    const [first] = own
    if (!first) return []
    const shown = own.filter((row) => !settled.has(row._id) && row.places.length > 0)
    const open = new Map(shown.map((row) => [row.subject, row.text]))
    const duties = [...open.values()].map(({ title, dueOn, page }) => ({ title, ...(dueOn && { dueOn }), page }))
    const allowed: Unreachable['allowed'] = deps.wecom ? ['setAddress'] : []
    return [{ personId, name: names.get(personId) ?? '', since: first.at.toISOString(), duties, allowed }]
  })
}
