import type { PlainDate } from '@shared/core/plainDate'

/** 谈心谈话种类 — derived from who held which office on the day, never chosen. */
export const TALK_KIND_LABELS = {
  committee: '支委之间',
  committeeMember: '支委和党员',
  members: '党员之间',
} as const
export type TalkKind = keyof typeof TALK_KIND_LABELS
export const TALK_KINDS = Object.keys(TALK_KIND_LABELS) as readonly TalkKind[]

/** 谈话主题 — a subject in a word; what was said is not asked for. */
export const TALK_TOPIC_LABELS = {
  thought: '思想',
  work: '工作',
  study: '学习',
  life: '生活',
  lifeMeeting: '组织生活会前',
  change: '岗位或身份变化',
  care: '困难和关心',
} as const
export type TalkTopic = keyof typeof TALK_TOPIC_LABELS

export const TALK_STEPS = ['record', 'confirm', 'dispute', 'withdraw'] as const
export type TalkStep = (typeof TALK_STEPS)[number]

export const TALK_STATE_LABELS = {
  waiting: '待对方确认',
  confirmed: '已确认',
  disputed: '对方说没有谈',
  withdrawn: '已撤回',
} as const
export type TalkState = keyof typeof TALK_STATE_LABELS

/** One line of what happened to a record; the list only grows. Reasons are kept sealed. */
export interface TalkEntry {
  step: TalkStep
  by: string
  at: string
  on: PlainDate
  reason?: string
}

/** 谈心谈话 — two people of one branch, who, when and about which subject. */
export interface Talk {
  id: string
  organizationId: string
  path: string
  on: PlainDate
  place: string
  topic: TalkTopic
  /** The two, in the order of their ids. */
  between: readonly [string, string]
  kind: TalkKind
  /** Who of the two held an office of the branch on the day. */
  onCommittee: readonly string[]
  recordedBy: string
  entries: readonly TalkEntry[]
}
