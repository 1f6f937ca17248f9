import { defineContract, done, file } from '@shared/core/contract'
import { ORGANISER_ROLES } from '@shared/core/roles'
import * as v from '@shared/core/schema'
import { boardEndpoints } from './boardEndpoints'
import { MAX_PLAN } from './model'
import { item, missing, organization, ring, year } from './schemas'

const key = v.pipe(v.string('缺少任务编号'), v.regex(/^[\w.-]{1,60}:[\w-]{1,60}:[\w.-]{1,60}$/, '任务编号格式不对'))
const reason = v.pipe(v.line(200), v.minLength(4, '请写明原因，至少 4 个字'))

export type { BoardRow, SlippingItem } from './boardEndpoints'
export type TodayItem = v.InferOutput<typeof item>

const helped = v.object({
  organizationId: v.id(),
  name: v.string(),
  ring,
  first: v.optional(item),
})

const today = v.object({
  day: v.plainDate(),
  /** My own items but for checks in organisations I run; `more` counts those that did not fit. */
  mine: v.object({ now: v.array(item), week: v.array(item), later: v.array(item), more: v.number() }),
  /** Organisations I organise. */
  branches: v.array(
    v.object({
      organizationId: v.id(),
      name: v.string(),
      year: v.number(),
      ring,
      /** How many ask for something now: slipping, missed within the last month, waiting for my check. */
      pressing: v.number(),
      /** The three that slip first. */
      first: v.array(item),
      /** What waits for my check: filled already, somebody has to say that it is right. */
      waiting: v.array(item),
    }),
  ),
  /** Organisations whose branches I oversee: how many need help, and the first few by date. */
  superiors: v.array(
    v.object({
      organizationId: v.id(),
      name: v.string(),
      onTrack: v.number(),
      needHelp: v.number(),
      first: v.array(helped),
    }),
  ),
})
export type TodayReply = v.InferOutput<typeof today>

const planned = v.object({
  ...item.entries,
  module: v.string(),
  period: v.string(),
  opensOn: v.plainDate(),
  movedFrom: v.optional(v.plainDate()),
  waivedBecause: v.optional(v.string()),
  /** Reason given when it was moved or waived, and by whom. */
  adjusted: v.optional(v.object({ reason: v.string(), by: v.string(), at: v.instant() })),
  doneOn: v.optional(v.plainDate()),
  /** Note with which an own item was closed. */
  note: v.optional(v.string()),
  localId: v.optional(v.id()),
  missing: v.optional(missing),
  allowed: v.array(v.picklist(['move', 'waive', 'restore', 'close', 'remove'])),
})
export type PlannedItem = v.InferOutput<typeof planned>

const dayItem = v.object({ ...item.entries, doneOn: v.optional(v.plainDate()) })
const dayEvent = v.object({
  id: v.id(),
  title: v.string(),
  note: v.string(),
  startTime: v.string(),
  endTime: v.string(),
  state: v.string(),
  page: v.string(),
})

const month = v.object({
  month: v.string(),
  organizationId: v.optional(v.id()),
  name: v.string(),
  /** True when the work calendar of this year has been checked against the notice of the State Council. */
  confirmed: v.boolean(),
  calendarSource: v.string(),
  days: v.array(
    v.object({
      on: v.plainDate(),
      working: v.boolean(),
      provisional: v.boolean(),
      /** Name of the holiday, or 调休上班. */
      name: v.optional(v.string()),
      count: v.number(),
      heat: v.number(),
      items: v.array(dayItem),
      /** Arranged for this day without being owed, for example a meeting; counted like the items. */
      events: v.array(dayEvent),
    }),
  ),
  /** Organisations whose month the caller may also open. */
  organizations: v.array(v.object({ organizationId: v.id(), name: v.string() })),
})
export type MonthReply = v.InferOutput<typeof month>

export const dutiesContract = defineContract('duties', {
  getToday: {
    method: 'GET',
    path: '/today',
    access: 'person',
    summary: '今日页：我要办的、我负责的支部、需要帮助的组织',
    reply: today,
  },
  getPlan: {
    method: 'GET',
    path: '/duties/plan',
    access: 'person',
    summary: '一个组织一年的计划，含依据、调整与完成情况',
    query: v.object({ ...organization, year: v.optional(year) }),
    reply: v.object({
      organizationId: v.id(),
      name: v.string(),
      year: v.number(),
      ring,
      items: v.pipe(v.array(planned), v.maxLength(MAX_PLAN)),
      allowed: v.array(v.picklist(['add'])),
    }),
  },
  getMonth: {
    method: 'GET',
    path: '/duties/month',
    access: 'person',
    summary: '一个月的日历：休息与调休、每天要办的',
    query: v.object({
      month: v.pipe(v.string('请选择月份'), v.regex(/^(20|21)\d\d-(0[1-9]|1[0-2])$/, '月份应写成 2026-06 这样')),
      ...organization,
    }),
    reply: month,
  },
  move: {
    method: 'POST',
    path: '/duties/move',
    access: ORGANISER_ROLES,
    summary: '把计划里的一件事移到另一天，并说明原因',
    body: v.object({ key, dueOn: v.plainDate(), reason }),
    reply: done,
  },
  waive: {
    method: 'POST',
    path: '/duties/waive',
    access: ORGANISER_ROLES,
    summary: '免办计划里的一件事，并说明原因',
    body: v.object({ key, reason }),
    reply: done,
  },
  restore: {
    method: 'POST',
    path: '/duties/restore',
    access: ORGANISER_ROLES,
    summary: '取消对一件事的移动和免办，恢复按规定计算的安排',
    body: v.object({ key, reason }),
    reply: done,
  },
  addLocal: {
    method: 'POST',
    path: '/duties/local',
    access: ORGANISER_ROLES,
    summary: '给本组织的计划增加一件事',
    body: v.object({
      organizationId: v.id(),
      title: v.line(40),
      why: v.line(80),
      opensOn: v.optional(v.plainDate()),
      dueOn: v.plainDate(),
    }),
    reply: v.object({ id: v.id(), key: v.string() }),
  },
  closeLocal: {
    method: 'POST',
    path: '/duties/local/:id/close',
    access: ORGANISER_ROLES,
    summary: '办结自行增加的一件事：哪天办的、结果如何',
    params: v.object({ id: v.id() }),
    body: v.object({ on: v.plainDate(), note: v.line(200) }),
    reply: done,
  },
  removeLocal: {
    method: 'DELETE',
    path: '/duties/local/:id',
    access: ORGANISER_ROLES,
    summary: '删除自行增加、尚未办结的一件事',
    params: v.object({ id: v.id() }),
    reply: done,
  },
  ...boardEndpoints,
  exportPlan: {
    method: 'GET',
    path: '/duties/plan/export',
    access: 'person',
    summary: '导出一个组织一年的计划（xlsx）',
    query: v.object({ ...organization, year: v.optional(year) }),
    download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    reply: file,
  },
})
