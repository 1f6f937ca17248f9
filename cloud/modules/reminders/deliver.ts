import { newId } from '@cloud/core/database/id'
import { ringAt } from '@shared/modules/reminders/quietHours'
import { Deliveries, type Delivery } from './collection'

export type DeliveryDraft = Pick<
  Delivery,
  'key' | 'kind' | 'subject' | 'rung' | 'recipientId' | 'organizationId' | 'path' | 'text' | 'template'
> & { urgent?: boolean }

const CHUNK = 500

const toRow = ({ urgent = false, ...draft }: DeliveryDraft, now: string): Delivery => ({
  _id: newId(),
  ...draft,
  urgent,
  state: 'pending',
  ringAt: new Date(ringAt(now, urgent)),
  attempts: 0,
  unread: 1,
  at: new Date(now),
})

/** Both the driver's single error and its list of errors of a batch. */
const isDuplicateOnly = (error: unknown): boolean => {
  const { code, writeErrors } = error as { code?: number; writeErrors?: { code?: number }[] }
  return writeErrors?.length ? writeErrors.every((one) => one.code === 11_000) : code === 11_000
}

/**
 * Puts reminders into the inboxes of their recipients and on the way to their phones. What the ledger already holds is left alone:
 * each row is one write, so a process killed in the middle, or several at once, neither lose nor double one. Not for transactions.
 * @returns how many were not in the ledger when it looked.
 */
export async function deliver(drafts: readonly DeliveryDraft[], now: string): Promise<number> {
  let added = 0
  for (let i = 0; i < drafts.length; i += CHUNK) {
    const part = drafts.slice(i, i + CHUNK)
    const rows = await Deliveries.find({ key: { $in: part.map((draft) => draft.key) } }, { key: 1 }).lean<
      Pick<Delivery, '_id' | 'key'>[]
    >()
    const known = new Set(rows.map((row) => row.key))
    const fresh = part.filter((draft) => !known.has(draft.key)).map((draft) => toRow(draft, now))
    if (fresh.length === 0) continue
    try {
      await Deliveries.insertMany(fresh, { ordered: false })
    } catch (error) {
      if (!isDuplicateOnly(error)) throw error
    }
    added += fresh.length
  }
  return added
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
