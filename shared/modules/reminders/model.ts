import type { PlainDate } from '@shared/core/plainDate'

/** 提醒种类 — from a duty's ladder, from a fact somebody announces, or about a person no message reaches. */
export const REMINDER_KIND_LABELS = { duty: '待办提醒', notice: '通知', report: '收不到提醒' } as const
export type ReminderKind = keyof typeof REMINDER_KIND_LABELS

/** 渠道 — the ways to a phone in the order in which they are tried; the inbox has everything before the first of them. */
export const CHANNEL_LABELS = { employee: '微信用工消息', wecom: '企业微信', subscribe: '微信订阅消息' } as const
export type ChannelId = keyof typeof CHANNEL_LABELS

/**
 * 送达状态 — where one reminder to one person stands. The inbox has it from the first moment, whatever happens on the way to a phone;
 * only `pending` and `sending` are on that way.
 */
export const DELIVERY_STATE_LABELS = {
  pending: '等待发送',
  sending: '正在发送',
  sent: '已发到手机',
  inboxOnly: '仅在收件箱',
  refused: '微信未接收，仅在收件箱',
  unreachable: '联系不上',
  cancelled: '已撤回',
} as const
export type DeliveryState = keyof typeof DELIVERY_STATE_LABELS

/** Why a reminder stayed in the inbox, or did not get through on one way, in words for the secretary. */
export const DELIVERY_REASON_LABELS = {
  noIdentity: '没有绑定微信',
  noTemplate: '单位没有设置微信模板',
  noCredit: '没有订阅微信提醒',
  notBound: '没有绑定用工关系',
  noSuchUser: '企业微信里没有这个账号',
  declined: '微信说已没有订阅次数，或已被本人关闭',
  interrupted: '发送时服务中断，可能已经送达，为免重复没有再发',
  noAnswer: '没有应答，可能已经送达，为免重复没有再发',
  rejected: '没有接受这条消息',
  busy: '一直繁忙',
  notDelivered: '微信回报没有送到',
  answered: '本人已答复“知道了”',
  away: '外出或休假，安静留在收件箱',
  ownChoice: '本人只收紧急的',
} as const
export type DeliveryReason = keyof typeof DELIVERY_REASON_LABELS

/** What came of one channel. `unknown`: it may have arrived; it is then tried nowhere else. */
export const STEP_RESULT_LABELS = {
  sent: '已发出',
  passed: '没有发出',
  later: '稍后再发',
  unknown: '没有回音',
} as const
export type StepResult = keyof typeof STEP_RESULT_LABELS

/** 提醒对象 — as what a person is told: whose task it is, who answers for it, who stands above. */
export const AUDIENCE_LABELS = { owner: '经办', secretary: '书记', superior: '上级' } as const
export type Audience = keyof typeof AUDIENCE_LABELS

/** What a message to a person says. */
export interface ReminderText {
  title: string
  /** Organisation it is about, for somebody above who hears of many; on a phone the note names it. */
  about?: string
  /** Why me, or what changed. */
  why: string
  /** How urgent, in a few words: “明天截止”. At most 20 characters, it travels as a `thing` field. */
  note: string
  dueOn?: PlainDate
  dueTime?: string
  place?: string
  /** The very page where it is done, with leading slash, and the verb on the button. */
  page: string
  label: string
}

/** Kinds of WeChat templates the unit can set up, what the popup is for, and our names of their fields. */
export const TEMPLATE_FIELDS = {
  dutyReminder: ['title', 'dueAt', 'note'],
  meetingNotice: ['title', 'time', 'place', 'note'],
} as const
export type TemplateKind = keyof typeof TEMPLATE_FIELDS

export const INBOX_PAGE = '/modules/reminders/pages/inbox/index'
export const UNREACHABLE_PAGE = '/modules/reminders/pages/unreachable/index'
export const HISTORY_PAGE = '/modules/reminders/pages/history/index'
export const SETTINGS_PAGE = '/modules/reminders/pages/settings/index'

/** 外出/休假 — how long one may last, and how far ahead it may be entered, in days. */
export const LONGEST_ABSENCE = 366
