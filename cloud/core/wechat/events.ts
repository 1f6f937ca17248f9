import { createHash } from 'node:crypto'
import { isRecord } from './parseWechatJson'

/** 订阅消息事件 — one line of a subscribe event, in one shape whatever WeChat sent. */
export interface SubscribeEvent {
  /** `popup`: the person answered our question; `change`: switched off later; `sent`: final word on a delivery. */
  kind: 'popup' | 'change' | 'sent'
  openId: string
  templateId: string
  /** `popup` and `change`: whether the person agreed. Changes only ever tell of refusals. */
  accepted?: boolean
  /** `sent`: the id the send call returned. */
  messageId?: string
  /** `sent`: 0 = delivered. */
  errorCode?: number
  /** Instant, UTC ISO. */
  at: string
  /** Idempotency key, the same when WeChat repeats the push. */
  key: string
}

const kinds = new Map<unknown, SubscribeEvent['kind']>([
  ['subscribe_msg_popup_event', 'popup'],
  ['subscribe_msg_change_event', 'change'],
  ['subscribe_msg_sent_event', 'sent'],
])

/**
 * Reads the subscribe events out of an opened push: `List` may be one object or an array, numbers may be strings.
 *
 * @returns no event for any other push, so that a handler may pass on whatever arrives.
 */
export function readSubscribeEvents(push: Readonly<Record<string, unknown>>): SubscribeEvent[] {
  const kind = kinds.get(push.Event)
  const openId = push.FromUserName
  const seconds = Number(push.CreateTime)
  if (kind === undefined || typeof openId !== 'string' || !Number.isSafeInteger(seconds)) return []

  const lines: unknown[] = Array.isArray(push.List) ? push.List : [push.List]
  return lines.filter(isRecord).flatMap((line): SubscribeEvent[] => {
    const { TemplateId: templateId } = line
    if (typeof templateId !== 'string') return []
    const messageId = line.MsgID === undefined ? undefined : String(line.MsgID)
    const parts = [openId, push.Event, seconds, templateId, ...(messageId === undefined ? [] : [messageId])]
    const event = { kind, openId, templateId, at: new Date(seconds * 1000).toISOString(), key: sha1(parts.join('\n')) }
    if (kind !== 'sent') return [{ ...event, accepted: String(line.SubscribeStatusString).startsWith('accept') }]
    return [{ ...event, errorCode: Number(line.ErrorCode), ...(messageId !== undefined && { messageId }) }]
  })
}

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex')
}
