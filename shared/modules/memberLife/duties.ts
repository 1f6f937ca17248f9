import { inForce, type Source } from '@shared/core/norm'
import { type Obligation, obligationKey, type Rung } from '@shared/core/obligation'
import { addDays, endOfMonth, laterOf, type PlainDate, plainDateFrom, yearOf } from '@shared/core/plainDate'
import { inTenths } from '@shared/core/tenths'
import { toWorkingDay, type WorkCalendar } from '@shared/core/workCalendar'
import type { AbsenceClock } from './absence'
import { ABSENCE } from './norms'

/** Nothing of it goes to a superior: who was away is between the person and the secretary. */
const PRIVATE_LADDER = [
  { id: 'T-6', offsetDays: -6, to: 'owner' },
  { id: 'T-1', offsetDays: -1, to: 'owner' },
  { id: 'T', offsetDays: 0, to: 'owner' },
] as const satisfies readonly Rung[]

const HOURS_LADDER = [
  { id: 'T-59', offsetDays: -59, to: 'owner' },
  { id: 'T-30', offsetDays: -30, to: 'owner' },
  { id: 'T-7', offsetDays: -7, to: 'owner' },
] as const satisfies readonly Rung[]

/** How soon the secretary should have talked with somebody after a stage was reached. */
const TALK_WITHIN_DAYS = 7

export const minePage = '/modules/memberLife/pages/mine/index'
export const absencesPage = (organizationId: string): string =>
  `/modules/memberLife/pages/absences/index?organizationId=${organizationId}`

export interface AbsentMember {
  personId: string
  name: string
  clock: AbsenceClock
  /** Latest talk with somebody of the committee. */
  talked?: { id: string; on: PlainDate }
}

const STAGE_TITLES = {
  3: (name: string) => `和${name}谈一次：3 个月没来参加组织生活`,
  5: (name: string) => `再和${name}谈一次：5 个月没来参加组织生活`,
  6: (name: string) => `和${name}谈话，并由支部大会研究：6 个月没来参加组织生活`,
} as const

/** Rule whose duties, and the reminders of them, nobody but their owner may read. */
export const PRIVATE_RULE = 'memberLife.absence'

/** 缺席提醒 — to the secretary alone, at three, five and six months; done by a talk after that day, or by the person coming back. */
export function absenceDuty(
  { personId, name, clock, talked }: AbsentMember,
  organizationId: string,
  secretaryId: string,
): Obligation | undefined {
  const { stage, from, reachedOn } = clock
  if (stage === 0 || !from || !reachedOn) return undefined
  const since = talked && talked.on >= reachedOn ? talked : undefined
  return {
    key: obligationKey(PRIVATE_RULE, personId, from),
    module: 'memberLife',
    rule: PRIVATE_RULE,
    owner: { kind: 'person', id: secretaryId },
    organizationId,
    title: STAGE_TITLES[stage](name),
    why: '先弄清原因；只有支部大会才能决定，并报上级批准',
    period: from,
    opensOn: reachedOn,
    dueOn: addDays(reachedOn, TALK_WITHIN_DAYS),
    source: inForce(ABSENCE, reachedOn).source,
    action: { page: absencesPage(organizationId), label: since ? '查看' : '看是哪几次' },
    ladder: PRIVATE_LADDER,
    ...(since && { doneBy: { module: 'talks', id: since.id, on: since.on } }),
  }
}

export interface HoursOfMember {
  personId: string
  hours: number
  owed: number
  why: string
  source: Source
  /** When the total reached what is owed. */
  reachedOn?: PlainDate
}

/** 学时预警 — from 1 November, to the person: what is still missing (B-40, B-41). Nothing where nothing is owed. */
export function hoursDuty(
  member: HoursOfMember,
  organizationId: string,
  year: number,
  today: PlainDate,
  calendar: WorkCalendar,
): Obligation | undefined {
  const opensOn = plainDateFrom(year, 11, 1)
  if (member.owed === 0 || today < opensOn || yearOf(today) > year + 1) return undefined
  const { personId, hours, owed, why, source, reachedOn } = member
  return {
    key: obligationKey('memberLife.hours', personId, String(year)),
    module: 'memberLife',
    rule: 'memberLife.hours',
    owner: { kind: 'person', id: personId },
    organizationId,
    title: reachedOn ? `${year}年学时已达到` : `${year}年学时还差 ${inTenths(owed - hours)}`,
    why,
    period: String(year),
    opensOn,
    dueOn: toWorkingDay(calendar, endOfMonth(year, 12), 'before'),
    source,
    action: { page: minePage, label: '查看' },
    ladder: HOURS_LADDER,
    ...(reachedOn && { doneBy: { module: 'memberLife', id: personId, on: reachedOn } }),
  }
}

export interface LeadingSecretary {
  personId: string
  organizationId: string
  /** Since when in office. */
  from: PlainDate
  /** First lesson given in the year. */
  lecture?: { id: string; on: PlainDate }
}

/** B-23: the secretary of a Party committee teaches at least once a year. Whoever took office in December is not asked for that year. */
export function secretaryLectureDuty(
  { personId, organizationId, from, lecture }: LeadingSecretary,
  norm: { label: string; source: Source },
  year: number,
  calendar: WorkCalendar,
): Obligation | undefined {
  const dueOn = toWorkingDay(calendar, endOfMonth(year, 12), 'before')
  if (from > addDays(dueOn, -30)) return undefined
  return {
    key: obligationKey('memberLife.secretaryLecture', personId, `${year}-${organizationId}`),
    module: 'memberLife',
    rule: 'memberLife.secretaryLecture',
    owner: { kind: 'person', id: personId },
    organizationId,
    title: `${year}年讲一次党课`,
    why: norm.label,
    period: String(year),
    opensOn: laterOf(plainDateFrom(year, 1, 1), from),
    dueOn,
    source: norm.source,
    action: { page: minePage, label: '查看' },
    ladder: [
      { id: 'T-90', offsetDays: -90, to: 'owner' },
      { id: 'T-30', offsetDays: -30, to: 'owner' },
      { id: 'T-7', offsetDays: -7, to: 'owner' },
      { id: 'T+3', offsetDays: 3, to: 'superior' },
    ],
    ...(lecture && { doneBy: { module: 'meetings', id: lecture.id, on: lecture.on } }),
  }
}
