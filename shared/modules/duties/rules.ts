import type { Violation } from '@shared/core/errors'
import type { PlannedObligation } from '@shared/core/obligation'
import { SLIPPING_DAYS } from '@shared/core/obligation'
import {
  addDays,
  dayLabel,
  daysBetween,
  earlierOf,
  endOfMonth,
  laterOf,
  monthOf,
  type PlainDate,
  plainDateFrom,
  startOfMonth,
  weekdayOf,
  yearOf,
} from '@shared/core/plainDate'
import { BOARD_ITEMS, type BoardItem, CHECK_VERB, type Ring, type YearMarks } from './model'

type Dated = Pick<PlannedObligation, 'opensOn' | 'dueOn' | 'doneBy' | 'waivedBecause'>

export const isOpen = (duty: Pick<Dated, 'doneBy' | 'waivedBecause'>): boolean => !duty.doneBy && !duty.waivedBecause

/** Years whose plan is kept up to date: the next from 1 December on, the past one until the end of March for late records. */
export function plannedYears(today: PlainDate): number[] {
  const year = yearOf(today)
  if (monthOf(today) === 12) return [year, year + 1]
  return monthOf(today) <= 3 ? [year - 1, year] : [year]
}

/** Years a changed fact is counted in: a correction reaches last year's plan however late it comes. */
export const openYears = (today: PlainDate): number[] =>
  [...new Set([yearOf(today) - 1, ...plannedYears(today)])].sort()

/** First and last day of a period `2026`, `2026-Q2` or `2026-06`; undefined for the id of a record. */
export function findPeriodRange(period: string): { first: PlainDate; last: PlainDate } | undefined {
  const [, yearText, quarter, month] = /^(\d{4})(?:-Q([1-4])|-(\d\d))?$/.exec(period) ?? []
  if (!yearText) return undefined
  const year = Number(yearText)
  if (quarter)
    return { first: startOfMonth(year, Number(quarter) * 3 - 2), last: endOfMonth(year, Number(quarter) * 3) }
  if (month) return { first: startOfMonth(year, Number(month)), last: endOfMonth(year, Number(month)) }
  return { first: plainDateFrom(year, 1, 1), last: plainDateFrom(year, 12, 31) }
}

/** Day from which an open item counts as slipping or overdue. */
export const attentionDay = (duty: Pick<Dated, 'opensOn' | 'dueOn'>): PlainDate =>
  earlierOf(laterOf(duty.opensOn, addDays(duty.dueOn, -SLIPPING_DAYS)), addDays(duty.dueOn, 1))

const byRealDeadline = (a: BoardItem, b: BoardItem): number => {
  if (a.dueOn !== b.dueOn) return a.dueOn < b.dueOn ? -1 : 1
  const [timeA, timeB] = [a.dueTime ?? '24:00', b.dueTime ?? '24:00']
  if (timeA !== timeB) return timeA < timeB ? -1 : 1
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0
}

/** The first open items of one owner in the order of their real deadline. */
export function boardItems(duties: readonly PlannedObligation[]): BoardItem[] {
  return duties
    .filter(isOpen)
    .map((duty): BoardItem => {
      const { key, title, why, opensOn, dueOn, dueTime, organizationId, action, source } = duty
      return { key, title, why, opensOn, dueOn, ...(dueTime && { dueTime }), organizationId, action, source }
    })
    .sort(byRealDeadline)
    .slice(0, BOARD_ITEMS)
}

/** 等你核对 — everything is filled already; somebody has to say that it is right. */
export const isCheck = (item: Pick<BoardItem, 'action'>): boolean => item.action.label === CHECK_VERB

/** What the ring of a year needs. */
export function yearMarks(year: number, duties: readonly Dated[]): YearMarks {
  const open = duties.filter(isOpen)
  return {
    year,
    done: duties.filter((duty) => duty.doneBy).length,
    due: open.map((duty) => duty.dueOn).sort(),
    attention: open.map(attentionDay).sort(),
  }
}

/** The ring of a year on one of its days. */
export function ringOf(marks: Pick<YearMarks, 'done' | 'due' | 'attention'>, today: PlainDate): Ring {
  const overdue = marks.due.filter((day) => day < today).length
  const slipping = marks.attention.filter((day) => day <= today).length - overdue
  const total = marks.done + marks.due.length
  return { total, done: marks.done, slipping, overdue, ahead: marks.due.length - overdue - slipping }
}

