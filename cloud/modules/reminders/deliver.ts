import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import { Deliveries, type Delivery } from './collection'

export type DeliveryDraft = Pick<
  Delivery,
  'key' | 'kind' | 'subject' | 'rung' | 'recipientId' | 'organizationId' | 'path' | 'places' | 'text' | 'template'
> &
  Partial<Pick<Delivery, 'urgent' | 'audience' | 'offsetDays' | 'onBehalfOf' | 'handedTo'>> & {
    /** Lies in the inbox and rings no phone. */
    quietBecause?: 'away'
  }

/** `/root/…/own/` → the ids of own and all above. */
export const placesOf = (path: string): string[] => path.split('/').filter(Boolean)

const CHUNK = 500
const DUPLICATE = 11_000

const toRow = ({ urgent = false, quietBecause, ...draft }: DeliveryDraft, now: string): Delivery => ({
  _id: newId(),
  ...draft,
  urgent,
  state: quietBecause ? 'inboxOnly' : 'pending',
  ...(quietBecause && { reason: quietBecause }),
  steps: [],
  ringAt: new Date(now),
  attempts: 0,
  unread: 1,
  at: new Date(now),
})

/** Those of the keys the ledger does not hold yet. */
export async function findFreshKeys(keys: readonly string[]): Promise<Set<string>> {
  const fresh = new Set(keys)
  for (let i = 0; i < keys.length; i += CHUNK) {
    const rows = await Deliveries.find({ key: { $in: keys.slice(i, i + CHUNK) } }, { key: 1 }).lean<
      Pick<Delivery, '_id' | 'key'>[]
    >()
    for (const row of rows) fresh.delete(row.key)
  }
  return fresh
}

/** Writes what the ledger does not hold yet, in one transaction. */
const writeFresh = (drafts: readonly DeliveryDraft[], now: string): Promise<void> =>
  inTransaction(async () => {
    const fresh = await findFreshKeys(drafts.map((draft) => draft.key))
    const rows = drafts.filter((draft) => fresh.delete(draft.key)).map((draft) => toRow(draft, now))
    if (rows.length > 0) await Deliveries.insertMany(rows)
  })

/**
 * Puts reminders into the inboxes of their recipients and on the way to their phones. What the ledger already holds is left alone: a
 * process killed in the middle, or several at once, neither lose nor double one. In transactions of its own, not within another.
 */
export async function deliver(drafts: readonly DeliveryDraft[], now: string): Promise<void> {
  for (let i = 0; i < drafts.length; i += CHUNK) {
    const some = drafts.slice(i, i + CHUNK)
    await writeFresh(some, now).catch((error: { code?: number }) => {
      // Another process has written one of them since this one looked.
      if (error.code === DUPLICATE) return writeFresh(some, now)
      throw error
    })
  }
}

/** `3:move` → 3. */
const numberOf = (revision: string): number => Number.parseInt(revision, 10)

/**
 * Withdraws what was sent about a record before the latest word: its unread items count no more, and what is still on its way stays
 * behind. It looks at the ledger, not at what its caller has just announced: of two processes at once the slower one must not
 * withdraw the newer word.
 */
export async function withdrawOvertaken(subject: string): Promise<void> {
  const revisions = await Deliveries.distinct('rung', { subject, withdrawn: { $ne: true } })
  const latest = Math.max(...revisions.map(numberOf))
  const earlier = revisions.filter((revision) => numberOf(revision) < latest)
  if (earlier.length === 0) return
  const overtaken = { subject, rung: { $in: earlier } }
  await Deliveries.updateMany({ ...overtaken, state: 'pending' }, { $set: { state: 'cancelled' } })
  await Deliveries.updateMany({ ...overtaken, withdrawn: { $ne: true } }, { $set: { withdrawn: true, unread: 0 } })
}
