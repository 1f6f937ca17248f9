import type { Violation } from '@shared/core/errors'
import { inForce } from '@shared/core/norm'
import type { PlainDate } from '@shared/core/plainDate'
import { type Entry, violations, type Workflow } from '@shared/core/workflow'
import type { AppraisalState, StepId } from './model'
import { BALLOT_QUORUM, NEXT_STEP_DAYS, PROCEDURE, PROPOSE_DAYS, UNIT_SETTING } from './norms'

/** What the gates look at: people counted once, for the round that is open. */
export interface AppraisalCase {
  entries: readonly Entry<StepId>[]
  /** Members due who have not handed in what the running round asks; they need a reason to go on without. */
  missing: number
  /** Given for going on without them. */
  reason?: string
  votingDue: number
  /** Of those due, how many have voted. */
  voted: number
  /** Day of the linked meeting; absent while none is linked. */
  meetingOn?: PlainDate
}

const STATE_AFTER = {
  plan: 'self',
  openPeer: 'peer',
  openBallot: 'ballot',
  closeBallot: 'counted',
  propose: 'proposed',
  report: 'reported',
  tell: 'told',
  cancel: 'cancelled',
} as const satisfies Partial<Record<StepId, AppraisalState>>

/** Where a case stands: a fold over its entries; a correction changes nothing of it. */
export function stateOf(entries: readonly Entry<StepId>[]): AppraisalState {
  let state: AppraisalState = 'self'
  for (const { step } of entries) if (step !== 'correct') state = STATE_AFTER[step]
  return state
}

const procedure = inForce(PROCEDURE, '2018-11-26' as PlainDate).source

function reasonForMissing({ missing, reason }: AppraisalCase): Violation[] {
  if (missing === 0 || reason?.trim()) return []
  return [{ field: 'reason', message: `还有 ${missing} 人没有交；要往下走，请写明原因`, source: UNIT_SETTING }]
}

/** Votes needed for the ballot to count: half of the voting members due (B-29). */
export const neededVotes = (votingDue: number): number => Math.ceil(votingDue / 2)

function quorumReached({ votingDue, voted }: AppraisalCase, today: PlainDate): Violation[] {
  const needed = neededVotes(votingDue)
  if (votingDue > 0 && voted >= needed) return []
  const message =
    votingDue === 0 ? '没有应参加测评的正式党员' : `测评须有 ${needed} 名正式党员参加，还差 ${needed - voted} 名`
  return [{ message, source: inForce(BALLOT_QUORUM, today).source, fixBy: '未参加的正式党员' }]
}

function meetingHeld({ meetingOn }: AppraisalCase, today: PlainDate): Violation[] {
  if (meetingOn && meetingOn <= today) return []
  const message = meetingOn ? '评议会议还没有开' : '还没有选定评议会议'
  return [{ message, source: procedure, fixBy: '支委' }]
}

/** 民主评议流程 */
export const APPRAISAL_STEPS: Workflow<StepId, AppraisalCase> = [
  { id: 'plan', label: '安排评议', actor: '支委', source: procedure },
  {
    id: 'openPeer',
    label: '开始互评',
    actor: '支委',
    after: ['plan'],
    unless: ['cancel'],
    gates: [reasonForMissing],
    source: procedure,
  },
  {
    id: 'openBallot',
    label: '开始测评',
    actor: '支委',
    after: ['openPeer'],
    unless: ['cancel'],
    gates: [reasonForMissing],
    source: procedure,
  },
  {
    id: 'closeBallot',
    label: '结束测评',
    actor: '支委',
    after: ['openBallot'],
    unless: ['cancel'],
    gates: [meetingHeld, quorumReached],
    source: procedure,
  },
  {
    id: 'propose',
    label: '提出评定意见',
    actor: '书记或副书记',
    after: ['closeBallot'],
    latestDays: PROPOSE_DAYS,
    source: procedure,
  },
  {
    id: 'report',
    label: '报告上级',
    actor: '书记或副书记',
    after: ['propose'],
    latestDays: NEXT_STEP_DAYS,
    source: UNIT_SETTING,
  },
  {
    id: 'tell',
    label: '告知本人',
    actor: '书记或副书记',
    after: ['report'],
    latestDays: NEXT_STEP_DAYS,
    source: UNIT_SETTING,
  },
  {
    id: 'correct',
    label: '更正评定',
    actor: '书记或副书记',
    after: ['propose'],
    repeatable: true,
    source: UNIT_SETTING,
  },
  {
    id: 'cancel',
    label: '取消评议',
    actor: '书记或副书记',
    after: ['plan'],
    unless: ['closeBallot'],
    source: UNIT_SETTING,
  },
]

/** Every reason why a step may not be done today. */
export const stepViolations = (subject: AppraisalCase, step: StepId, today: PlainDate): Violation[] =>
  violations(APPRAISAL_STEPS, subject, step, today)

/** The step that comes next in each state; none once everybody has been told. */
export const NEXT_STEP = {
  self: 'openPeer',
  peer: 'openBallot',
  ballot: 'closeBallot',
  counted: 'propose',
  proposed: 'report',
  reported: 'tell',
} as const satisfies Partial<Record<AppraisalState, StepId>>

/** May self-appraisals be written? Late ones are taken until the ballot begins. */
export const isSelfOpen = (state: AppraisalState): boolean => state === 'self' || state === 'peer'
