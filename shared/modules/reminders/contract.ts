import { defineContract, done, pageQuery } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { DELIVERY_REASON_LABELS, DELIVERY_STATE_LABELS, REMINDER_KIND_LABELS } from './model'
import { OVERSEEING_ROLES } from './policy'

const keysOf = <T extends Record<string, unknown>>(table: T) => Object.keys(table) as (keyof T & string)[]

const InboxItem = v.object({
  id: v.string(),
  kind: v.picklist(keysOf(REMINDER_KIND_LABELS)),
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
})
export type InboxItem = v.InferOutput<typeof InboxItem>

const Unreachable = v.object({
  personId: v.string(),
  name: v.string(),
  since: v.instant(),
  duties: v.array(v.object({ title: v.string(), dueOn: v.optional(v.plainDate()), page: v.string() })),
})
export type Unreachable = v.InferOutput<typeof Unreachable>

const HistoryLine = v.object({
  name: v.string(),
  rung: v.string(),
  note: v.string(),
  at: v.instant(),
  state: v.picklist(keysOf(DELIVERY_STATE_LABELS)),
  reason: v.optional(v.picklist(keysOf(DELIVERY_REASON_LABELS))),
  sentAt: v.optional(v.instant()),
  readAt: v.optional(v.instant()),
})
export type HistoryLine = v.InferOutput<typeof HistoryLine>

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
    reply: v.object({ people: v.array(Unreachable) }),
  },
  history: {
    method: 'GET',
    path: '/reminders/history',
    access: OVERSEEING_ROLES,
    summary: '一项任务提醒过谁、什么时候、到了哪一步',
    query: v.object({ dutyKey: v.line(200) }),
    reply: v.object({ lines: v.array(HistoryLine) }),
  },
})
