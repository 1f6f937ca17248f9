import {
  anything,
  count,
  defineCollection,
  flag,
  optionalCount,
  optionalText,
  optionalWhen,
  text,
  when,
} from '@cloud/core/database/collection'
import type { PlainDate } from '@shared/core/plainDate'
import type { Acceptance } from '@shared/modules/reminders/credit'
import type {
  DeliveryReason,
  DeliveryState,
  ReminderKind,
  ReminderText,
  TemplateKind,
} from '@shared/modules/reminders/model'
import type { Model } from 'mongoose'

/**
 * 送达记录 — one reminder to one person, and where it stands: the ledger of what was sent and the person's inbox in one row, so that
 * neither can exist without the other. `key` is unique: whoever runs the ladder again, or at the same time, finds it taken.
 */
export interface Delivery {
  _id: string
  /** Of a duty: key, due day, rung, recipient. Of a notice: key of the notice, recipient. */
  key: string
  kind: ReminderKind
  /** Key of the duty, or the record a notice speaks of: what is withdrawn together. */
  subject: string
  /** Rung of the ladder, or the kind of notice. */
  rung: string
  recipientId: string
  /** In which the person was addressed: its secretary hears when he or she cannot be reached. */
  organizationId: string
  path: string
  text: ReminderText
  template: TemplateKind
  urgent: boolean
  state: DeliveryState
  reason?: DeliveryReason
  /** What WeChat answered. */
  code?: number
  /** Earliest instant for a phone to ring; moved on by every attempt that found WeChat busy. */
  ringAt: Date
  attempts: number
  /** Worker that took it, and when; a crash leaves them behind. */
  claim?: string
  claimedAt?: Date
  sentAt?: Date
  messageId?: string
  /** 1 until it was opened; a number because unread ones stand first in the inbox. */
  unread: number
  readAt?: Date
  /** Overtaken by a newer notice about the same record. */
  withdrawn?: boolean
  /** 1 from the moment nothing reached the person until somebody was told of it. */
  unreported?: number
  /** Day on which the secretary was told that this person cannot be reached. */
  reportedOn?: PlainDate
  at: Date
}

/** Who was told of what stays on record through the term of a committee; older reminders go by themselves. */
const KEPT_DAYS = 1_096

export const Deliveries: Model<Delivery> = defineCollection<Delivery>(
  'deliveries',
  {
    key: text,
    kind: text,
    subject: text,
    rung: text,
    recipientId: text,
    organizationId: text,
    path: text,
    text: anything,
    template: text,
    urgent: flag,
    state: text,
    reason: optionalText,
    code: optionalCount,
    ringAt: when,
    attempts: count,
    claim: optionalText,
    claimedAt: optionalWhen,
    sentAt: optionalWhen,
    messageId: optionalText,
    unread: count,
    readAt: optionalWhen,
    withdrawn: { type: Boolean },
    unreported: optionalCount,
    reportedOn: optionalText,
    at: when,
  },
  [
    { keys: { key: 1 }, unique: true },
    { keys: { recipientId: 1, unread: -1, _id: -1 } },
    { keys: { recipientId: 1, state: 1 } },
    { keys: { state: 1, ringAt: 1, _id: 1 } },
    { keys: { state: 1, path: 1, at: 1 } },
    { keys: { unreported: 1, path: 1, at: 1 }, where: { unreported: { $exists: true } } },
    { keys: { subject: 1, at: 1 } },
    { keys: { messageId: 1 }, where: { messageId: { $exists: true } } },
    { keys: { at: 1 }, expireAfterSeconds: KEPT_DAYS * 86_400 },
  ],
)

/** 订阅次数 — of one person's WeChat identity and one template. */
export interface Credit {
  /** `phone templateId`. */
  _id: string
  /** Keyed hash of the openid (`phoneOf`). */
  phone: string
  templateId: string
  balance: number
  refused: boolean
  unmatched: Acceptance[]
  lastEventAt: Date
}

export const Credits: Model<Credit> = defineCollection<Credit>('credits', {
  phone: text,
  templateId: text,
  balance: count,
  refused: flag,
  unmatched: anything,
  lastEventAt: when,
})

/** Pushes of WeChat that were taken in; it repeats them when our answer is late. */
export const WechatEvents: Model<{ _id: string; at: Date }> = defineCollection<{ _id: string; at: Date }>(
  'wechatEvents',
  { at: when },
  [{ keys: { at: 1 }, expireAfterSeconds: 30 * 86_400 }],
)

/** Whose phone is being written to: WeChat refuses two messages to one person at the same moment (43108). */
export interface SendLock {
  /** Keyed hash of the openid (`phoneOf`). */
  _id: string
  holder: string
  until: Date
}

export const SendLocks: Model<SendLock> = defineCollection<SendLock>('sendLocks', { holder: text, until: when }, [
  { keys: { until: 1 }, expireAfterSeconds: 3_600 },
])
