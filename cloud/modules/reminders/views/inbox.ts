import { findPage, type PageRequest } from '@cloud/core/database/paging'
import { addDays, instantAt, type PlainDate } from '@shared/core/plainDate'
import type { InboxItem, StandingReminder } from '@shared/modules/reminders/contract'
import { Deliveries, type Delivery } from '../collection'
import { findSettledSubjects } from '../dispatch/findSettledSubjects'
import { presentItem } from '../present'

/** More unread ones than this are counted without asking whether they still matter. */
const COUNTED = 200

/** Unread ones about which something is left to do or to know: a reminder of what has been done meanwhile is not one. */
async function countUnread(personId: string): Promise<number> {
  const unread = { recipientId: personId, unread: 1 }
  const rows = await Deliveries.find(unread, { kind: 1, subject: 1, 'text.dueOn': 1, withdrawn: 1 })
    .limit(COUNTED)
    .lean<Pick<Delivery, '_id' | 'kind' | 'subject' | 'text' | 'withdrawn'>[]>()
  if (rows.length === COUNTED) return Deliveries.countDocuments(unread)
  return rows.length - (await findSettledSubjects(rows)).size
}

/** One page of a person's inbox, unread ones first, and how many are unread in all. */
export async function findInbox(
  personId: string,
  request: PageRequest,
): Promise<{ items: InboxItem[]; next: string | null; unread: number }> {
  const rows = await findPage(Deliveries, { recipientId: personId }, { unread: -1, _id: -1 }, request)
  const settled = await findSettledSubjects(rows.items)
  const items = rows.items.map((row) => presentItem(row, settled.has(row._id)))
  return { items, next: rows.next, unread: await countUnread(personId) }
}

const STANDING_DAYS = 60
const STANDING = 200

/** The duties a person was reminded of and that are still open, each with the latest word: answered or not. */
export async function findStanding(personId: string, today: PlainDate): Promise<StandingReminder[]> {
  const since = new Date(instantAt(addDays(today, -STANDING_DAYS), '00:00'))
  const rows = await Deliveries.find({
    recipientId: personId,
    kind: 'duty',
    at: { $gte: since },
    handedTo: { $exists: false },
  }).lean<Delivery[]>()
  const latest = new Map<string, Delivery>()
  for (const row of rows) {
    const known = latest.get(row.subject)
    if (!known || row._id > known._id) latest.set(row.subject, row)
  }
  const settled = await findSettledSubjects([...latest.values()])
  return [...latest.values()]
    .sort((a, b) => (a._id > b._id ? -1 : 1))
    .filter((row) => !settled.has(row._id))
    .slice(0, STANDING)
    .map(({ _id, subject, answeredAt, byOn }) => ({
      itemId: _id,
      dutyKey: subject,
      ...(answeredAt && { answeredAt: answeredAt.toISOString() }),
      ...(byOn && { byOn }),
    }))
}
