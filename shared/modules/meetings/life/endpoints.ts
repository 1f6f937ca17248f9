import { done, file, page, pageQuery, source } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { params, reason, xlsx, year } from '../schemas'
import { RECTIFICATION_STATE_LABELS, RECTIFICATION_STEPS } from './model'

const state = v.picklist(
  Object.keys(RECTIFICATION_STATE_LABELS) as [keyof typeof RECTIFICATION_STATE_LABELS],
  '没有这种状态',
)
const itemParams = v.object({ rectificationId: v.id() })

const item = v.object({
  id: v.string(),
  meetingId: v.string(),
  meetingTitle: v.string(),
  meetingOn: v.string(),
  problem: v.string(),
  measure: v.string(),
  personId: v.string(),
  personName: v.string(),
  dueOn: v.string(),
  state,
  /** The latest progress in words. */
  latest: v.optional(v.string()),
})
export type RectificationItem = v.InferOutput<typeof item>

const entry = v.object({
  step: v.picklist(RECTIFICATION_STEPS),
  label: v.string(),
  by: v.string(),
  at: v.string(),
  text: v.optional(v.string()),
})

/** 组织生活会的会前准备和会后整改. */
export const lifeEndpoints = {
  rectifications: {
    method: 'GET',
    path: '/meetings/rectifications',
    access: 'person',
    summary: '支部整改清单，按期限排列，可按状态、会议筛选',
    query: v.object({
      ...pageQuery,
      organizationId: v.id(),
      state: v.optional(state),
      meetingId: v.optional(v.id()),
    }),
    reply: v.object({
      ...page(item).entries,
      organizationName: v.string(),
      /** May add items, to this meeting when one is named. */
      canAdd: v.boolean(),
      meetingTitle: v.optional(v.string()),
      people: v.array(v.object({ personId: v.string(), name: v.string() })),
    }),
  },
  exportRectifications: {
    method: 'GET',
    path: '/meetings/rectifications/export',
    access: 'person',
    summary: '导出一年的整改清单（xlsx）',
    query: v.object({ organizationId: v.id(), year }),
    reply: file,
    download: xlsx,
  },
  rectification: {
    method: 'GET',
    path: '/meetings/rectifications/:rectificationId',
    access: 'person',
    summary: '一项整改：措施、责任人、期限、进展',
    params: itemParams,
    reply: v.object({
      ...item.entries,
      entries: v.array(entry),
      people: v.array(v.object({ personId: v.string(), name: v.string() })),
      source,
      allowed: v.array(v.string()),
    }),
  },
  actOnRectification: {
    method: 'POST',
    path: '/meetings/rectifications/:rectificationId/act',
    access: 'person',
    summary: '写进展、办完报核、核对销号、退回重办；销号的人不能是责任人',
    params: itemParams,
    body: v.object({
      step: v.picklist(['progress', 'finish', 'close', 'reopen'], '没有这一步'),
      text: v.pipe(v.text(500), v.nonEmpty('请写一句')),
    }),
    reply: done,
  },
  changeRectification: {
    method: 'PUT',
    path: '/meetings/rectifications/:rectificationId',
    access: 'person',
    summary: '调整责任人或期限，须写明原因',
    params: itemParams,
    body: v.object({ personId: v.optional(v.id()), dueOn: v.optional(v.plainDate()), reason }),
    reply: done,
  },
  addRectification: {
    method: 'POST',
    path: '/meetings/:meetingId/rectifications',
    access: 'person',
    summary: '把一项整改列入清单',
    params,
    body: v.object({ problem: v.line(200), measure: v.line(300), personId: v.id(), dueOn: v.plainDate() }),
    reply: v.object({ id: v.string() }),
  },
  preparation: {
    method: 'GET',
    path: '/meetings/:meetingId/preparation',
    access: 'person',
    summary: '组织生活会会前准备清单，能从记录里得出的不用填',
    params,
    reply: v.object({
      /** False for a meeting that is no life meeting: nothing is to be prepared. */
      applies: v.boolean(),
      organizationId: v.string(),
      title: v.string(),
      on: v.string(),
      open: v.boolean(),
      theme: v.string(),
      source,
      items: v.array(v.object({ id: v.string(), label: v.string(), done: v.boolean(), detail: v.string() })),
      /** All of them without names for those who run the meeting, otherwise the own ones. */
      opinions: v.array(v.object({ id: v.string(), text: v.string(), at: v.optional(v.string()), mine: v.boolean() })),
      note: v.optional(v.object({ text: v.string(), readyOn: v.optional(v.string()) })),
      allowed: v.array(v.string()),
    }),
  },
  setTheme: {
    method: 'PUT',
    path: '/meetings/:meetingId/preparation',
    access: 'person',
    summary: '确定组织生活会主题',
    params,
    body: v.object({ theme: v.line(100) }),
    reply: done,
  },
  addOpinion: {
    method: 'POST',
    path: '/meetings/:meetingId/opinions',
    access: 'person',
    summary: '对支部和支委会工作提意见建议；不收反映个人问题的内容',
    params,
    body: v.object({ text: v.pipe(v.text(500), v.nonEmpty('请写一句')) }),
    reply: v.object({ id: v.string() }),
  },
  withdrawOpinion: {
    method: 'POST',
    path: '/meetings/:meetingId/opinions/withdraw',
    access: 'person',
    summary: '撤回自己提的一条意见',
    params,
    body: v.object({ id: v.id() }),
    reply: done,
  },
  saveNote: {
    method: 'PUT',
    path: '/meetings/:meetingId/note',
    access: 'person',
    summary: '保存个人检视提纲，只有本人看得到',
    params,
    body: v.object({ text: v.text(4000), ready: v.boolean('请选写好了没有') }),
    reply: v.object({ savedAt: v.string() }),
  },
} as const
