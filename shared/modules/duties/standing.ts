import type { PlannedObligation } from '@shared/core/obligation'
import type { PlainDate } from '@shared/core/plainDate'
import type { HelpState, Ring, RuleMarks } from './model'
import { attentionDay, isOpen } from './rules'

type Ruled = Pick<PlannedObligation, 'rule' | 'opensOn' | 'dueOn' | 'doneBy' | 'waivedBecause'>

const DAY = 10

/** The marks of one plan and year by rule, in order of the rules; what was waived is not counted. */
export function ruleMarks(duties: readonly Ruled[]): RuleMarks[] {
  const rules = new Map<string, { done: number; open: string[] }>()
  for (const duty of duties) {
    if (!duty.doneBy && !isOpen(duty)) continue
    const marks = rules.get(duty.rule) ?? { done: 0, open: [] }
    rules.set(duty.rule, marks)
    if (duty.doneBy) marks.done += 1
    else marks.open.push(duty.dueOn + attentionDay(duty))
  }
  return [...rules]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([rule, { done, open }]) => ({ rule, done, open: open.sort().join('') }))
}

/** 进度合计 — a ring and, of what is late, only what still asks for help. */
export interface Tally extends Ring {
  /** Overdue since the first day a board still shows; what was missed long ago stays in the ring alone. */
  pressing: number
  /** The first due day of what is pressing or slipping. */
  firstDue?: PlainDate
}

export const emptyTally = (): Tally => ({ total: 0, done: 0, slipping: 0, overdue: 0, ahead: 0, pressing: 0 })

/** Adds the marks of one rule as they stand on a day. `since`: what fell due before it no longer asks for help. */
export function addMarks(tally: Tally, { done, open }: RuleMarks, today: PlainDate, since: PlainDate): void {
  tally.done += done
  tally.total += done + open.length / (2 * DAY)
  for (let at = 0; at < open.length; at += 2 * DAY) {
    const due = open.slice(at, at + DAY)
    const isLate = due < today
    const slips = !isLate && open.slice(at + DAY, at + 2 * DAY) <= today
    if (isLate) tally.overdue += 1
    else if (slips) tally.slipping += 1
    else tally.ahead += 1
    if (isLate && due >= since) tally.pressing += 1
    if ((slips || (isLate && due >= since)) && (!tally.firstDue || due < tally.firstDue))
      tally.firstDue = due as PlainDate
  }
}

/** Adds one tally to another. */
export function addTally(sum: Tally, one: Tally): void {
  sum.total += one.total
  sum.done += one.done
  sum.slipping += one.slipping
  sum.overdue += one.overdue
  sum.ahead += one.ahead
  sum.pressing += one.pressing
  if (one.firstDue && (!sum.firstDue || one.firstDue < sum.firstDue)) sum.firstDue = one.firstDue
}

export const needsHelp = ({ pressing, slipping }: Tally): boolean => pressing + slipping > 0

/** Does an organisation stand in this state? Without one, every organisation does. */
export function isInState(tally: Tally, state: HelpState | undefined): boolean {
  if (state === undefined) return true
  if (state === 'overdue') return tally.pressing > 0
  if (state === 'slipping') return tally.slipping > 0
  return needsHelp(tally) === (state === 'help')
}

/** Why an organisation needs help, in words; never a place in a list. */
export function helpReasons({ pressing, slipping, overdue }: Tally): string[] {
  const earlier = overdue - pressing
  return [
    ...(pressing > 0 ? [`${pressing} 件已逾期`] : []),
    ...(slipping > 0 ? [`${slipping} 件可能误期`] : []),
    ...(pressing + slipping > 0 && earlier > 0 ? [`早先错过 ${earlier} 件`] : []),
  ]
}

export const ringOfTally = ({ total, done, slipping, overdue, ahead }: Tally): Ring => ({
  total,
  done,
  slipping,
  overdue,
  ahead,
})
