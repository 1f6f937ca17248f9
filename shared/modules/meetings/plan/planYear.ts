import { findInForce, type Norm, type Source } from '@shared/core/norm'
import {
  type FactReference,
  type MissingFact,
  type Obligation,
  obligationKey,
  STANDARD_LADDER,
} from '@shared/core/obligation'
import { dayLabel, laterOf, type PlainDate } from '@shared/core/plainDate'
import type { WorkCalendar } from '@shared/core/workCalendar'
import { branchCommittee } from '@shared/modules/organizations/norms'
import { MEETING_KINDS, type MeetingKind, type MeetingState } from '../model'
import {
  APPRAISAL,
  BRANCH_MEETING,
  COMMITTEE_MEETING,
  type Frequency,
  GROUP_MEETING,
  LIFE_MEETING,
  THEME_DAY,
  UNIT_SETTING,
} from '../norms'
import { isOwed, type Period, periodIdOf, periodsOf, type YearPeriods } from './periods'

/** What the plan of a branch is computed from. */
export interface BranchFacts {
  organizationId: string
  /** Day from which the branch owes anything; absent when it stood before the register began. */
  owedFrom?: PlainDate
  fullMembers: number
  /** Offices of a committee are filled. */
  hasCommittee: boolean
  groups: readonly { id: string; name: string; owedFrom?: PlainDate }[]
  meetings: readonly HeldMeeting[]
}

/** As much of a meeting as the plan needs. */
export interface HeldMeeting {
  id: string
  kind: MeetingKind
  groupId?: string
  on: PlainDate
  state: MeetingState
}

export interface PlanSettings {
  themeDayOfMonth: number
  lecturesPerQuarter: number
}

/** One line of the yearly table: which kind, in which windows, why. */
interface Line {
  kind: MeetingKind
  rule: string
  every: Frequency['every']
  periods: readonly Period[]
  why: string
  source: Source
  nameOf(period: Period): string
}

/** How often each kind is owed; undefined = the unit decides (lectures, B-23). */
export const NORM_OF = {
  branchMeeting: BRANCH_MEETING,
  committeeMeeting: COMMITTEE_MEETING,
  groupMeeting: GROUP_MEETING,
  lecture: undefined,
  themeDay: THEME_DAY,
  lifeMeeting: LIFE_MEETING,
  appraisal: APPRAISAL,
} as const satisfies Record<MeetingKind, Norm<Frequency> | undefined>

/** Title of a meeting of this kind in a period: `第二季度支部党员大会`. */
export const TITLE_OF = {
  branchMeeting: (period) => `${period}支部党员大会`,
  committeeMeeting: (period) => `${period}支委会`,
  groupMeeting: (period) => `${period}党小组会`,
  lecture: (period) => `${period}党课`,
  themeDay: (period) => `${period}主题党日`,
  lifeMeeting: (period) => `${period}组织生活会`,
  appraisal: (period) => `${period}民主评议党员`,
} as const satisfies Record<MeetingKind, (period: string) => string>

/** Period kind of a meeting kind. */
export const everyOf = (kind: MeetingKind, day: PlainDate): Frequency['every'] => {
  const norm = NORM_OF[kind]
  return (norm && findInForce(norm, day)?.value.every) ?? 'quarter'
}

/** Why a meeting of this kind is owed, and by which source. */
export function demandOf(kind: MeetingKind, day: PlainDate): { why: string; source: Source } {
  const norm = NORM_OF[kind]
  const version = norm && findInForce(norm, day)
  return version && norm
    ? { why: norm.label, source: version.source }
    : { why: '本单位规定的党课', source: UNIT_SETTING }
}

function lineOf(kind: MeetingKind, periods: YearPeriods): Line | undefined {
  const first = periods.year.start
  const norm = NORM_OF[kind]
  const version = norm && findInForce(norm, first)
  if (norm && !version) return undefined
  const { why, source } = demandOf(kind, first)
  const every = everyOf(kind, first)
  const yearly = kind === 'lifeMeeting' ? periods.lastQuarterOfYear : periods.year
  const months = kind === 'themeDay' ? periods.themeDays : periods.months
  return {
    kind,
    rule: `meetings.${kind}`,
    every,
    periods: every === 'month' ? months : every === 'quarter' ? periods.quarters : [yearly],
    why,
    source,
    nameOf: (period) => TITLE_OF[kind](period.label),
  }
}

const lineCache = new WeakMap<YearPeriods, Map<MeetingKind, Line | undefined>>()

function cachedLine(kind: MeetingKind, periods: YearPeriods): Line | undefined {
  let lines = lineCache.get(periods)
  if (!lines) {
    lines = new Map()
    lineCache.set(periods, lines)
  }
  if (!lines.has(kind)) lines.set(kind, lineOf(kind, periods))
  return lines.get(kind)
}

/** B-05: seven full members, or offices already filled, make a committee. */
export function hasCommittee(facts: Pick<BranchFacts, 'fullMembers' | 'hasCommittee'>, day: PlainDate): boolean {
  const from = findInForce(branchCommittee, day)?.value.fromFullMembers
  return facts.hasCommittee || (from !== undefined && facts.fullMembers >= from)
}

