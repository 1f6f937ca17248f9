import * as v from '@shared/core/schema'
import { checkedIn, params, reason, status } from './schemas'

/** 签到、请假、代签 — all of it may be done where there is no signal and sent later. */
export const attendEndpoints = {
  checkIn: {
    method: 'POST',
    path: '/meetings/check-in',
    access: 'person',
    summary: '签到：扫码所得，或会议和六位签到码；无信号时可事后补传',
    body: v.object({
      token: v.optional(v.pipe(v.string(), v.maxLength(120))),
      meetingId: v.optional(v.id()),
      code: v.optional(v.pipe(v.string(), v.regex(/^\d{6}$/, '签到码是 6 位数字'))),
      /** When it was scanned or typed, if it could not be sent at once. */
      scannedAt: v.optional(v.instant()),
    }),
    reply: checkedIn,
    offline: true,
  },
  proxy: {
    method: 'POST',
    path: '/meetings/:meetingId/proxy',
    access: 'person',
    summary: '代签到，须写明原因',
    params,
    body: v.object({
      personId: v.id(),
      reason,
      /** When it was done, if it could not be sent at once. */
      doneAt: v.optional(v.instant()),
    }),
    reply: checkedIn,
    offline: true,
  },
  leave: {
    method: 'POST',
    path: '/meetings/:meetingId/leave',
    access: 'person',
    summary: '请假；无信号时可事后补传',
    params,
    body: v.object({
      reason,
      /** When it was asked for, if it could not be sent at once. */
      askedAt: v.optional(v.instant()),
    }),
    reply: v.object({ ok: v.literal(true), status, waits: v.optional(v.boolean()) }),
    offline: true,
  },
  withdrawLeave: {
    method: 'POST',
    path: '/meetings/:meetingId/leave/withdraw',
    access: 'person',
    summary: '撤回请假',
    params,
    reply: v.object({ ok: v.literal(true), status }),
    offline: true,
  },
  decideLeave: {
    method: 'POST',
    path: '/meetings/:meetingId/leave/decide',
    access: 'person',
    summary: '准假或不准假',
    params,
    body: v.object({ personId: v.id(), approve: v.boolean('请选准假或不准假'), reason: v.optional(reason) }),
    reply: v.object({ ok: v.literal(true), status }),
    offline: true,
  },
  decideArrival: {
    method: 'POST',
    path: '/meetings/:meetingId/arrivals/decide',
    access: 'person',
    summary: '核对迟到的签到或请假：认可或不认可，须写明原因',
    params,
    body: v.object({ personId: v.id(), accept: v.boolean('请选认可或不认可'), reason }),
    reply: v.object({ ok: v.literal(true), status }),
    offline: true,
  },
} as const
