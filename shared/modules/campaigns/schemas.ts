import { source } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { CAMPAIGN_STATE_LABELS, type CampaignState, NODE_KIND_LABELS, type NodeKind } from './model'

export const nodeKind = v.picklist(Object.keys(NODE_KIND_LABELS) as [NodeKind, ...NodeKind[]], '请选节点种类')
export const campaignState = v.picklist(Object.keys(CAMPAIGN_STATE_LABELS) as [CampaignState, ...CampaignState[]])
export const campaignParams = v.object({ campaignId: v.id() })
export const nodeParams = v.object({ campaignId: v.id(), nodeId: v.id() })
export const reason = v.line(200)

const clockTime = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间应写成 14:30 这样'))

/** A node as staff write it. */
export const NodeDraft = v.object({
  kind: nodeKind,
  title: v.line(40),
  text: v.text(500),
  on: v.plainDate(),
  until: v.plainDate(),
  startTime: v.optional(clockTime),
  endTime: v.optional(clockTime),
  place: v.optional(v.line(50)),
  refId: v.optional(v.id()),
})
export type NodeDraft = v.InferOutput<typeof NodeDraft>

export const templateRow = v.object({
  id: v.string(),
  name: v.string(),
  theme: v.string(),
  /** Days of the next one. */
  from: v.string(),
  to: v.string(),
  source,
  note: v.nullable(v.string()),
  own: v.boolean(),
  nodes: v.array(v.object({ kind: nodeKind, title: v.string(), on: v.string(), until: v.string() })),
  allowed: v.array(v.string()),
})

/** A node as everybody it is meant for sees it. */
export const nodeView = v.object({
  id: v.string(),
  kind: nodeKind,
  title: v.string(),
  text: v.string(),
  on: v.string(),
  until: v.string(),
  startTime: v.nullable(v.string()),
  endTime: v.nullable(v.string()),
  place: v.nullable(v.string()),
  refId: v.nullable(v.string()),
  phase: v.picklist(['cancelled', 'ahead', 'open', 'over']),
  cancelledBecause: v.nullable(v.string()),
  /** Has the reader done it? */
  done: v.boolean(),
  /** Where it is done; null while there is nothing to open. */
  page: v.nullable(v.string()),
})

export const campaignRow = v.object({
  id: v.string(),
  title: v.string(),
  theme: v.string(),
  from: v.string(),
  to: v.string(),
  state: campaignState,
})

export const nodeStanding = v.object({
  nodeId: v.string(),
  asked: v.number(),
  done: v.number(),
  /** Percent; null while nobody has been graded. */
  understanding: v.nullable(v.number()),
})

export const groupRow = v.object({
  groupId: v.string(),
  name: v.string(),
  asked: v.number(),
  reached: v.number(),
  nodes: v.array(nodeStanding),
  next: v.nullable(v.object({ nodeId: v.string(), missing: v.number(), needsHelp: v.boolean(), words: v.string() })),
  /** `nudge`: remind now; `names`: see who has not been reached. */
  allowed: v.array(v.string()),
})

const place = v.object({
  name: v.string(),
  asked: v.number(),
  reached: v.number(),
  understanding: v.nullable(v.number()),
})

export const summaryView = v.object({
  title: v.string(),
  theme: v.string(),
  host: v.string(),
  from: v.string(),
  to: v.string(),
  closedOn: v.string(),
  people: v.number(),
  reached: v.number(),
  groups: v.number(),
  nodes: v.array(
    v.object({
      kind: nodeKind,
      title: v.string(),
      on: v.string(),
      until: v.string(),
      asked: v.number(),
      done: v.number(),
      understanding: v.nullable(v.number()),
      cancelledBecause: v.nullable(v.string()),
    }),
  ),
  units: v.array(place),
  teams: v.array(place),
  text: v.array(v.object({ heading: v.string(), lines: v.array(v.string()) })),
})
