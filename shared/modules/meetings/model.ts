import type { FormValues } from '@shared/core/form'
import type { PlainDate } from '@shared/core/plainDate'
import type { Entry } from '@shared/core/workflow'
import type { LifeForm } from './life/model'

/** 会议种类 — 三会一课、主题党日、组织生活会、民主评议. */
export const MEETING_KIND_LABELS = {
  branchMeeting: '党员大会',
  committeeMeeting: '支委会',
  groupMeeting: '党小组会',
  lecture: '党课',
  themeDay: '主题党日',
  lifeMeeting: '组织生活会',
  appraisal: '民主评议党员',
} as const

export type MeetingKind = keyof typeof MEETING_KIND_LABELS
export const MEETING_KINDS = Object.keys(MEETING_KIND_LABELS) as readonly MeetingKind[]

export const STEP_IDS = ['plan', 'notify', 'move', 'minutes', 'return', 'approve', 'correct', 'cancel'] as const
export type StepId = (typeof STEP_IDS)[number]

/** 状态 — always a fold over the entries (`stateOf` in steps.ts); stored beside them only as a column to search by. */
export const MEETING_STATE_LABELS = {
  planned: '待通知',
  notified: '已通知',
  filed: '待审核',
  returned: '已退回',
  locked: '已归档',
  cancelled: '已取消',
} as const
export type MeetingState = keyof typeof MEETING_STATE_LABELS

/**
 * 表决权 — B-29: probationary members have no vote; B-31: exempt members are not counted as due, but one who comes counts as due and
 * as present, and votes when a full member.
 */
export const STANDING_LABELS = {
  voting: '正式党员，有表决权',
  probationary: '预备党员，无表决权',
  exempt: '正式党员，不作硬性要求；到会即计入，有表决权',
  exemptProbationary: '预备党员，不作硬性要求；到会即计入，无表决权',
  guest: '列席',
} as const
export type Standing = keyof typeof STANDING_LABELS

export const AGENDA_KIND_LABELS = { study: '学习', report: '通报', discuss: '讨论', decide: '表决' } as const
export type AgendaKind = keyof typeof AGENDA_KIND_LABELS

/** 表决结果 — totals only: who voted how is never stored. */
export interface Votes {
  yes: number
  no: number
  abstain: number
}

export interface AgendaItem {
  title: string
  kind: AgendaKind
}

export const ATTENDANCE_STATUS_LABELS = {
  waiting: '未到',
  present: '到会',
  leaveRequested: '待批假',
  leave: '请假',
  absent: '缺席',
} as const
export type AttendanceStatus = keyof typeof ATTENDANCE_STATUS_LABELS

export const CHECK_IN_METHOD_LABELS = { qr: '扫码', code: '签到码', proxy: '代签' } as const
export type CheckInMethod = keyof typeof CHECK_IN_METHOD_LABELS

/** 签到 */
export interface CheckInEntry {
  kind: 'checkIn'
  method: CheckInMethod
  by: string
  at: string
  reason?: string
  /** Made without signal; `at` is then when it was made, `arrivedAt` when it was sent. */
  offline?: boolean
  arrivedAt?: string
  /** 迟到 — minutes after the start, where the unit counts it as late; judged once, when it was put down. */
  lateMinutes?: number
}

/** 签到与请假记录 — one line of a person's attendance at one meeting; the list only grows. */
export type AttendanceEntry =
  | CheckInEntry
  | { kind: 'requestLeave' | 'approveLeave' | 'refuseLeave' | 'withdrawLeave'; by: string; at: string; reason?: string }
  | LateArrival
  | { kind: 'refuseArrival'; by: string; at: string; reason: string }
  | { kind: 'correct'; status: SettledStatus; by: string; at: string; reason: string }

/** What a correction may set. */
export const SETTLED_STATUSES = ['present', 'leave', 'absent'] as const
export type SettledStatus = (typeof SETTLED_STATUSES)[number]

export const ARRIVAL_PROBLEM_LABELS = {
  overdue: '保存得太久才送到',
  clock: '手机时间和签到码对不上',
  closed: '记录提交以后才送到',
} as const
export type ArrivalProblem = keyof typeof ARRIVAL_PROBLEM_LABELS

