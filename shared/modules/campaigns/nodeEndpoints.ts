import { done } from '@shared/core/contract'
import { UNION_STAFF_ROLES } from '@shared/core/roles'
import * as v from '@shared/core/schema'
import { campaignParams, NodeDraft, nodeParams, reason } from './schemas'

/** 节点 — 增、改、取消, and what a reader does with one. */
export const nodeEndpoints = {
  addNode: {
    method: 'POST',
    path: '/campaigns/:campaignId/nodes',
    access: UNION_STAFF_ROLES,
    summary: '增加一个节点',
    params: campaignParams,
    body: NodeDraft,
    reply: v.object({ id: v.string() }),
  },
  editNode: {
    method: 'PUT',
    path: '/campaigns/:campaignId/nodes/:nodeId',
    access: UNION_STAFF_ROLES,
    summary: '改节点的日期、时间、地点或文字；告诉过大家的会补发变动通知',
    params: nodeParams,
    body: NodeDraft,
    reply: done,
  },
  cancelNode: {
    method: 'POST',
    path: '/campaigns/:campaignId/nodes/:nodeId/cancel',
    access: UNION_STAFF_ROLES,
    summary: '取消一个节点；草稿里的直接去掉，告诉过大家的会收到取消通知',
    params: nodeParams,
    body: v.object({ reason }),
    reply: done,
  },
  push: {
    method: 'POST',
    path: '/campaigns/:campaignId/nodes/:nodeId/push',
    access: UNION_STAFF_ROLES,
    summary: '现在就推送一个节点，不等到当天早上',
    params: nodeParams,
    reply: done,
  },
  read: {
    method: 'POST',
    path: '/campaigns/:campaignId/nodes/:nodeId/read',
    access: 'person',
    summary: '看过一条推送；无信号时可事后补传',
    params: nodeParams,
    reply: done,
    offline: true,
  },
} as const
