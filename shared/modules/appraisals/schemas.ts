import { source, violation } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { APPRAISAL_STATE_LABELS, PEER_SCOPE_LABELS, ROUND_LABELS, STEP_IDS } from './model'

const keys = <T extends string>(labels: Readonly<Record<T, string>>) => Object.keys(labels) as [T, ...T[]]
export const state = v.picklist(keys(APPRAISAL_STATE_LABELS), '没有这种状态')
export const peerScope = v.picklist(keys(PEER_SCOPE_LABELS), '请选全支部或各党小组内')
export const round = v.picklist(keys(ROUND_LABELS), '请选互评或测评')
export const params = v.object({ caseId: v.id() })
export const year = v.wholeText(2019, 2199)
export const reason = v.line(200)
export const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Numbers of people, never what they wrote or chose. */
export const progress = v.object({
  due: v.number(),
  selfDone: v.number(),
  peerDue: v.number(),
  peerDone: v.number(),
  votingDue: v.number(),
  voted: v.number(),
  told: v.number(),
})

/** Ratings of a whole branch: how many of each, without names. */
const ratingTotals = v.array(v.object({ label: v.string(), count: v.number() }))

export const summary = v.object({
  id: v.string(),
  organizationId: v.string(),
  organizationName: v.string(),
  year: v.number(),
  state,
  progress,
  ratingTotals,
})

const counted = v.array(v.number())
const rating = v.object({
  label: v.string(),
  remark: v.string(),
  at: v.string(),
  by: v.string(),
  reason: v.optional(v.string()),
})

export const boardRow = v.object({
  personId: v.string(),
  name: v.string(),
  note: v.string(),
  /** Not counted as due. */
  exempt: v.boolean(),
  votes: v.boolean(),
  left: v.boolean(),
  self: v.boolean(),
  peer: v.boolean(),
  ballot: v.boolean(),
  told: v.boolean(),
})

/** Totals of one person; absent below three ballots and before the ballot is closed. */
export const sheetRow = v.object({
  personId: v.string(),
  name: v.string(),
  note: v.string(),
  left: v.boolean(),
  peer: v.optional(counted),
  ballot: v.optional(counted),
  /** Index of the rating that stands; null = no rating. */
  rating: v.optional(v.nullable(v.number())),
  /** All ratings, the one that stands last. */
  ratings: v.array(rating),
  acknowledged: v.boolean(),
})

export const detail = v.object({
  ...summary.entries,
  ratings: v.array(v.string()),
  choices: v.array(v.string()),
  peerScope,
  selfDueOn: v.string(),
  peerDueOn: v.string(),
  source,
  steps: v.array(
    v.object({
      id: v.picklist(STEP_IDS),
      label: v.string(),
      state: v.picklist(['done', 'now', 'todo']),
      by: v.optional(v.string()),
      at: v.optional(v.string()),
      note: v.optional(v.string()),
    }),
  ),
  meeting: v.optional(v.object({ id: v.string(), title: v.string(), on: v.string() })),
  decision: v.optional(v.object({ id: v.string(), title: v.string(), on: v.string() })),
  /** Meetings of the branch that may be linked, only for those who may link one. */
  meetings: v.array(v.object({ id: v.string(), title: v.string(), on: v.string() })),
  /** Who has handed in, only for those who run the appraisal. */
  board: v.optional(v.array(boardRow)),
  /** Totals and ratings, only for those who run the appraisal, once the ballot is closed. */
  sheet: v.optional(v.array(sheetRow)),
  mine: v.optional(
    v.object({
      self: v.boolean(),
      selfOpen: v.boolean(),
      peer: v.boolean(),
      peerOpen: v.boolean(),
      ballot: v.boolean(),
      ballotOpen: v.boolean(),
      /** May vote in the ballot. */
      votes: v.boolean(),
      /** What was proposed about me, once it is told. */
      rating: v.optional(rating),
      acknowledged: v.boolean(),
      /** The reading of the rule for the lowest rating. */
      rule: v.optional(v.object({ text: v.string(), source })),
    }),
  ),
  /** The reading of the rule, for those who see that somebody has the lowest rating. */
  rule: v.optional(v.object({ text: v.string(), source })),
  next: v.optional(v.object({ step: v.picklist(STEP_IDS), label: v.string(), blocked: v.array(violation) })),
  allowed: v.array(v.string()),
})
export type AppraisalDetail = v.InferOutput<typeof detail>

export const values = v.record(
  v.pipe(v.string(), v.maxLength(40)),
  v.pipe(v.string('请填写文字'), v.maxLength(2000, '写得太长了')),
)
export const ownSelf = v.object({
  values: v.record(v.string(), v.string()),
  handedInOn: v.optional(v.string()),
  open: v.boolean(),
})

export const form = v.pipe(
  v.array(v.object({ personId: v.id(), choice: v.whole(0, 9) }), '请逐人选择'),
  v.minLength(1, '请逐人选择'),
  v.maxLength(500, '人数太多'),
)
export const ballotSheet = v.object({
  round,
  year: v.number(),
  open: v.boolean(),
  done: v.boolean(),
  /** Why it is not open to me. */
  why: v.optional(v.string()),
  choices: v.array(v.string()),
  people: v.array(v.object({ personId: v.string(), name: v.string(), note: v.string() })),
})