export const ARRIVAL_LABELS = { checkIn: '签到', leave: '请假' } as const

/** 迟到的签到 — made without signal and outside of what the unit lets pass by itself: the secretary decides on it. */
export interface LateArrival {
  kind: 'lateArrival'
  what: keyof typeof ARRIVAL_LABELS
  /** Of a check-in. */
  method?: CheckInMethod
  /** Of a leave. */
  reason?: string
  by: string
  /** When it arrived. */
  at: string
  /** When it was made: of a check-in as far as the code proves it. */
  doneAt: string
  problem: ArrivalProblem
}

/** 受邀支部的答复 */
export const JOINT_STATE_LABELS = { invited: '待答复', accepted: '一起开', declined: '不参加' } as const
export type JointState = keyof typeof JOINT_STATE_LABELS

/** 联合召开的支部 — asked by the branch that arranged the meeting; everything about the meeting itself is kept once, there. */
export interface JoinedBranch {
  organizationId: string
  path: string
  state: JointState
  reason?: string
  answeredBy?: string
  answeredAt?: string
  /** Page in its own ledger, and its own conversion of hours, given at approval. */
  ledgerNumber?: number
  hourSettings?: LessonHours
}

/** A unit's conversion of hours as it stood when a record was approved. */
export interface LessonHours {
  minutesPerStudyHour: number
  studyHoursPerDay: number
  /** How many times a listener's hours the lecturer gets; 1 in records from before there was such a setting. */
  lecturerTimes?: number
}

export const LECTURER_KIND_LABELS = { member: '本支部党员', leader: '上级负责同志', guest: '外请' } as const
export type LecturerKind = keyof typeof LECTURER_KIND_LABELS

/** 党课 — who taught what, with which materials. */
export interface Lecture {
  lecturer: { kind: LecturerKind; personId?: string; name: string; post?: string }
  topic: string
  /** A link, or the text itself. */
  materials: readonly { title: string; link?: string; text?: string }[]
}

/** 到会记录 — one person of one meeting. */
export interface Attendance {
  /** Own branch; differs from the meeting's at a joint one. */
  organizationId?: string
  personId: string
  name: string
  standing: Standing
  entries: readonly AttendanceEntry[]
  /** When the person opened the notice, UTC ISO. */
  readAt?: string
}

/** 学时来源 */
export const HOUR_SOURCE_LABELS = {
  meeting: '组织生活',
  lecture: '讲党课',
  visit: '送学上门',
  event: '线下活动',
  course: '课程学习',
} as const
export type HourSource = keyof typeof HOUR_SOURCE_LABELS

/** 更正 — what was changed after the notice went out or after the record was locked; the old value stays readable. */
export interface FieldChange {
  field: string
  label: string
  from: string
  to: string
  reason: string
  by: string
  at: string
}

/** Who is due, seen from the kind of meeting; a life meeting follows its form, 党员大会 unless another is chosen. */
export const formOf = ({ kind, form }: Pick<Meeting, 'kind' | 'form'>): MeetingKind =>
  kind === 'lifeMeeting' ? (form ?? 'branchMeeting') : kind

/** 会议 — the fact itself. Ledger, archives, hours, attendance and plan progress are derived from it and its attendance. */
export interface Meeting {
  id: string
  /** The branch whose record it is. */
  organizationId: string
  path: string
  /** 党小组: only for a group meeting. */
  groupId?: string
  kind: MeetingKind
  /** Of a life meeting: as which of the three it is held (B-25). */
  form?: LifeForm
  title: string
  on: PlainDate
  startTime: string
  endTime: string
  place: string
  chairId: string
  recorderId: string
  agenda: readonly AgendaItem[]
  entries: readonly Entry<StepId>[]
  changes: readonly FieldChange[]
  /** What the recorder wrote; everything else of the minutes is derived. */
  minutes: FormValues
  /** Votes per agenda line, by its number. */
  votes: Readonly<Record<string, Votes>>
  /** 联合召开 */
  joined?: readonly JoinedBranch[]
  lecture?: Lecture
}
