import { defineContract, done, file, page, pageQuery } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import {
  AUDIENCE_LABELS,
  CHANNEL_LABELS,
  DELIVERY_REASON_LABELS,
  DELIVERY_STATE_LABELS,
  REMINDER_KIND_LABELS,
  STEP_RESULT_LABELS,
} from './model'
import { OVERSEEING_ROLES } from './policy'

const InboxItem = v.object({
  id: v.string(),
  kind: v.picklist(v.keysOf(REMINDER_KIND_LABELS)),
  title: v.string(),
  why: v.string(),
  note: v.string(),
  dueOn: v.optional(v.plainDate()),
  dueTime: v.optional(v.string()),
  place: v.optional(v.string()),
  page: v.string(),
  label: v.string(),
  at: v.instant(),
  readAt: v.optional(v.instant()),
  /** Nothing is left to do: the fact exists, the duty was waived, or the record was moved or cancelled. */
  settled: v.boolean(),
  urgent: v.boolean(),
  /** 知道了 — when, and by when it will be done. */
  answeredAt: v.optional(v.instant()),
  byOn: v.optional(v.plainDate()),
  /** `answer`: it can still be answered with 知道了. */
  allowed: v.array(v.literal('answer')),
})
export type InboxItem = v.InferOutput<typeof InboxItem>

const Unreachable = v.object({
  personId: v.string(),
  name: v.string(),
  since: v.instant(),
  duties: v.array(v.object({ title: v.string(), dueOn: v.optional(v.plainDate()), page: v.string() })),
  allowed: v.array(v.literal('setAddress')),
})
export type Unreachable = v.InferOutput<typeof Unreachable>

const Step = v.object({
  channel: v.picklist(v.keysOf(CHANNEL_LABELS)),
  at: v.instant(),
  result: v.picklist(v.keysOf(STEP_RESULT_LABELS)),
  reason: v.optional(v.picklist(v.keysOf(DELIVERY_REASON_LABELS))),
  code: v.optional(v.number()),
})

const HistoryLine = v.object({
  id: v.string(),
  kind: v.picklist(v.keysOf(REMINDER_KIND_LABELS)),
  title: v.string(),
  /** Of a duty: its key. */
  dutyKey: v.optional(v.string()),
  personId: v.string(),
  name: v.string(),
  audience: v.optional(v.picklist(v.keysOf(AUDIENCE_LABELS))),
  /** Stands in for, or handed on to. */
  onBehalfOf: v.optional(v.string()),
  handedTo: v.optional(v.string()),
  rung: v.string(),
  note: v.string(),
  urgent: v.boolean(),
  at: v.instant(),
  state: v.picklist(v.keysOf(DELIVERY_STATE_LABELS)),
  reason: v.optional(v.picklist(v.keysOf(DELIVERY_REASON_LABELS))),
  channel: v.optional(v.picklist(v.keysOf(CHANNEL_LABELS))),
  sentAt: v.optional(v.instant()),
  readAt: v.optional(v.instant()),
  answeredAt: v.optional(v.instant()),
  byOn: v.optional(v.plainDate()),
  /** The way through the channels, as far as it went. */
  steps: v.array(Step),
})
export type HistoryLine = v.InferOutput<typeof HistoryLine>

const historyFilter = {
  organizationId: v.optional(v.id()),
  dutyKey: v.optional(v.line(200)),
  personId: v.optional(v.id()),
  state: v.optional(v.picklist(v.keysOf(DELIVERY_STATE_LABELS))),
  on: v.optional(v.plainDate()),
}

const clock = (pattern: RegExp, hint: string) => v.pipe(v.string(), v.regex(pattern, hint))
const OwnHours = v.object({
  digestTime: v.optional(clock(/^(0[6-9]|1\d|20):[0-5]\d$/, '请选 06:00 到 20:59 之间')),
  quietFrom: v.optional(clock(/^(1[6-9]|2[0-3]):[0-5]\d$/, '请选 16:00 到 23:59 之间')),
  quietUntil: v.optional(clock(/^(0[5-9]|1[0-2]):[0-5]\d$/, '请选 05:00 到 12:59 之间')),
  emergenciesOnly: v.optional(v.boolean()),
})

const Absence = v.object({
  id: v.string(),
  from: v.plainDate(),
  to: v.plainDate(),
  deputyName: v.string(),
})
const Settings = v.object({
  /** What counts for me today, the unit's hours with mine laid over them. */
  hours: v.object({
    digestTime: v.string(),
    quietFrom: v.string(),
    quietUntil: v.string(),
    emergenciesOnly: v.boolean(),
  }),
  own: OwnHours,
  absences: v.array(Absence),
  /** Who may stand in for me. */
  deputies: v.array(v.object({ personId: v.id(), name: v.string(), office: v.string() })),
  /** 用工关系: templates to bind with in WeChat; empty when the unit does not use it or no WeChat is bound. */
  employeeTemplates: v.array(v.string()),
  employee: v.optional(v.picklist(['bound', 'unbound'])),
})
export type ReminderSettings = v.InferOutput<typeof Settings>

