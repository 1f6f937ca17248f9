import {
  addDays,
  addMonths,
  clockTimeOf,
  earlierOf,
  instantAt,
  laterOf,
  monthOf,
  type PlainDate,
  plainDateFrom,
  yearOf,
} from '@shared/core/plainDate'
import { isWorkingDay, toWorkingDay, type WorkCalendar } from '@shared/core/workCalendar'
import type { LifeForm } from '../life/model'
import type { AgendaItem, Meeting, MeetingKind } from '../model'
import { type Period, workingDayInside } from './periods'
import { TITLE_OF } from './planYear'

/** What is prefilled when a meeting is arranged: confirming it takes one tap. */
export interface MeetingDraft {
  organizationId: string
  groupId?: string
  kind: MeetingKind
  form?: LifeForm
  title: string
  on: PlainDate
  startTime: string
  endTime: string
  place: string
  chairId: string
  recorderId: string
  agenda: AgendaItem[]
}

export interface ProposalFacts {
  organizationId: string
  group?: { id: string; name: string; leaderId?: string }
  kind: MeetingKind
  period: Period
  calendar: WorkCalendar
  today: PlainDate
  settings: { usualTime: string; usualPlace: string; themeDayOfMonth: number }
  /** The latest meeting of this kind (and group). */
  last?: Pick<Meeting, 'on' | 'startTime' | 'endTime' | 'place' | 'recorderId' | 'agenda'>
  secretaryId?: string
  commissionerId?: string
  /** Who asks: stands in when the branch has no secretary. */
  personId: string
}

/** Usual length in minutes. */
const LENGTH = {
  branchMeeting: 120,
  committeeMeeting: 60,
  groupMeeting: 60,
  lecture: 90,
  themeDay: 120,
  lifeMeeting: 180,
  appraisal: 120,
} as const satisfies Record<MeetingKind, number>

const line = (title: string, kind: AgendaItem['kind']): AgendaItem => ({ title, kind })

/** What such a meeting usually deals with; regulation articles 11 to 18 name these subjects. */
export const AGENDA_TEMPLATE = {
  branchMeeting: [
    line('支部工作小结与下阶段安排', 'report'),
    line('讨论重要事项', 'discuss'),
    line('党费收缴情况通报', 'report'),
  ],
  committeeMeeting: [line('学习上级精神', 'study'), line('研究本月支部工作', 'discuss')],
  groupMeeting: [line('学习讨论', 'study'), line('汇报思想和工作', 'discuss')],
  lecture: [line('党课', 'study'), line('交流讨论', 'discuss')],
  themeDay: [line('集中学习', 'study'), line('议事与志愿服务', 'discuss')],
  lifeMeeting: [
    line('通报准备情况和上次整改', 'report'),
    line('批评和自我批评', 'discuss'),
    line('整改方向', 'discuss'),
  ],
  appraisal: [line('个人自评', 'report'), line('党员互评', 'discuss'), line('民主测评', 'report')],
} as const satisfies Record<MeetingKind, readonly AgendaItem[]>

/** The day of the period that matches the last meeting's place in its own period. */
function sameDayAs(last: PlainDate, { start, end }: Period): PlainDate {
  const months = (yearOf(start) - yearOf(last)) * 12 + monthOf(start) - monthOf(last)
  const length = monthOf(end) - monthOf(start) + 1
  const moved = addMonths(last, months + (length === 1 ? 0 : ((-months % length) + length) % length))
  return earlierOf(laterOf(moved, start), end)
}

function proposeDay({ kind, period, calendar, today, last, settings }: ProposalFacts): { on: PlainDate; why: string } {
  const fixed = kind === 'themeDay'
  const usual = fixed
    ? plainDateFrom(yearOf(period.start), monthOf(period.start), settings.themeDayOfMonth)
    : last
      ? sameDayAs(last.on, period)
      : addDays(period.dueOn, -7)
  const on = workingDayInside(calendar, usual, period.start, period.end)
  const from = fixed ? `本单位每月 ${settings.themeDayOfMonth} 日` : last ? '沿用上次会议的日子' : '期限前一周'
  if (on >= today) return { on, why: isWorkingDay(calendar, usual) ? from : `${from}，遇休息日移开` }
  const soon = toWorkingDay(calendar, addDays(today, 1), 'after')
  const latest = soon <= period.end ? soon : laterOf(today, period.end)
  return { on: latest, why: `${from}已过，改到最近的工作日` }
}

const later = (time: string, minutes: number): string => {
  const at = Date.parse(instantAt(plainDateFrom(2026, 1, 1), time)) + minutes * 60_000
  const end = clockTimeOf(new Date(at).toISOString())
  return end > time ? end : '23:59'
}

/** Arranges a meeting from what is known; every value says where it comes from. */
export function proposeMeeting(facts: ProposalFacts): { draft: MeetingDraft; sources: Record<string, string> } {
  const { kind, period, last, settings, group } = facts
  const day = proposeDay(facts)
  const startTime = last?.startTime ?? settings.usualTime
  const leader = group?.leaderId
  const chairId = leader ?? facts.secretaryId ?? facts.personId
  const recorderId = last?.recorderId ?? facts.commissionerId ?? chairId
  const repeated = last?.agenda.filter((item) => item.kind !== 'decide') ?? []
  return {
    draft: {
      organizationId: facts.organizationId,
      ...(group && { groupId: group.id }),
      kind,
      title: `${group ? `${group.name}` : ''}${TITLE_OF[kind](period.label)}`,
      on: day.on,
      startTime,
      endTime: last?.endTime ?? later(startTime, LENGTH[kind]),
      place: last?.place ?? settings.usualPlace,
      chairId,
      recorderId,
      agenda: (repeated.length > 0 ? repeated : AGENDA_TEMPLATE[kind]).map((item) => ({ ...item })),
    },
    sources: {
      on: day.why,
      startTime: last ? '沿用上次' : '本单位习惯时间',
      place: last ? '沿用上次' : '本单位习惯地点',
      chairId: leader ? '党小组长' : facts.secretaryId ? '支部书记' : '安排人',
      recorderId: last ? '沿用上次' : facts.commissionerId ? '组织委员' : '与主持人相同',
      agenda: repeated.length > 0 ? '沿用上次，不含表决事项' : '按条例的常用议题',
    },
  }
}
