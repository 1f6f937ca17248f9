import type { PlainDate } from '@shared/core/plainDate'

/** What one kind of write asked of a branch in one month. */
export interface AskedBy {
  /** `meetings.plan` */
  endpoint: string
  times: number
  fields: number
  typed: number
}

/** 重复填写 — the same words given in several places within three months. */
export interface Repetition {
  places: readonly { endpoint: string; field: string }[]
  times: number
}

/** 一个支部一个月的填报 */
export interface MonthBurden {
  organizationId: string
  path: string
  /** `YYYY-MM` */
  month: string
  by: readonly AskedBy[]
  repeated: readonly Repetition[]
}

/** What makes people work for the screen instead of the thing; off unless switched on for one campaign. */
export const GUARDED_LABELS = { points: '积分', rankings: '排名', onlineHours: '在线时长' } as const
export type Guarded = keyof typeof GUARDED_LABELS
export const GUARDED = Object.keys(GUARDED_LABELS) as readonly Guarded[]

/** 例外 — an administrator has switched one of them on, for one campaign, for those who want to. */
export interface GuardException {
  id: string
  organizationId: string
  path: string
  feature: Guarded
  /** Name of the campaign. */
  campaign: string
  from: PlainDate
  /** Last day; nothing of it is left on the day after. */
  to: PlainDate
  reason: string
}