/** One of my own duties I was reminded of: answered or not. */
const StandingReminder = v.object({
  itemId: v.string(),
  dutyKey: v.string(),
  answeredAt: v.optional(v.instant()),
  byOn: v.optional(v.plainDate()),
})
export type StandingReminder = v.InferOutput<typeof StandingReminder>

const SubscribeTemplate = v.object({ id: v.string(), title: v.string(), balance: v.number(), refused: v.boolean() })
export type SubscribeTemplate = v.InferOutput<typeof SubscribeTemplate>

export const remindersContract = defineContract('reminders', {
  inbox: {
    method: 'GET',
    path: '/inbox',
    access: 'person',
    summary: '我的收件箱，未读的在前',
    query: v.object(pageQuery),
    reply: v.object({ items: v.array(InboxItem), next: v.nullable(v.string()), unread: v.number() }),
  },
  read: {
    method: 'POST',
    path: '/inbox/:itemId/read',
    access: 'person',
    summary: '把一条标为已读',
    params: v.object({ itemId: v.id() }),
    reply: done,
  },
  readAll: {
    method: 'POST',
    path: '/inbox/read-all',
    access: 'person',
    summary: '全部标为已读',
    reply: done,
  },
  templates: {
    method: 'GET',
    path: '/reminders/templates',
    access: 'person',
    summary: '下一次点按时可以请本人订阅的微信提醒，和已有的次数',
    reply: v.object({ templates: v.array(SubscribeTemplate) }),
  },
  subscribe: {
    method: 'POST',
    path: '/reminders/subscriptions',
    access: 'person',
    summary: '报告本人在微信订阅弹窗里的选择',
    body: v.object({
      results: v.pipe(
        v.array(v.object({ templateId: v.line(64), decision: v.line(32) })),
        v.maxLength(5, '一次最多 5 个模板'),
      ),
    }),
    reply: done,
  },
  unreachable: {
    method: 'GET',
    path: '/reminders/unreachable',
    access: OVERSEEING_ROLES,
    summary: '联系不上的人：姓名、从何时起、哪些事没能通知到',
    query: v.object({ organizationId: v.optional(v.id()) }),
    reply: v.object({
      people: v.array(Unreachable),
      /** How many there are; `people` are those who have waited longest. */
      total: v.number(),
    }),
  },
  history: {
    method: 'GET',
    path: '/reminders/history',
    access: OVERSEEING_ROLES,
    summary: '谁在什么时候被提醒了什么、经过哪些渠道、到了哪一步；可按任务、人、状态、日期筛选',
    query: v.object({ ...historyFilter, ...pageQuery }),
    reply: page(HistoryLine),
  },
  exportHistory: {
    method: 'GET',
    path: '/reminders/history/export',
    access: OVERSEEING_ROLES,
    summary: '导出筛选出来的提醒记录',
    query: v.object(historyFilter),
    reply: file,
    download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  standing: {
    method: 'GET',
    path: '/reminders/standing',
    access: 'person',
    summary: '我被提醒过、还没办的任务，答复过没有',
    reply: v.object({ items: v.array(StandingReminder) }),
  },
  answer: {
    method: 'POST',
    path: '/inbox/:itemId/answer',
    access: 'person',
    summary: '知道了，我来办：答复一条提醒，可以写明哪天前办',
    params: v.object({ itemId: v.id() }),
    body: v.object({ byOn: v.optional(v.plainDate()) }),
    reply: done,
  },
  settings: {
    method: 'GET',
    path: '/reminders/settings',
    access: 'person',
    summary: '我的提醒时间、外出与代办人',
    reply: Settings,
  },
  setHours: {
    method: 'PUT',
    path: '/reminders/settings',
    access: 'person',
    summary: '设定我的提醒时间；免打扰只能比单位规定的更长',
    body: OwnHours,
    reply: done,
  },
  goAway: {
    method: 'POST',
    path: '/reminders/absences',
    access: 'person',
    summary: '外出或休假：这段时间的提醒转给代办人',
    body: v.object({ from: v.plainDate(), to: v.plainDate(), deputyId: v.id() }),
    reply: v.object({ id: v.id() }),
  },
  comeBack: {
    method: 'POST',
    path: '/reminders/absences/:absenceId/end',
    access: 'person',
    summary: '提前结束外出或休假',
    params: v.object({ absenceId: v.id() }),
    reply: done,
  },
  bindEmployee: {
    method: 'POST',
    path: '/reminders/employee-relation',
    access: 'person',
    summary: '报告本人在微信里是否绑定了用工关系',
    body: v.object({ state: v.picklist(['bound', 'unbound']) }),
    reply: done,
  },
  setAddress: {
    method: 'PUT',
    path: '/reminders/addresses/:personId',
    access: OVERSEEING_ROLES,
    summary: '登记一个人的企业微信账号，空白为删除',
    params: v.object({ personId: v.id() }),
    body: v.object({
      wecomAccount: v.pipe(v.string(), v.trim(), v.regex(/^[\w.@-]{0,64}$/, '企业微信账号只含字母、数字和 _ - @ .')),
    }),
    reply: done,
  },
})
