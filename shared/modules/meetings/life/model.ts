import type { PlainDate } from '@shared/core/plainDate'
import type { Entry } from '@shared/core/workflow'

/** 组织生活会形式 — a life meeting is held as one of these (B-25); it decides who is due. */
export const LIFE_FORM_LABELS = {
  branchMeeting: '党员大会',
  committeeMeeting: '支委会',
  groupMeeting: '党小组会',
} as const
export type LifeForm = keyof typeof LIFE_FORM_LABELS

export const RECTIFICATION_STEPS = ['open', 'progress', 'finish', 'close', 'reopen', 'change'] as const
export type RectificationStep = (typeof RECTIFICATION_STEPS)[number]

export const RECTIFICATION_STATE_LABELS = {
  open: '整改中',
  finished: '待核对',
  closed: '已销号',
} as const
export type RectificationState = keyof typeof RECTIFICATION_STATE_LABELS

/** 整改项 — one line of the list that follows a meeting: what is wrong, what is done about it, who, by when. Its state is a fold. */
export interface Rectification {
  id: string
  meetingId: string
  organizationId: string
  path: string
  problem: string
  measure: string
  /** Responsible person. */
  personId: string
  dueOn: PlainDate
  /** `reason` holds what was written at the step. */
  entries: readonly Entry<RectificationStep>[]
}
