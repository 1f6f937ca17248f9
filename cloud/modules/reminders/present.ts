import type { HistoryLine, InboxItem } from '@shared/modules/reminders/contract'
import type { Delivery } from './collection'

export const presentItem = (row: Delivery, settled: boolean): InboxItem => ({
  id: row._id,
  kind: row.kind,
  ...row.text,
  at: row.at.toISOString(),
  ...(row.readAt && { readAt: row.readAt.toISOString() }),
  settled,
})

export const presentLine = (row: Delivery, name: string): HistoryLine => ({
  name,
  rung: row.rung,
  note: row.text.note,
  at: row.at.toISOString(),
  state: row.state,
  ...(row.reason && { reason: row.reason }),
  ...(row.sentAt && { sentAt: row.sentAt.toISOString() }),
  ...(row.readAt && { readAt: row.readAt.toISOString() }),
})
