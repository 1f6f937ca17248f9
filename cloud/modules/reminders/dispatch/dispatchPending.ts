import type { Deps } from '@cloud/core/deps'
import { loadWorkCalendar } from '@cloud/modules/calendar/index'
import { settingsOfAll } from '@cloud/modules/organizations/index'
import { Deliveries, type Delivery } from '../collection'
import { dispatchTo } from './dispatchTo'
import { listRecipients } from './recipients'
import { settleInterrupted } from './settleInterrupted'

const BATCH = 500
/** Persons written to at the same time. */
const ABREAST = 8

/**
 * Sends what is waiting to the phones of its recipients. Safe at any time, in any number of processes: rows are taken one worker
 * at a time, a person is written to by one worker at a time, and nothing that may have gone out is sent again.
 * @returns how many rows were dealt with.
 */
export async function dispatchPending(deps: Deps): Promise<number> {
  await settleInterrupted(deps)
  let total = 0
  for (let before = -1; before !== total; ) {
    before = total
    const due = { state: 'pending' as const, ringAt: { $lte: new Date(deps.clock.now()) } }
    const first = await Deliveries.find(due, { recipientId: 1 })
      .sort({ ringAt: 1, _id: 1 })
      .limit(BATCH)
      .lean<Pick<Delivery, '_id' | 'recipientId'>[]>()
    const people = [...new Set(first.map((row) => row.recipientId))]
    if (people.length === 0) return total
    const rows = await Deliveries.find({ ...due, recipientId: { $in: people } })
      .sort({ _id: 1 })
      .limit(BATCH * 4)
      .lean<Delivery[]>()
    const recipients = await listRecipients(deps, people)
    const places = new Map(rows.map((row) => [row.organizationId, { id: row.organizationId, path: row.path }]))
    const timing = { calendar: await loadWorkCalendar(), settings: await settingsOfAll([...places.values()]) }
    for (let i = 0; i < people.length; i += ABREAST) {
      const handled = await Promise.all(
        people.slice(i, i + ABREAST).map(async (personId) => {
          const recipient = recipients.get(personId)
          const own = rows.filter((row) => row.recipientId === personId)
          return recipient && own.length > 0 ? dispatchTo(deps, recipient, own, timing) : 0
        }),
      )
      total += handled.reduce((sum, count) => sum + count, 0)
    }
  }
  return total
}
