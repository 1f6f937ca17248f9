import { anything, count, defineCollection, optionalText, text, when } from '@cloud/core/database/collection'
import type { PlainDate } from '@shared/core/plainDate'
import type { AskedBy, Guarded, Repetition } from '@shared/modules/burden/model'

/** 填报负担 — read model: what one organisation was asked in one month, from `askings`. `_id` is `organization:month`. */
export interface MonthRecord {
  _id: string
  organizationId: string
  path: string
  month: string
  by: AskedBy[]
  repeated: Repetition[]
  times: number
  fields: number
  typed: number
}

export const Months = defineCollection<MonthRecord>(
  'burdenMonths',
  {
    organizationId: text,
    path: text,
    month: text,
    by: anything,
    repeated: anything,
    times: count,
    fields: count,
    typed: count,
  },
  [{ keys: { month: 1, path: 1 } }, { keys: { month: 1, typed: -1, _id: -1 } }, { keys: { organizationId: 1 } }],
)

/** 例外 — points, rankings or time online, switched on for one campaign. */
export interface ExceptionRecord {
  _id: string
  organizationId: string
  path: string
  feature: Guarded
  campaign: string
  /** The campaign itself, where it is one that runs here: the exception ends with it. */
  campaignId?: string
  from: PlainDate
  to: PlainDate
  reason: string
  by: string
  at: Date
}

export const Exceptions = defineCollection<ExceptionRecord>(
  'guardExceptions',
  {
    organizationId: text,
    path: text,
    feature: text,
    campaign: text,
    campaignId: optionalText,
    from: text,
    to: text,
    reason: text,
    by: text,
    at: when,
  },
  [
    { keys: { path: 1, _id: -1 } },
    { keys: { to: 1 } },
    { keys: { campaignId: 1, to: 1 }, where: { campaignId: { $exists: true } } },
  ],
)
