import type { Deps } from '@cloud/core/deps'
import { findReach } from '@cloud/modules/accounts/index'
import { type ReachRecord, ReachRecords } from '../collection'
import type { Recipient } from './channel'

/** These persons with every way to reach them. */
export async function listRecipients(deps: Deps, personIds: readonly string[]): Promise<Map<string, Recipient>> {
  const ids = [...new Set(personIds)]
  const reach = await findReach(deps, ids)
  const records = await ReachRecords.find({ _id: { $in: ids } }).lean<ReachRecord[]>()
  const byId = new Map(records.map((record) => [record._id, record]))
  return new Map(
    ids.map((personId) => [
      personId,
      { personId, reach: reach.get(personId) ?? { hasAccount: false }, record: byId.get(personId) ?? {} },
    ]),
  )
}

/** Has nothing ever reached this person, and can nothing? A WeCom account counts only where WeCom is set up. */
export const isOutOfReach = (deps: Deps, { reach, record }: Recipient): boolean =>
  !reach.openId && !reach.lastSeenAt && !(deps.wecom && record.wecomId)
