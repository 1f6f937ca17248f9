import { defineContract, done, page, pageQuery, source } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { GUARDED } from './model'

const month = v.pipe(v.string(), v.regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份应写成 2026-06 这样'))
const feature = v.picklist(GUARDED as [(typeof GUARDED)[number], ...typeof GUARDED], '只有积分、排名、在线时长三项')
const overseers = ['secretary', 'deputySecretary', 'administrator'] as const

const sums = v.object({
  /** Writes, values in them, values entered by hand, values that stood there already. */
  times: v.number(),
  fields: v.number(),
  typed: v.number(),
  known: v.number(),
  /** Estimate by the unit's rates, one digit. */
  minutes: v.number(),
})

const MonthReply = v.object({
  organizationId: v.string(),
  name: v.string(),
  month: v.string(),
  total: sums,
  /** The month before, for comparison. */
  before: sums,
  by: v.array(v.object({ title: v.string(), module: v.string(), sums })),
  repeated: v.array(v.object({ places: v.array(v.string()), times: v.number() })),
})
export type MonthReply = v.InferOutput<typeof MonthReply>

const BranchRow = v.object({ organizationId: v.string(), name: v.string(), total: sums, repeated: v.number() })
export type BurdenRow = v.InferOutput<typeof BranchRow>

const Exception = v.object({
  id: v.string(),
  feature,
  campaign: v.string(),
  organizationId: v.string(),
  organization: v.string(),
  from: v.string(),
  to: v.string(),
  reason: v.string(),
  by: v.string(),
  /** In force today; before its first day and behind its last nothing is switched on. */
  active: v.boolean(),
  allowed: v.array(v.string()),
})
export type ExceptionRow = v.InferOutput<typeof Exception>

/** 减负接口 */
export const burdenContract = defineContract('burden', {
  getMonth: {
    method: 'GET',
    path: '/burden/month',
    access: 'person',
    summary: '一个支部一个月被要求填了多少、多少是系统已经知道的、哪里重复了',
    query: v.object({ organizationId: v.id(), month }),
    reply: MonthReply,
  },
  compareBranches: {
    method: 'GET',
    path: '/burden/branches',
    access: overseers,
    summary: '下级各支部这个月的填报负担，要填得最多的在前：看我们要得多不多，不是看谁做得多',
    /** Without an organisation: the highest one this person answers for. */
    query: v.object({ ...pageQuery, organizationId: v.optional(v.id()), month }),
    reply: v.object({ total: sums, branches: v.number(), ...page(BranchRow).entries }),
  },
  getGuard: {
    method: 'GET',
    path: '/burden/guard',
    access: 'person',
    summary: '积分、排名、在线时长的开关：默认关闭的依据，和为某次活动打开的例外',
    query: v.object(pageQuery),
    reply: v.object({ rule: v.string(), source, allowed: v.array(v.string()), ...page(Exception).entries }),
  },
  addException: {
    method: 'POST',
    path: '/burden/guard/exceptions',
    access: ['administrator'],
    summary: '为一次活动打开其中一项，到期自动关闭',
    body: v.object({
      organizationId: v.id(),
      feature,
      campaign: v.line(50),
      from: v.plainDate(),
      to: v.plainDate(),
      reason: v.line(200),
      /** The administrator has read the rule and leaves it to everybody to take part or not. */
      voluntary: v.literal(true, '只有自愿参加的活动才能打开'),
    }),
    reply: v.object({ id: v.string() }),
  },
  endException: {
    method: 'POST',
    path: '/burden/guard/exceptions/:exceptionId/end',
    access: ['administrator'],
    summary: '提前关闭',
    params: v.object({ exceptionId: v.id() }),
    reply: done,
  },
})
