import type { Source } from './norm'
import { addDays, daysBetween, earlierOf, laterOf, type PlainDate } from './plainDate'

/** One rung of a reminder ladder: so many days before (negative) or after the due day, to whom. */
export interface Rung {
  id: string
  offsetDays: number
  to: 'owner' | 'secretary' | 'superior'
}

export interface Owner {
  kind: 'organization' | 'person'
  id: string
}

/** The record that fulfils an obligation, and the business day on which it happened. */
export interface FactReference {
  module: string
  id: string
  on: PlainDate
}

/** 缺的事实 — what is still not recorded, who can enter it, and where the unfinished record is seen by those who only look on. */
export interface MissingFact {
  what: string
  by: string
  page?: string
}

/**
 * 任务 — who must do what by when, and because of which source. Modules compute obligations from norms and facts with pure
 * functions; nobody ticks one off: it is done when the fact exists.
 */
export interface Obligation {
  /** Stable: `rule:owner:period`. Adjustments and reminders stick to it, so recomputing is idempotent. */
  key: string
  module: string
  rule: string
  owner: Owner
  /** Organisation in whose plan it stands. */
  organizationId: string
  title: string
  /** Why me: the demand in a few words. */
  why: string
  /** `2026`, `2026-Q2`, `2026-06`, or the record it belongs to. */
  period: string
  opensOn: PlainDate
  dueOn: PlainDate
  /** Clock time `HH:MM` (Asia/Shanghai) where the hour matters. */
  dueTime?: string
  source: Source
  doneBy?: FactReference
  /** The page where it is done, and the verb on the button. */
  action: { page: string; label: string }
  /** While it is open; absent = nothing has been recorded yet, and those who run the plan enter it. */
  missing?: MissingFact
  ladder: readonly Rung[]
}

/** 调整 — what a unit changed about one obligation of its plan; it survives every re-planning. */
export interface Adjustment {
  key: string
  /** Moved due day. */
  dueOn?: PlainDate
  /** Why it need not be done; absent while it stands. */
  waivedBecause?: string
  by: string
  at: string
}

/** An obligation after the unit's adjustment. */
export interface PlannedObligation extends Obligation {
  /** Due day before it was moved. */
  movedFrom?: PlainDate
  waivedBecause?: string
}

export type ObligationState = 'done' | 'waived' | 'overdue' | 'slipping' | 'open' | 'ahead'

export const OBLIGATION_STATE_LABELS = {
  done: '已完成',
  waived: '已免办',
  overdue: '已逾期',
  slipping: '可能误期',
  open: '可以办了',
  ahead: '尚未到期',
} as const satisfies Record<ObligationState, string>

/** `meetings.branchMeeting:65…:2026-Q2` — the stable key of rule, owner and period. @throws RangeError when a part holds a colon. */
export function obligationKey(rule: string, ownerId: string, period: string): string {
  if (rule.includes(':') || ownerId.includes(':') || period.includes(':'))
    throw new RangeError(`任务编号的各部分不能含冒号：${rule} ${ownerId} ${period}`)
  return `${rule}:${ownerId}:${period}`
}

/** Lays the unit's adjustments over the computed obligations; an adjustment whose obligation no longer exists is left alone. */
export function applyAdjustments(
  obligations: readonly Obligation[],
  adjustments: readonly Adjustment[],
): PlannedObligation[] {
  if (adjustments.length === 0) return [...obligations]
  const byKey = new Map(adjustments.map((adjustment) => [adjustment.key, adjustment]))
  return obligations.map((obligation) => {
    const adjustment = byKey.get(obligation.key)
    if (!adjustment) return obligation
    const planned: PlannedObligation = { ...obligation }
    if (adjustment.dueOn && adjustment.dueOn !== obligation.dueOn) {
      planned.movedFrom = obligation.dueOn
      planned.dueOn = adjustment.dueOn
      if (adjustment.dueOn < planned.opensOn) planned.opensOn = adjustment.dueOn
    }
    if (adjustment.waivedBecause) planned.waivedBecause = adjustment.waivedBecause
    return planned
  })
}

/** An open obligation counts as slipping from this many days before its due day. */
export const SLIPPING_DAYS = 7

/** Where an obligation stands on a day. A fact always wins: what was done is done, even late or waived. */
export function stateOf(
  obligation: Pick<PlannedObligation, 'opensOn' | 'dueOn' | 'doneBy' | 'waivedBecause'>,
  today: PlainDate,
): ObligationState {
  if (obligation.doneBy) return 'done'
  if (obligation.waivedBecause) return 'waived'
  if (today > obligation.dueOn) return 'overdue'
  if (today < obligation.opensOn) return 'ahead'
  return daysBetween(today, obligation.dueOn) <= SLIPPING_DAYS ? 'slipping' : 'open'
}

/** Day on which a rung of the ladder is climbed. */
export const rungDay = (obligation: Pick<Obligation, 'dueOn'>, rung: Rung): PlainDate =>
  addDays(obligation.dueOn, rung.offsetDays)

/**
 * Days of the calendar on which the rungs of a ladder stand, before holidays move them; a rung before the due day never stands before
 * the day the obligation opens. However long a ladder is, a stored obligation is found by them on the day it is due.
 */
export const ladderDays = (obligation: Pick<Obligation, 'opensOn' | 'dueOn' | 'ladder'>): PlainDate[] => [
  ...new Set(
    obligation.ladder.map((rung) => {
      const day = rungDay(obligation, rung)
      return rung.offsetDays < 0 ? earlierOf(laterOf(day, obligation.opensOn), obligation.dueOn) : day
    }),
  ),
]

/** 提醒阶梯 — a week and a day before, on the day, then the secretary after one day and the superior after three. */
export const STANDARD_LADDER = [
  { id: 'T-7', offsetDays: -7, to: 'owner' },
  { id: 'T-1', offsetDays: -1, to: 'owner' },
  { id: 'T', offsetDays: 0, to: 'owner' },
  { id: 'T+1', offsetDays: 1, to: 'secretary' },
  { id: 'T+3', offsetDays: 3, to: 'superior' },
] as const satisfies readonly Rung[]
