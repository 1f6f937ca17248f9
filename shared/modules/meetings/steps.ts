import type { Violation } from '@shared/core/errors'
import type { PlainDate } from '@shared/core/plainDate'
import { type Entry, violations, type Workflow } from '@shared/core/workflow'
import type { MeetingState, StepId } from './model'
import { BRANCH_MEETING, UNIT_SETTING } from './norms'
import type { Quorum } from './quorum'

/** What the gates look at. */
export interface MeetingCase {
  entries: readonly Entry<StepId>[]
  on: PlainDate
  /** The agenda holds something to be voted on. */
  hasDecisions: boolean
  quorum: Quorum
}

/** 记录提交期限, 审核期限, 迟到签到的核对期限: days, a habit of the unit, reminded and never blocking. */
export const MINUTES_DAYS = 3
export const ARRIVAL_DAYS = 3
export const APPROVAL_DAYS = 7

const STATE_AFTER = {
  plan: 'planned',
  notify: 'notified',
  minutes: 'filed',
  return: 'returned',
  approve: 'locked',
  cancel: 'cancelled',
} as const satisfies Partial<Record<StepId, MeetingState>>

/** Where a meeting stands: a fold over its entries. Moving and correcting change nothing of it. */
export function stateOf(entries: readonly Entry<StepId>[]): MeetingState {
  let state: MeetingState = 'planned'
  for (const { step } of entries) if (step !== 'move' && step !== 'correct') state = STATE_AFTER[step]
  return state
}

/** Is the record still open for check-ins, leave and corrections of the list? */
export const isAttendanceOpen = (state: MeetingState): boolean => state === 'notified' || state === 'returned'

function notReturned(subject: MeetingCase): Violation[] {
  return stateOf(subject.entries) === 'returned'
    ? [{ message: '记录已经退回，等记录人重新提交', source: UNIT_SETTING, fixBy: '记录人' }]
    : []
}

function notFiled(subject: MeetingCase): Violation[] {
  return stateOf(subject.entries) === 'filed'
    ? [{ message: '记录已经提交，等审核；要改请书记先退回', source: UNIT_SETTING, fixBy: '书记' }]
    : []
}

/** B-29 is a hard stop: without quorum nothing that needs a vote may be recorded as decided. */
function quorumReached({ hasDecisions, quorum }: MeetingCase): Violation[] {
  if (!hasDecisions || quorum.reached) return []
  const [version] = BRANCH_MEETING.versions
  const source = quorum.source ?? version?.source
  return [{ message: `${quorum.message}，才能记录表决`, ...(source && { source }), fixBy: '未到的正式党员' }]
}

/** 会议流程 */
export const MEETING_STEPS: Workflow<StepId, MeetingCase> = [
  { id: 'plan', label: '安排', actor: '支委', source: UNIT_SETTING },
  {
    id: 'notify',
    label: '通知',
    actor: '支委',
    after: ['plan'],
    unless: ['minutes', 'cancel'],
    source: UNIT_SETTING,
  },
  {
    id: 'move',
    label: '改期',
    actor: '支委',
    after: ['plan'],
    unless: ['minutes', 'cancel'],
    repeatable: true,
    source: UNIT_SETTING,
  },
  {
    id: 'minutes',
    label: '记录提交',
    actor: '记录人',
    after: ['notify'],
    unless: ['approve', 'cancel'],
    earliest: (subject) => subject.on,
    latestDays: MINUTES_DAYS,
    gates: [notFiled, quorumReached],
    repeatable: true,
    source: UNIT_SETTING,
  },
  {
    id: 'return',
    label: '退回',
    actor: '书记或副书记',
    after: ['minutes'],
    unless: ['approve', 'cancel'],
    gates: [notReturned],
    repeatable: true,
    source: UNIT_SETTING,
  },
  {
    id: 'approve',
    label: '审核归档',
    actor: '书记或副书记',
    after: ['minutes'],
    unless: ['cancel'],
    latestDays: APPROVAL_DAYS,
    gates: [notReturned],
    source: UNIT_SETTING,
  },
  {
    id: 'correct',
    label: '更正',
    actor: '书记或副书记',
    after: ['approve'],
    unless: ['cancel'],
    repeatable: true,
    source: UNIT_SETTING,
  },
  {
    id: 'cancel',
    label: '取消',
    actor: '支委',
    after: ['plan'],
    unless: ['minutes', 'approve'],
    source: UNIT_SETTING,
  },
]

/** Every reason why a step may not be done today. */
export const stepViolations = (subject: MeetingCase, step: StepId, today: PlainDate): Violation[] =>
  violations(MEETING_STEPS, subject, step, today)

/** 签到时间 — from an hour before the start until the minutes are filed. */
export const CHECK_IN_OPENS_MINUTES = 60

/** Why nobody can check in at this instant; empty when one can. @param startsAt UTC ISO instant of the start. */
export function checkInViolations(entries: readonly Entry<StepId>[], startsAt: string, at: string): Violation[] {
  const state = stateOf(entries)
  const say = (message: string, fixBy?: string): Violation[] => [
    { message, source: UNIT_SETTING, ...(fixBy && { fixBy }) },
  ]
  if (state === 'cancelled') return say('会议已经取消')
  if (state === 'planned') return say('会议还没有发通知，发了才能签到', '支委')
  if (!isAttendanceOpen(state)) return say('记录已经提交，签到已结束；确实到会的请书记更正名单', '书记')
  const minutesLeft = Math.ceil((Date.parse(startsAt) - Date.parse(at)) / 60_000) - CHECK_IN_OPENS_MINUTES
  if (minutesLeft <= 0) return []
  const wait = minutesLeft >= 120 ? `${Math.floor(minutesLeft / 60)} 小时` : `${minutesLeft} 分钟`
  return say(`会前 ${CHECK_IN_OPENS_MINUTES} 分钟开始签到，还要等 ${wait}`)
}
