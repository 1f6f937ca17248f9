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

/** Both the driver's single error and its list of errors of a batch. */
const isDuplicateOnly = (error: unknown): boolean => {
  const { code, writeErrors } = error as { code?: number; writeErrors?: { code?: number }[] }
  return writeErrors?.length ? writeErrors.every((one) => one.code === 11_000) : code === 11_000
}

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

/**
 * Puts reminders into the inboxes of their recipients and on the way to their phones. What the ledger already holds is left alone:
 * each row is one write, so a process killed in the middle, or several at once, neither lose nor double one. Not for transactions.
 */
export async function deliver(drafts: readonly DeliveryDraft[], now: string): Promise<void> {
  const fresh = await findFreshKeys(drafts.map((draft) => draft.key))
  const rows = drafts.filter((draft) => fresh.has(draft.key)).map((draft) => toRow(draft, now))
  for (let i = 0; i < rows.length; i += CHUNK)
    try {
      await Deliveries.insertMany(rows.slice(i, i + CHUNK), { ordered: false })
    } catch (error) {
      if (!isDuplicateOnly(error)) throw error
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
  const rows = await Deliveries.find({ subject, withdrawn: { $ne: true } }, { rung: 1 }).lean<
    Pick<Delivery, '_id' | 'rung'>[]
  >()
  const revisions = [...new Set(rows.map((row) => row.rung))]
  const latest = Math.max(...revisions.map(numberOf))
  const earlier = revisions.filter((revision) => numberOf(revision) < latest)
  if (earlier.length === 0) return
  const overtaken = { subject, rung: { $in: earlier } }
  await Deliveries.updateMany({ ...overtaken, state: 'pending' }, { $set: { state: 'cancelled' } })
  await Deliveries.updateMany({ ...overtaken, withdrawn: { $ne: true } }, { $set: { withdrawn: true, unread: 0 } })
}
