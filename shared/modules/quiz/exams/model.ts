import type { Audience } from '@shared/core/audience'
import type { Blueprint } from '../blueprint'
import type { PartialCredit } from '../grading'
import type { Answer } from '../model'

/** 考试状态 — what somebody decided about it. Whether it has begun or is over follows from its window, see `phaseOf`. */
export type ExamState = 'draft' | 'published' | 'cancelled'

/** 考试阶段 — as people see it at a moment. */
export const EXAM_PHASE_LABELS = {
  draft: '草稿',
  waiting: '未开始',
  open: '进行中',
  closed: '已结束',
  cancelled: '已取消',
} as const
export type ExamPhase = keyof typeof EXAM_PHASE_LABELS

/** 何时公布答案 */
export const REVEAL_LABELS = { submitted: '交卷后马上', closed: '考试结束后' } as const
export type Reveal = keyof typeof REVEAL_LABELS

/** 多选漏选 */
export const PARTIAL_LABELS = { none: '漏选不给分', half: '漏选给一半分' } as const satisfies Record<
  PartialCredit,
  string
>

/** A chosen question and what it is worth; its version is fixed when the exam is published. */
export interface ChosenQuestion {
  questionId: string
  points: number
  version?: number
}

/** 试卷 — the same questions for everybody, or drawn anew for each attempt from one or several banks. */
export type Paper =
  | {
      kind: 'fixed'
      questions: readonly ChosenQuestion[]
      /** Asked in this very order; otherwise by kind, within a kind in an order of chance. */
      ordered?: boolean | undefined
    }
  | { kind: 'drawn'; bankIds: readonly string[]; rows: Blueprint }

export const MAX_PAPER_QUESTIONS = 200
export const MAX_BANKS = 10

/** What somebody sets about an exam; everything but title, audience and paper has a default of the unit. */
export interface ExamSetup {
  title: string
  note?: string | undefined
  audience: Audience
  paper: Paper
  /** UTC ISO instants between which attempts may begin; an attempt ends with the window at the latest. */
  opensAt: string
  closesAt: string
  /** 时限 */
  minutes: number
  /** 可考次数; the best one counts. */
  attempts: number
  /** 及格线, percent of full marks. */
  passPercent: number
  partial: PartialCredit
  reveal: Reveal
  certificate: boolean
}

/** 考试 */
export interface Exam extends ExamSetup {
  id: string
  organizationId: string
  path: string
  state: ExamState
  cancelledBecause?: string
}

/** One question of somebody's paper. */
export interface PaperItem {
  /** `questionId:version` */
  versionId: string
  points: number
  /** Places of the options as this person sees them: shown place → stored place. */
  orders: readonly (readonly number[])[]
}

/** 一题的作答 — as the person saw the options; which of two is the later one says `isLaterAnswer`. */
export interface SavedAnswer {
  seq: number
  answer: Answer
  /** When it was given, by the service's clock as the phone knows it. */
  doneAt: string
}

/** Why an answer that arrived after the time was up does not count. */
export const LATE_PROBLEM_LABELS = {
  afterTime: '答题时间已过',
  overdue: '送达太晚',
  clock: '手机时间不对',
  submitted: '已经交卷',
  reviewed: '已经看过答案',
} as const
export type LateProblem = keyof typeof LATE_PROBLEM_LABELS

/** 迟到的作答 — arrived after the time was up; without a problem it counts. */
export interface LateAnswer {
  place: number
  seq: number
  doneAt: string
  arrivedAt: string
  problem?: LateProblem
}

/** 改分记录 — what a score was and became, in hundredths of a point, and why. */
export interface ScoreChange {
  at: string
  why: 'late' | 'appeal'
  /** The appeal that was accepted. */
  appealId?: string
  from: number
  to: number
  /** Full marks before and after, where a question counts no more. */
  fullFrom?: number
  fullTo?: number
  passedBefore: boolean
  passedAfter: boolean
}

/** 考试通知 — what those an exam is meant for are told about it. */
export type ExamWord = 'published' | 'moved' | 'cancelled'

/** Who handed in: the person, or the service when the time was up. */
export type SubmittedBy = 'person' | 'time'
