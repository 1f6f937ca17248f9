import { done, file, pageQuery } from '@shared/core/contract'
import { UNION_STAFF_ROLES } from '@shared/core/roles'
import * as v from '@shared/core/schema'
import { campaignParams, groupRow, summaryView } from './schemas'

const groupParams = v.object({ campaignId: v.id(), groupId: v.id() })

/** 进度 — numbers for whoever is above, names only for the leaders of the very group. */
export const boardEndpoints = {
  board: {
    method: 'GET',
    path: '/campaigns/:campaignId/board',
    access: 'person',
    summary: '进度：各单位或各班组每个节点完成几人，需要帮助的在前，不排名',
    params: campaignParams,
    query: v.object({ ...pageQuery, by: v.optional(v.picklist(['team', 'unit'])) }),
    reply: v.object({
      total: groupRow,
      items: v.array(groupRow),
      next: v.nullable(v.string()),
      needHelp: v.number(),
    }),
  },
  group: {
    method: 'GET',
    path: '/campaigns/:campaignId/groups/:groupId',
    access: 'person',
    summary: '本组每人参加了哪些节点：只给本组的工会小组长和班组长看',
    params: groupParams,
    reply: v.object({
      name: v.string(),
      people: v.array(v.object({ personId: v.string(), name: v.string(), done: v.array(v.string()) })),
    }),
  },
  nudge: {
    method: 'POST',
    path: '/campaigns/:campaignId/groups/:groupId/nudge',
    access: 'person',
    summary: '提醒一下：组长提醒本组还没参加的人，上级提醒组长；每组一天一次',
    params: groupParams,
    reply: v.object({ ok: v.literal(true), told: v.number(), message: v.string() }),
  },
  close: {
    method: 'POST',
    path: '/campaigns/:campaignId/close',
    access: UNION_STAFF_ROLES,
    summary: '结束活动，自动写好总结；到期后第二天也会自动结束',
    params: campaignParams,
    reply: done,
  },
  summary: {
    method: 'GET',
    path: '/campaigns/:campaignId/summary',
    access: 'person',
    summary: '活动总结：结束时的数字和文字，不含人名',
    params: campaignParams,
    reply: summaryView,
  },
  summaryFile: {
    method: 'GET',
    path: '/campaigns/:campaignId/summary/file',
    access: 'person',
    summary: '活动总结文件（docx，含图表）',
    params: campaignParams,
    download: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    reply: file,
  },
} as const
