import { source } from '@shared/core/contract'
import { OBLIGATION_STATE_LABELS, type ObligationState } from '@shared/core/obligation'
import * as v from '@shared/core/schema'

const states = Object.keys(OBLIGATION_STATE_LABELS) as [ObligationState, ...ObligationState[]]
const state = v.picklist(states)

export const year = v.wholeText(2000, 2199)
export const organization = { organizationId: v.optional(v.id()) }

export const ring = v.object({
  total: v.number(),
  done: v.number(),
  slipping: v.number(),
  overdue: v.number(),
  ahead: v.number(),
})

export const item = v.object({
  key: v.string(),
  title: v.string(),
  why: v.string(),
  dueOn: v.plainDate(),
  dueTime: v.optional(v.string()),
  state,
  action: v.object({ page: v.string(), label: v.string() }),
  source,
})

/** What is still not recorded, who enters it, and where a superior sees the unfinished record. */
export const missing = v.object({ what: v.string(), by: v.string(), page: v.string() })
