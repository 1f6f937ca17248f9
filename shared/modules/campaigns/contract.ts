import { Audience } from '@shared/core/audience'
import { defineContract, done, page, pageQuery } from '@shared/core/contract'
import { UNION_STAFF_ROLES } from '@shared/core/roles'
import * as v from '@shared/core/schema'
import { boardEndpoints } from './boardEndpoints'
import { contestEndpoints } from './contestEndpoints'
import { eventEndpoints } from './eventEndpoints'
import { nodeEndpoints } from './nodeEndpoints'
import { campaignParams, campaignRow, campaignState, nodeView, reason, templateRow } from './schemas'

export const CampaignDraft = v.object({
  templateId: v.line(40),
  theme: v.line(60),
  audience: Audience,
  from: v.plainDate(),
  to: v.plainDate(),
})
export type CampaignDraft = v.InferOutput<typeof CampaignDraft>

/** 活动接口 — 安全生产月等活动：模板、节点、进度、总结. */
export const campaignsContract = defineContract('campaigns', {
  templates: {
    method: 'GET',
    path: '/campaigns/templates',
    access: UNION_STAFF_ROLES,
    summary: '活动模板：自带的和本单位的，起止日期已按今年预填',
    reply: v.object({
      items: v.array(templateRow),
      /** Whom it may be for, the widest first: it is the default. */
      places: v.array(v.object({ id: v.string(), name: v.string() })),
    }),
  },
  saveTemplate: {
    method: 'POST',
    path: '/campaigns/:campaignId/template',
    access: UNION_STAFF_ROLES,
    summary: '把一次活动的节点安排存成本单位模板',
    params: campaignParams,
    body: v.object({ name: v.line(30) }),
    reply: v.object({ id: v.string() }),
  },
  deleteTemplate: {
    method: 'DELETE',
    path: '/campaigns/templates/:templateId',
    access: UNION_STAFF_ROLES,
    summary: '删除本单位的一个模板；用它办过的活动不受影响',
    params: v.object({ templateId: v.id() }),
    reply: done,
  },
  create: {
    method: 'POST',
    path: '/campaigns',
    access: UNION_STAFF_ROLES,
    summary: '从模板新建活动：主题、对象、起止日期，其余按模板',
    body: CampaignDraft,
    reply: v.object({ id: v.string() }),
  },
  list: {
    method: 'GET',
    path: '/campaigns',
    access: 'person',
    summary: '能看到的活动，新的在前：自己管理的，和面向自己或所带班组的',
    query: v.object(pageQuery),
    reply: v.object({
      ...page(v.object({ ...campaignRow.entries, mayRun: v.boolean() })).entries,
      allowed: v.array(v.string()),
    }),
  },
  mine: {
    method: 'GET',
    path: '/campaigns/mine',
    access: 'person',
    summary: '面向本人、正在进行的活动和现在可以参加的节点',
    reply: v.object({
      items: v.array(v.object({ ...campaignRow.entries, doneCount: v.number(), nodes: v.array(nodeView) })),
    }),
  },
  detail: {
    method: 'GET',
    path: '/campaigns/:campaignId',
    access: 'person',
    summary: '一次活动：主题、期间、节点',
    params: campaignParams,
    reply: v.object({
      ...campaignRow.entries,
      state: campaignState,
      audience: v.object({ organizations: v.array(v.string()), posts: v.array(v.string()) }),
      people: v.nullable(v.number()),
      cancelledBecause: v.nullable(v.string()),
      meantForMe: v.boolean(),
      nodes: v.array(nodeView),
      /** What keeps it from being opened, said before anybody tries. */
      hints: v.array(v.string()),
      allowed: v.array(v.string()),
    }),
  },
  edit: {
    method: 'PUT',
    path: '/campaigns/:campaignId',
    access: UNION_STAFF_ROLES,
    summary: '改活动名称、主题和起止日期；已经开始的只能改结束日期和文字',
    params: campaignParams,
    body: v.object({ title: v.line(40), theme: v.line(60), from: v.plainDate(), to: v.plainDate() }),
    reply: done,
  },
  open: {
    method: 'POST',
    path: '/campaigns/:campaignId/open',
    access: UNION_STAFF_ROLES,
    summary: '发布活动：从这时起对象能看到，到节点自动推送',
    params: campaignParams,
    reply: v.object({ ok: v.literal(true), people: v.number() }),
  },
  cancel: {
    method: 'POST',
    path: '/campaigns/:campaignId/cancel',
    access: UNION_STAFF_ROLES,
    summary: '取消活动；已经告诉过大家的节点会收到取消通知，草稿直接删除',
    params: campaignParams,
    body: v.object({ reason }),
    reply: done,
  },
  ...nodeEndpoints,
  ...eventEndpoints,
  ...contestEndpoints,
  ...boardEndpoints,
})
