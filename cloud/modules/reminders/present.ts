import type { HistoryLine, InboxItem } from '@shared/modules/reminders/contract'
import type { Delivery } from './collection'

const answerOf = ({ answeredAt, byOn }: Delivery) => ({
  ...(answeredAt && { answeredAt: answeredAt.toISOString() }),
  ...(byOn && { byOn }),
})

/** Can this reminder still be answered with 知道了? What was handed on is answered by whoever hears it. */
export const mayAnswer = (row: Pick<Delivery, 'kind' | 'answeredAt' | 'handedTo'>, settled: boolean): boolean =>
  row.kind === 'duty' && !settled && !row.answeredAt && !row.handedTo

/** Somebody above hears of many organisations: the title begins with the one it is about. */
const presentText = ({ about, title, ...text }: Delivery['text']) => ({
  ...text,
  title: about ? `${about} · ${title}` : title,
})

export const presentItem = (row: Delivery, settled: boolean): InboxItem => ({
  id: row._id,
  kind: row.kind,
  ...presentText(row.text),
  at: row.at.toISOString(),
  ...(row.readAt && { readAt: row.readAt.toISOString() }),
  settled,
  urgent: row.urgent,
  ...answerOf(row),
  allowed: mayAnswer(row, settled) ? ['answer'] : [],
})

export const presentLine = (row: Delivery, names: ReadonlyMap<string, string>): HistoryLine => ({
  id: row._id,
  kind: row.kind,
  title: row.text.title,
  ...(row.kind === 'duty' && { dutyKey: row.subject }),
  personId: row.recipientId,
  name: names.get(row.recipientId) ?? '',
  ...(row.audience && { audience: row.audience }),
  ...(row.onBehalfOf && { onBehalfOf: names.get(row.onBehalfOf) ?? '' }),
  ...(row.handedTo && { handedTo: names.get(row.handedTo) ?? '' }),
  rung: row.rung,
  note: row.text.note,
  urgent: row.urgent,
  at: row.at.toISOString(),
  state: row.state,
  ...(row.reason && { reason: row.reason }),
  ...(row.channel && { channel: row.channel }),
  ...(row.sentAt && { sentAt: row.sentAt.toISOString() }),
  ...(row.readAt && { readAt: row.readAt.toISOString() }),
  ...answerOf(row),
  steps: row.steps.map(({ at, ...step }) => ({ ...step, at: at.toISOString() })),
})
