import { done } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { nodeParams, reason } from './schemas'

const checkedIn = v.object({
  campaignId: v.string(),
  nodeId: v.string(),
  title: v.string(),
  at: v.string(),
  repeated: v.boolean(),
  /** Did not count by itself; somebody looks at it. */
  waits: v.boolean(),
  message: v.string(),
})

/** 线下活动签到 — the same rolling code, six digits, proxy, leave and late arrivals as at meetings. */
export const eventEndpoints = {
  checkIn: {
    method: 'POST',
    path: '/campaigns/check-in',
    access: 'person',
    summary: '活动签到：扫码所得，或六位签到码；无信号时可事后补传',
    body: v.object({
      token: v.optional(v.pipe(v.string(), v.maxLength(120))),
      nodeId: v.optional(v.id()),
      code: v.optional(v.pipe(v.string(), v.regex(/^\d{6}$/, '签到码是 6 位数字'))),
      /** When it was scanned or typed, if it could not be sent at once. */
      scannedAt: v.optional(v.instant()),
    }),
    reply: checkedIn,
    offline: true,
  },
  eventProxy: {
    method: 'POST',
    path: '/campaigns/:campaignId/nodes/:nodeId/proxy',
    access: 'person',
    summary: '活动代签，须写明原因：工会工作人员，或本组组长',
    params: nodeParams,
    body: v.object({
      personId: v.id(),
      reason,
      /** When it was done, if it could not be sent at once. */
      doneAt: v.optional(v.instant()),
    }),
    reply: checkedIn,
    offline: true,
  },
  eventLeave: {
    method: 'POST',
    path: '/campaigns/:campaignId/nodes/:nodeId/leave',
    access: 'person',
    summary: '说一声来不了；无信号时可事后补传',
    params: nodeParams,
    body: v.object({ reason }),
    reply: done,
    offline: true,
  },
  eventScreen: {
    method: 'GET',
    path: '/campaigns/:campaignId/nodes/:nodeId/screen',
    access: 'person',
    summary: '活动签到屏：滚动二维码、六位码、到场人数和待核对的签到',
    params: nodeParams,
    reply: v.object({
      title: v.string(),
      open: v.boolean(),
      why: v.nullable(v.string()),
      code: v.string(),
      secondsLeft: v.number(),
      matrix: v.array(v.string()),
      present: v.number(),
      away: v.number(),
      arrivals: v.array(v.object({ personId: v.string(), name: v.string(), doneAt: v.string(), problem: v.string() })),
    }),
  },
  decideArrival: {
    method: 'POST',
    path: '/campaigns/:campaignId/nodes/:nodeId/arrivals',
    access: 'person',
    summary: '核对迟到送达的活动签到：认可或不认可，须写明原因',
    params: nodeParams,
    body: v.object({ personId: v.id(), accept: v.boolean('请选认可或不认可'), reason }),
    reply: done,
  },
} as const
