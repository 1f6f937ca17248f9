import { done, source } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { campaignParams, reason } from './schemas'

const feature = v.picklist(['points', 'rankings'], '只能打开积分或排名')

/** 班组竞赛 — and what is off unless an administrator has switched it on for this campaign. */
export const contestEndpoints = {
  contest: {
    method: 'GET',
    path: '/campaigns/:campaignId/contest',
    access: 'person',
    summary: '班组竞赛：各班组参与和平均掌握；积分、排名默认关闭，打开期间才有',
    params: campaignParams,
    reply: v.object({
      teams: v.array(
        v.object({
          groupId: v.string(),
          name: v.string(),
          asked: v.number(),
          done: v.number(),
          participation: v.number(),
          understanding: v.nullable(v.number()),
          /** Only while switched on for this campaign; null otherwise. */
          guarded: v.object({ points: v.nullable(v.number()), rank: v.nullable(v.number()) }),
        }),
      ),
      switchedOn: v.array(feature),
      rule: v.string(),
      source,
      allowed: v.array(v.string()),
    }),
  },
  switchOn: {
    method: 'POST',
    path: '/campaigns/:campaignId/guarded',
    access: ['administrator'],
    summary: '为这次活动打开积分或排名：须写明原因并确认知道 2023 年 12 月的规定，活动结束自动消失',
    params: campaignParams,
    body: v.object({ feature, reason, confirmed: v.literal(true, '请先确认看过规定') }),
    reply: done,
  },
  switchOff: {
    method: 'POST',
    path: '/campaigns/:campaignId/guarded/end',
    access: ['administrator'],
    summary: '提前关闭这次活动的积分或排名',
    params: campaignParams,
    body: v.object({ feature }),
    reply: done,
  },
} as const
