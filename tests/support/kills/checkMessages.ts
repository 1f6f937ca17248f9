import { Deliveries, type Delivery } from '@cloud/modules/reminders/collection'
import { plainDateOfInstant } from '@shared/core/plainDate'
import type { WechatStub } from '../wechat/startWechatStub'
import type { Person } from './caller'

interface Received {
  openId: string
  templateId: string
  fields: readonly { label: string; value: string }[]
  at: string
  messageId?: string
}

/** What the phones have, whatever the service believes. */
export const received = ({ control }: WechatStub): Received[] => [
  ...control.listMessages(),
  ...control.listEmployeeMessages(),
]

/** The same words to the same phone on the same day, more than once. */
export function findTwins(stub: WechatStub): string[] {
  const seen = received(stub).map(
    ({ openId, templateId, fields, at }) =>
      `${plainDateOfInstant(at)} ${openId} ${templateId} ${fields.map((field) => field.value).join('|')}`,
  )
  return seen.filter((one, i) => seen.indexOf(one) !== i)
}

const isUnknown = (row: Delivery): boolean => row.steps.at(-1)?.result === 'unknown'
const claimsOf = (rows: readonly Delivery[]): string[] => [...new Set(rows.flatMap((row) => row.claim ?? []))]

export interface Reckoning {
  name: string
  /** Sendings the service has noted as sent; each must be on the phone. */
  sent: number
  /** Sendings of which it does not know; each may be on the phone once. */
  unknown: number
  received: number
  /** Message ids in the ledger that are not on the phone, or stand for several sendings. */
  strangers: string[]
}

/** One person's ledger against the person's phone. */
export async function reckon(stub: WechatStub, { id, name, openId = '' }: Person): Promise<Reckoning> {
  const rows = await Deliveries.find({ recipientId: id }).lean<Delivery[]>()
  const sent = rows.filter((row) => row.state === 'sent')
  const there = received(stub).filter((message) => message.openId === openId)
  const ids = new Set(there.flatMap((message) => message.messageId ?? []))
  const claims = new Map<string, Set<string>>()
  for (const { messageId, claim = '' } of sent)
    if (messageId) claims.set(messageId, (claims.get(messageId) ?? new Set()).add(claim))
  const strangers = [...claims].filter(([messageId, some]) => !ids.has(messageId) || some.size > 1)
  return {
    name,
    sent: claimsOf(sent).length,
    unknown: claimsOf(rows.filter(isUnknown)).length,
    received: there.length,
    strangers: strangers.map(([messageId]) => messageId),
  }
}