/** Page where a meeting is arranged, and the page of one that exists. */
export const planPage = (organizationId: string, kind: MeetingKind, period: string, groupId?: string): string =>
  `/modules/meetings/pages/plan/index?organizationId=${organizationId}&kind=${kind}&period=${period}${groupId ? `&groupId=${groupId}` : ''}`
export const detailPage = (meetingId: string): string => `/modules/meetings/pages/detail/index?id=${meetingId}`

function actionOf(done: HeldMeeting | undefined, running: HeldMeeting | undefined, arrange: () => string) {
  if (done) return { page: detailPage(done.id), label: '查看' }
  return running ? { page: detailPage(running.id), label: '去办理' } : { page: arrange(), label: '去安排' }
}

const ARRANGERS = '支部书记、副书记、组织委员或宣传委员'

/** What is still missing of a period that is not done, and who enters it. */
function missingOf(running: HeldMeeting | undefined, inGroup: boolean): MissingFact {
  const who = inGroup ? `党小组长，或${ARRANGERS}` : ARRANGERS
  if (!running) return { what: '还没有安排会议', by: who }
  const page = detailPage(running.id)
  const day = dayLabel(running.on)
  switch (running.state) {
    case 'planned':
      return { what: `定在 ${day}，还没有发通知`, by: who, page }
    case 'filed':
      return { what: `${day}的会议记录已交，还没有审核`, by: '支部书记或副书记', page }
    case 'returned':
      return { what: `${day}的会议记录被退回，还没有重新提交`, by: '记录人', page }
    default:
      return { what: `${day}的会议还没有记录`, by: '记录人', page }
  }
}

/** Which meetings fulfil which period, by `kind:group:period`, in order of day. */
function indexMeetings(meetings: readonly HeldMeeting[]): Map<string, HeldMeeting[]> {
  const index = new Map<string, HeldMeeting[]>()
  for (const meeting of meetings) {
    if (meeting.state === 'cancelled') continue
    const period = periodIdOf(everyOf(meeting.kind, meeting.on), meeting.on)
    // A life meeting held by a Party group is the branch's life meeting.
    const groupId = meeting.kind === 'groupMeeting' ? (meeting.groupId ?? '') : ''
    const key = `${meeting.kind}:${groupId}:${period}`
    const list = index.get(key)
    if (list) list.push(meeting)
    else index.set(key, [meeting])
  }
  for (const list of index.values()) list.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.id < b.id ? -1 : 1))
  return index
}

/**
 * 年度计划 — every meeting a branch owes in a year: window, due day moved off non-working days, source. The same facts give the same
 * keys, so a unit's adjustments stick. A period counts as done when an approved meeting of its kind was held in it. Branches
 * without a committee owe no committee meetings; group meetings are owed per group.
 * @param kinds only these lines.
 */
export function planYear(
  facts: BranchFacts,
  year: number,
  calendar: WorkCalendar,
  settings: PlanSettings,
  kinds: readonly MeetingKind[] = MEETING_KINDS,
): Obligation[] {
  const periods = periodsOf(calendar, year, settings.themeDayOfMonth)
  const held = indexMeetings(facts.meetings)
  const { organizationId } = facts
  const planned: Obligation[] = []

  const add = (kind: MeetingKind, times = 1, group?: { id: string; name: string; owedFrom?: PlainDate }): void => {
    const line = kinds.includes(kind) ? cachedLine(kind, periods) : undefined
    if (!line) return
    const owedFrom =
      group?.owedFrom && facts.owedFrom ? laterOf(group.owedFrom, facts.owedFrom) : (group?.owedFrom ?? facts.owedFrom)
    const ownerId = group?.id ?? organizationId
    for (const period of line.periods) {
      if (!isOwed(period, owedFrom)) continue
      const meetings = held.get(`${kind}:${group?.id ?? ''}:${period.id}`) ?? []
      const locked = meetings.filter((meeting) => meeting.state === 'locked')
      const open = meetings.filter((meeting) => meeting.state !== 'locked')
      for (let nth = 1; nth <= times; nth += 1) {
        const done = locked[nth - 1]
        const running = done ? undefined : open[nth - 1 - locked.length]
        const id = nth === 1 ? period.id : `${period.id}-${nth}`
        planned.push({
          key: obligationKey(line.rule, ownerId, id),
          module: 'meetings',
          rule: line.rule,
          owner: { kind: 'organization', id: ownerId },
          organizationId,
          title: `${line.nameOf(period)}${group ? `（${group.name}）` : ''}${times > 1 ? ` ${nth}/${times}` : ''}`,
          why: line.why,
          period: period.id,
          opensOn: owedFrom && owedFrom > period.start ? owedFrom : period.start,
          dueOn: period.dueOn,
          source: line.source,
          ...(done && { doneBy: { module: 'meetings', id: done.id, on: done.on } satisfies FactReference }),
          ...(!done && { missing: missingOf(running, group !== undefined) }),
          action: actionOf(done, running, () => planPage(organizationId, kind, period.id, group?.id)),
          ladder: STANDARD_LADDER,
        })
      }
    }
  }

  add('branchMeeting')
  if (hasCommittee(facts, periods.year.start)) add('committeeMeeting')
  for (const group of facts.groups) add('groupMeeting', 1, group)
  if (settings.lecturesPerQuarter > 0) add('lecture', settings.lecturesPerQuarter)
  add('themeDay')
  add('lifeMeeting')
  add('appraisal')
  return planned
}