/** How far ahead a person's page looks; what lies beyond stands in the calendar. */
const LATER_DAYS = 31

/** 今天 / 本周 / 以后 — groups items by their deadline. Items that have neither opened nor fall due soon wait outside. */
export function groupByDeadline<T extends Pick<BoardItem, 'opensOn' | 'dueOn'>>(
  items: readonly T[],
  today: PlainDate,
): { now: T[]; week: T[]; later: T[] } {
  const sunday = addDays(today, 7 - weekdayOf(today))
  const groups: { now: T[]; week: T[]; later: T[] } = { now: [], week: [], later: [] }
  for (const item of items) {
    if (item.dueOn <= today) groups.now.push(item)
    else if (item.dueOn <= sunday) groups.week.push(item)
    else if (item.opensOn <= today || daysBetween(today, item.dueOn) <= LATER_DAYS) groups.later.push(item)
  }
  return groups
}

/** Days for which something missed still stands in front of people; it stays overdue in the plan and the ring. */
const MISSED_DAYS = 31

/** The first due day a board still shows: what was missed long ago must not hide what can still be done in time. */
export const boardStart = (today: PlainDate): PlainDate => addDays(today, -MISSED_DAYS)

/** What fell due before this day no longer asks for help; in a year that is over everything open does. */
export const helpSince = (year: number, today: PlainDate): PlainDate =>
  year < yearOf(today) ? plainDateFrom(year, 1, 1) : boardStart(today)

/** The last day on which something due is still shown by a board. */
export const lastShown = (dueOn: PlainDate): PlainDate => addDays(dueOn, MISSED_DAYS)

/** 0 (nothing) to 4 (five and more): how dark a day of the calendar is. */
export const heatOf = (count: number): number => (count >= 5 ? 4 : Math.min(count, 3))

/** When it is due, in words: `已逾期 11 天`, `今天 14:30`, `6月12日 周五 18:00 前`. */
export function dueText(item: { dueOn: PlainDate; dueTime?: string | undefined }, today: PlainDate): string {
  const days = daysBetween(today, item.dueOn)
  if (days < 0) return `已逾期 ${-days} 天`
  if (days === 0) return item.dueTime ? `今天 ${item.dueTime}` : '今天内办完'
  return `${dayLabel(item.dueOn, yearOf(today))}${item.dueTime ? ` ${item.dueTime} ` : ''}前`
}

/** Every reason why a duty may not be moved to a day. */
export function moveViolations(
  duty: Pick<PlannedObligation, 'period' | 'source' | 'doneBy' | 'waivedBecause' | 'title'>,
  dueOn: PlainDate,
  today: PlainDate,
): Violation[] {
  const found: Violation[] = []
  if (duty.doneBy) found.push({ message: `“${duty.title}”已经办完，不用再移` })
  if (duty.waivedBecause) found.push({ message: `“${duty.title}”已经免办，要移到别的日子请先恢复` })
  if (dueOn < today) found.push({ field: 'dueOn', message: '不能移到已经过去的日期' })
  const range = findPeriodRange(duty.period)
  if (!range)
    found.push({
      field: 'dueOn',
      message: `“${duty.title}”的日期跟着它的记录走，请到那条记录里改`,
      source: duty.source,
    })
  else if (dueOn < range.first || dueOn > range.last)
    found.push({
      field: 'dueOn',
      message: `按规定应在 ${dayLabel(range.first, yearOf(today))} 至 ${dayLabel(range.last, yearOf(today))} 之间办完；确实办不了的，请写明原因免办`,
      source: duty.source,
    })
  return found
}

/** Every reason why a duty may not be waived. */
export function waiveViolations(duty: Pick<PlannedObligation, 'doneBy' | 'title'>): Violation[] {
  return duty.doneBy ? [{ message: `“${duty.title}”已经办完，不用免办` }] : []
}

/** Order of a superior's list: whose earliest item deserves attention first; `attentionOn` of a board. */
export const NOTHING_OPEN = '9999-12-31' as PlainDate

/** The first day on which one of these open items deserves attention. */
export const firstAttention = (duties: readonly Dated[]): PlainDate =>
  duties.filter(isOpen).map(attentionDay).reduce(earlierOf, NOTHING_OPEN)
