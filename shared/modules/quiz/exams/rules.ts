import type { Violation } from '@shared/core/errors'
import { FULL_SHARE, scoreOf } from '../grading'
import type { Exam, ExamPhase, ExamSetup, LateProblem, Reveal, SavedAnswer, SubmittedBy } from './model'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** An answer that was on its way when the time was up is as good as in time. */
export const GRACE_MS = MINUTE_MS
/** An exam is open for a year at most. */
const LONGEST_WINDOW_MS = 366 * 24 * HOUR_MS

/** Where an exam stands at a moment; both are UTC ISO instants. */
export function phaseOf(
  { state, opensAt, closesAt }: Pick<Exam, 'state' | 'opensAt' | 'closesAt'>,
  now: string,
): ExamPhase {
  if (state !== 'published') return state
  if (now < opensAt) return 'waiting'
  return now < closesAt ? 'open' : 'closed'
}

/** 交卷时限 — an attempt ends after its minutes, with the window of the exam at the latest. */
export const dueAtOf = ({ minutes, closesAt }: Pick<Exam, 'minutes' | 'closesAt'>, startedAt: string): string =>
  new Date(Math.min(Date.parse(startedAt) + minutes * MINUTE_MS, Date.parse(closesAt))).toISOString()

/** Has the time of an attempt run out, answers on their way included? */
export const isTimeUp = (dueAt: string, now: string): boolean => Date.parse(now) > Date.parse(dueAt) + GRACE_MS

/** Why somebody may not begin another attempt now; empty when he may. `taken`: attempts so far, all handed in. */
export function startViolations(exam: Exam, taken: number, now: string): Violation[] {
  const phase = phaseOf(exam, now)
  if (phase === 'draft' || phase === 'cancelled')
    return [{ message: exam.cancelledBecause ? `考试已取消：${exam.cancelledBecause}` : '考试已取消', fixBy: '出卷人' }]
  if (phase === 'waiting') return [{ message: '考试还没有开始' }]
  if (phase === 'closed') return [{ message: '考试已经结束' }]
  if (taken >= exam.attempts) return [{ message: `只能考 ${exam.attempts} 次，已经考完` }]
  return []
}

/** Why what was set cannot be used; the paper itself is looked at where the banks are. */
export function setupViolations(setup: Pick<ExamSetup, 'opensAt' | 'closesAt' | 'minutes'>): Violation[] {
  const length = Date.parse(setup.closesAt) - Date.parse(setup.opensAt)
  if (length <= 0) return [{ field: 'closesAt', message: '结束时间要晚于开始时间' }]
  if (length < setup.minutes * MINUTE_MS)
    return [{ field: 'closesAt', message: `从开始到结束不足 ${setup.minutes} 分钟，请缩短答题时间或推迟结束` }]
  if (length > LONGEST_WINDOW_MS) return [{ field: 'closesAt', message: '开放时间最长一年' }]
  return []
}

/**
 * Is an answer later than the one that is there? The higher count is; where two devices of one person have counted the same, the one that
 * was given later.
 */
export const isLaterAnswer = (
  one: Pick<SavedAnswer, 'seq' | 'doneAt'>,
  there: Pick<SavedAnswer, 'seq' | 'doneAt'> | undefined,
): boolean =>
  there === undefined ||
  one.seq > there.seq ||
  (one.seq === there.seq && Date.parse(one.doneAt) > Date.parse(there.doneAt))

/** What is known of an answer that arrived after the time was up; instants are UTC ISO. */
export interface LateArrival {
  startedAt: string
  dueAt: string
  /** By the service's clock as the phone knew it. */
  doneAt: string
  arrivedAt: string
  /** Who has handed in meanwhile, if anybody. */
  submittedBy?: SubmittedBy | undefined
  /** The person has been shown right answers meanwhile. */
  reviewed: boolean
}

/**
 * Why an answer that arrived after the time does not count; undefined when it does: it was given in time, by a phone without signal, and
 * nothing has been learnt since. WeChat signs no clock, so what counted this way is shown to those who look after the exam.
 */
export function lateProblemOf(
  { startedAt, dueAt, doneAt, arrivedAt, submittedBy, reviewed }: LateArrival,
  tolerance: { deviceClockMinutes: number; offlineArrivalHours: number },
): LateProblem | undefined {
  const [start, due, done, arrived] = [startedAt, dueAt, doneAt, arrivedAt].map((one) => Date.parse(one)) as [
    number,
    number,
    number,
    number,
  ]
  if (submittedBy === 'person') return 'submitted'
  if (reviewed) return 'reviewed'
  const slack = tolerance.deviceClockMinutes * MINUTE_MS
  if (done > arrived + slack || done < start - slack) return 'clock'
  if (done > due) return 'afterTime'
  return arrived - due > tolerance.offlineArrivalHours * HOUR_MS ? 'overdue' : undefined
}

/** May right answers be shown at this moment to somebody who has handed in? */
export const isRevealed = (exam: { reveal: Reveal; closesAt: string }, now: string): boolean =>
  exam.reveal === 'submitted' || now >= exam.closesAt

/** 成绩 — in hundredths of a point. */
export interface Score {
  score: number
  full: number
  passed: boolean
}

/** Score of a paper from the shares of its questions, in thousandths. */
export function markOf(graded: readonly { share: number; points: number }[], passPercent: number): Score {
  const score = scoreOf(graded)
  const full = scoreOf(graded.map(({ points }) => ({ share: FULL_SHARE, points })))
  return { score, full, passed: score * 100 >= full * passPercent }
}

/** `86`, `86.5`: hundredths as people read points. */
export const pointsText = (hundredths: number): string => String(Math.round(hundredths) / 100)

/** Which of somebody's attempts counts: the best, of equal ones the first. */
export function bestOf<T extends { number: number; score?: number }>(attempts: readonly T[]): T | undefined {
  let best: T | undefined
  for (const one of [...attempts].sort((a, b) => a.number - b.number))
    if (one.score !== undefined && (best?.score === undefined || one.score > best.score)) best = one
  return best
}
