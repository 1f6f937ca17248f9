import type { FormValues } from '@shared/core/form'
import type { PlainDate } from '@shared/core/plainDate'
import type { Entry } from '@shared/core/workflow'

/** 评议步骤 — the case only grows; its state is a fold (`stateOf` in steps.ts). */
export const STEP_IDS = [
  'plan',
  'openPeer',
  'openBallot',
  'closeBallot',
  'propose',
  'report',
  'tell',
  'correct',
  'cancel',
] as const
export type StepId = (typeof STEP_IDS)[number]

export const APPRAISAL_STATE_LABELS = {
  self: '个人自评',
  peer: '党员互评',
  ballot: '民主测评',
  counted: '待评定',
  proposed: '待报上级',
  reported: '待告知本人',
  told: '已告知本人',
  cancelled: '已取消',
} as const
export type AppraisalState = keyof typeof APPRAISAL_STATE_LABELS

/** 互评范围 — where a branch has many members, self-appraisal and mutual appraisal may take place within the Party group. */
export const PEER_SCOPE_LABELS = { branch: '全支部', group: '各党小组内' } as const
export type PeerScope = keyof typeof PEER_SCOPE_LABELS

/** 两轮 — mutual appraisal and the ballot are given in the same way: one choice about each other member. */
export const ROUND_LABELS = { peer: '党员互评', ballot: '民主测评' } as const
export type Round = keyof typeof ROUND_LABELS

/** The choice that stands behind the unit's ratings on every form. */
export const ABSTAIN = '弃权'

/** 评定 — what the committee or the branch meeting has proposed for one person; a correction is one more. */
export interface RatingEntry {
  /** Index in the case's list of ratings; null = no rating, with a remark why. */
  rating: number | null
  remark: string
  by: string
  /** UTC ISO instant. */
  at: string
  /** Why it was changed; absent on the first. */
  reason?: string
}

/** 参评党员 — one person of one case. That somebody has taken part in a round is a mark without a time; what was chosen is nowhere. */
export interface Participant {
  personId: string
  name: string
  membership: 'full' | 'probationary'
  /** 年老体弱等 (B-31): may take part, is not counted as due. */
  exempt: boolean
  groupId?: string
  /** Own written appraisal, opened; draft until `selfOn` stands. */
  self?: FormValues
  /** Business day on which the self-appraisal was handed in. */
  selfOn?: PlainDate
  peerDone: boolean
  ballotDone: boolean
  ratings: readonly RatingEntry[]
  /** 告知签收: the number of ratings the person has seen, and when. */
  acknowledged?: { ratings: number; on: PlainDate; at: string }
}

/** 民主评议 — one case per branch and year. */
export interface Appraisal {
  id: string
  organizationId: string
  path: string
  year: number
  /** The unit's rating values when the case was planned, best first. */
  ratings: readonly string[]
  peerScope: PeerScope
  selfDueOn: PlainDate
  peerDueOn: PlainDate
  /** 评议会议: a meeting of the branch, its own or the 组织生活会. */
  meetingId?: string
  /** The meeting that proposed the ratings. */
  decisionMeetingId?: string
  entries: readonly Entry<StepId>[]
}

/** How often each choice was made about one person; ratings in order, 弃权 last. */
export type Counts = readonly number[]
