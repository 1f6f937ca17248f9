import { inForce, type Source } from '@shared/core/norm'
import type { PlainDate } from '@shared/core/plainDate'
import { COMMITTEE_ROLES, type Role } from '@shared/core/roles'
import type { MeetingKind } from './model'
import { COMMITTEE_HOURS, MEMBER_HOURS } from './norms'

/** What of the unit's settings the conversion reads (B-43: a unit rule). */
export interface HourSettings {
  minutesPerStudyHour: number
  studyHoursPerDay: number
}

/** 集中学习 — the kinds whose time counts as study; committee and appraisal meetings are work, not study. */
export const COUNTS_AS_STUDY = {
  branchMeeting: true,
  committeeMeeting: false,
  groupMeeting: true,
  lecture: true,
  themeDay: true,
  lifeMeeting: false,
  appraisal: false,
} as const satisfies Record<MeetingKind, boolean>

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** Length in minutes; 0 when the end is not after the start. */
export const minutesBetween = (start: string, end: string): number => Math.max(0, minutesOf(end) - minutesOf(start))

/** Study hours of a time that counts as study, in steps of half an hour, never more than a day may count. */
export function hoursBetween(start: string, end: string, settings: HourSettings): number {
  const hours = Math.floor((minutesBetween(start, end) / settings.minutesPerStudyHour) * 2) / 2
  return Math.min(hours, settings.studyHoursPerDay)
}

/** Study hours (学时) of one meeting. */
export const hoursOf = (kind: MeetingKind, start: string, end: string, settings: HourSettings): number =>
  COUNTS_AS_STUDY[kind] ? hoursBetween(start, end, settings) : 0

/** Study hours of whoever taught: so many times a listener's, never more than a day may count (B-43: a unit rule). */
export const lecturerHours = (listener: number, settings: HourSettings & { lecturerTimes?: number }): number =>
  Math.min(listener * (settings.lecturerTimes ?? 1), Math.max(listener, settings.studyHoursPerDay))

/** Study hours a person owes in a calendar year by role: 32, secretaries and committee members 56 (B-40, B-41). */
export function requiredHours(roles: readonly Role[], day: PlainDate): { hours: number; why: string; source: Source } {
  const committee = roles.some((role) => (COMMITTEE_ROLES as readonly Role[]).includes(role))
  const norm = committee ? COMMITTEE_HOURS : MEMBER_HOURS
  const { value, source } = inForce(norm, day)
  return { hours: value, why: norm.label, source }
}
