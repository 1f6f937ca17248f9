import type { Violation } from '@shared/core/errors'
import { addDays, daysBetween, earlierOf, isPlainDate, laterOf, type PlainDate, yearOf } from '@shared/core/plainDate'
import {
  type CampaignNode,
  type CampaignTemplate,
  LONGEST_CAMPAIGN_DAYS,
  type NodeContent,
  type TemplateNode,
  type WordKind,
} from './model'

export interface Period {
  from: PlainDate
  to: PlainDate
}

const dayIn = (year: number, monthAndDay: string): PlainDate | undefined => {
  const day = `${year}-${monthAndDay}`
  return isPlainDate(day) ? day : undefined
}

/** When a campaign from this template takes place next: one under way counts as next until it is over. */
export function periodOf({ period }: Pick<CampaignTemplate, 'period'>, today: PlainDate): Period {
  if ('days' in period) return { from: today, to: addDays(today, period.days - 1) }
  for (const year of [yearOf(today), yearOf(today) + 1]) {
    const [from, to] = [dayIn(year, period.from), dayIn(year, period.to)]
    if (from && to && to >= today) return { from, to }
  }
  return { from: today, to: today }
}

/** Days a template is made for. */
function lengthOf({ period }: Pick<CampaignTemplate, 'period'>): number {
  if ('days' in period) return period.days
  const [from, to] = [dayIn(2026, period.from), dayIn(2026, period.to)]
  return from && to ? daysBetween(from, to) + 1 : 1
}

const fixedDay = ({ fixedOn }: TemplateNode, { from, to }: Period): PlainDate | undefined =>
  [yearOf(from), yearOf(to)]
    .flatMap((year) => (fixedOn ? (dayIn(year, fixedOn) ?? []) : []))
    .find((day) => from <= day && day <= to)

/** Days of a template's node in a campaign: a shorter or longer one moves them in proportion, none stands outside of it. */
export function nodePeriod(
  template: Pick<CampaignTemplate, 'period'>,
  node: TemplateNode,
  { from, to }: Period,
): { on: PlainDate; until: PlainDate } {
  const scale = (daysBetween(from, to) + 1) / lengthOf(template)
  const after = scale === 1 ? node.after : Math.floor(node.after * scale)
  const days = scale === 1 ? node.days : Math.max(1, Math.round(node.days * scale))
  const on = fixedDay(node, { from, to }) ?? earlierOf(addDays(from, after), to)
  return { on, until: node.kind === 'event' ? on : earlierOf(addDays(on, days - 1), to) }
}

/** @returns all reasons why a campaign may not have these days. */
export function periodViolations({ from, to }: Period, today: PlainDate): Violation[] {
  const found: Violation[] = []
  if (to < from) found.push({ message: '结束日期早于开始日期', field: 'to' })
  if (to < today) found.push({ message: '结束日期已经过去，请改成今后的日子', field: 'to' })
  if (daysBetween(from, to) >= LONGEST_CAMPAIGN_DAYS)
    found.push({ message: '一次活动最长一年，请分成几次', field: 'to' })
  return found
}

/** @returns all reasons why a node may not stand like this in a campaign. */
export function nodeViolations(node: NodeContent & { on: PlainDate; until: PlainDate }, period: Period): Violation[] {
  const found: Violation[] = []
  if (node.until < node.on) found.push({ message: '最后一天早于第一天', field: 'until' })
  if (node.on < period.from || node.until > period.to)
    found.push({ message: `节点要在活动期间内：${period.from} 至 ${period.to}`, field: 'on' })
  if (node.kind !== 'event') return found
  if (node.until !== node.on) found.push({ message: '线下活动只占一天；两天的请加两个节点', field: 'until' })
  if (!node.startTime || !node.endTime || !node.place)
    found.push({ message: '线下活动要写明起止时间和地点', field: 'startTime' })
  else if (node.endTime <= node.startTime) found.push({ message: '结束时间要晚于开始时间', field: 'endTime' })
  return found
}

export type NodePhase = 'cancelled' | 'ahead' | 'open' | 'over'

export function phaseOf(node: Pick<CampaignNode, 'on' | 'until' | 'cancelledBecause'>, today: PlainDate): NodePhase {
  if (node.cancelledBecause !== undefined) return 'cancelled'
  if (today < node.on) return 'ahead'
  return today > node.until ? 'over' : 'open'
}

/** How many days before the end those who have not taken part hear of it once more. */
const LAST_CALL_DAYS = 2

/** What has been told since the node was last moved: moving it starts anew. */
function toldOf({ words }: Pick<CampaignNode, 'words'>): WordKind[] {
  const kinds = words.map((word) => word.kind)
  return kinds.slice(kinds.lastIndexOf('moved') + 1)
}

/**
 * What is to be told about a node on a day, or undefined. Words follow from the days as they stand: a node that is moved or called
 * off takes along what has not been told yet.
 */
export function wordDue(node: CampaignNode, today: PlainDate): WordKind | undefined {
  const told = toldOf(node)
  const phase = phaseOf(node, today)
  if (node.kind === 'event' && phase === 'ahead' && addDays(today, 1) === node.on)
    return told.includes('soon') ? undefined : 'soon'
  if (phase !== 'open') return undefined
  // Nobody needs to hear twice on one day that an event takes place, nor of an end on the very day it begins.
  if (!told.includes('opened')) return 'opened'
  const isAsked = node.kind === 'exam' || node.kind === 'contest' || node.kind === 'course'
  const lastCall = laterOf(addDays(node.until, -LAST_CALL_DAYS), addDays(node.on, 1))
  return isAsked && today >= lastCall && !told.includes('closing') ? 'closing' : undefined
}

/** Has anybody been told of this node, so that a change has to be told as well? */
export const isTold = ({ words }: Pick<CampaignNode, 'words'>): boolean => words.length > 0
