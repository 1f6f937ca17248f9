import {
  anything,
  count,
  defineCollection,
  flag,
  optionalCount,
  optionalText,
  optionalWhen,
  text,
  texts,
  when,
} from '@cloud/core/database/collection'
import type { PlainDate } from '@shared/core/plainDate'
import type { Acceptance } from '@shared/modules/reminders/credit'
import type {
  Audience,
  ChannelId,
  DeliveryReason,
  DeliveryState,
  ReminderKind,
  ReminderText,
  StepResult,
  TemplateKind,
} from '@shared/modules/reminders/model'
import type { OwnHours } from '@shared/modules/reminders/quietHours'
import type { Model } from 'mongoose'

/** What came of one channel on the way to a phone. */
export interface Step {
  channel: ChannelId
  at: Date
  result: StepResult
  reason?: DeliveryReason
  /** What WeChat or WeCom answered. */
  code?: number
}

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
  /** Of a duty: as what the person was told, and how many days from the due day the rung stands. */
  audience?: Audience
  offsetDays?: number
  recipientId: string
  /** Heard in the place of this person, or left quietly while that one hears it. */
  onBehalfOf?: string
  handedTo?: string
  /** In which the person was addressed: its secretary hears when he or she cannot be reached. */
  organizationId: string
  path: string
  /** Organisation it speaks of, behind all above it: those who answer for one of them may see who was told what. None for what is private. */
  places: string[]
  text: ReminderText
  template: TemplateKind
  urgent: boolean
  state: DeliveryState
  reason?: DeliveryReason
  /** The channel it is being sent through, or went through. */
  channel?: ChannelId
  /** The way through the channels, oldest first. */
  steps: Step[]
  /** 每日一条 — `person|day` of the digest it goes in; no person has two of one day. */
  bundle?: string
  /** Earliest instant for a phone to ring; moved on by every attempt that found a channel busy. */
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
  /** 知道了，我来办 — when, on which day, and by when it will be done. */
  answeredAt?: Date
  answeredOn?: PlainDate
  byOn?: PlainDate
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
    audience: optionalText,
    offsetDays: optionalCount,
    recipientId: text,
    onBehalfOf: optionalText,
    handedTo: optionalText,
    organizationId: text,
    path: text,
    places: texts,
    text: anything,
    template: text,
    urgent: flag,
    state: text,
    reason: optionalText,
    channel: optionalText,
    steps: anything,
    bundle: optionalText,
    ringAt: when,
    attempts: count,
    claim: optionalText,
    claimedAt: optionalWhen,
    sentAt: optionalWhen,
    messageId: optionalText,
    unread: count,
    readAt: optionalWhen,
    answeredAt: optionalWhen,
    answeredOn: optionalText,
    byOn: optionalText,
    withdrawn: { type: Boolean },
    unreported: optionalCount,
    reportedOn: optionalText,
    at: when,
  },
  [
    { keys: { key: 1 }, unique: true },
    { keys: { organizationId: 1 } },
    { keys: { recipientId: 1, unread: -1, _id: -1 } },
    { keys: { recipientId: 1, state: 1 } },
    { keys: { state: 1, ringAt: 1, _id: 1 } },
    { keys: { state: 1, path: 1, at: 1 } },
    { keys: { unreported: 1, path: 1, at: 1 }, where: { unreported: { $exists: true } } },
    { keys: { subject: 1, at: -1, _id: -1 } },
    { keys: { recipientId: 1, subject: 1 } },
    { keys: { subject: 1, answeredOn: 1 }, where: { answeredOn: { $exists: true } } },
    { keys: { places: 1, at: -1, _id: -1 } },
    { keys: { places: 1, state: 1, at: -1, _id: -1 } },
    { keys: { bundle: 1 }, where: { bundle: { $exists: true } } },
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

/** Who is being written to: two messages to one person at the same moment are refused (43108), and a day has one digest. */
export interface SendLock {
  /** Person. */
  _id: string
  holder: string
  until: Date
}

export const SendLocks: Model<SendLock> = defineCollection<SendLock>('sendLocks', { holder: text, until: when }, [
  { keys: { until: 1 }, expireAfterSeconds: 3_600 },
])

/** How a person may be reached and when; `_id` is the person. */
export interface ReachRecord {
  _id: string
  hours?: OwnHours
  /** Account in WeCom, sealed. */
  wecomId?: string
  /** 用工关系 — as the phone reported it, or as WeChat answered. */
  employee?: 'bound' | 'unbound'
  employeeAt?: Date
}

export const ReachRecords: Model<ReachRecord> = defineCollection<ReachRecord>('reminderReach', {
  hours: anything,
  wecomId: optionalText,
  employee: optionalText,
  employeeAt: optionalWhen,
})

/** 外出/休假 — a fact: who is away, and who hears the reminders meanwhile. It ends with its last day, or with the day before coming back. */
export interface AbsenceRecord {
  _id: string
  personId: string
  deputyId: string
  organizationId: string
  path: string
  from: PlainDate
  to: PlainDate
  at: Date
}

export const Absences: Model<AbsenceRecord> = defineCollection<AbsenceRecord>(
  'absences',
  { personId: text, deputyId: text, organizationId: text, path: text, from: text, to: text, at: when },
  [{ keys: { personId: 1, to: 1 } }, { keys: { to: 1, from: 1 } }],
)
