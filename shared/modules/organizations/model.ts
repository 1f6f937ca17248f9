import type { PlainDate } from '@shared/core/plainDate'
import * as v from '@shared/core/schema'

/** 组织类别 — one tree holds the administrative, Party, union and discipline bodies. */
export const ORGANIZATION_KIND_LABELS = {
  unit: '单位',
  department: '部门',
  team: '班组',
  partyCommittee: '党委',
  generalBranch: '党总支',
  branch: '党支部',
  partyGroup: '党小组',
  union: '工会组织',
  discipline: '纪检组织',
} as const

export type OrganizationKind = keyof typeof ORGANIZATION_KIND_LABELS
export const ORGANIZATION_KINDS = Object.keys(ORGANIZATION_KIND_LABELS) as readonly OrganizationKind[]

/** Kinds an organisation may stand directly below. `null` stands for the top of the tree. */
export const PARENT_KINDS = {
  unit: [null, 'unit'],
  department: ['unit'],
  team: ['unit', 'department'],
  partyCommittee: [null, 'unit', 'partyCommittee'],
  generalBranch: [null, 'unit', 'partyCommittee'],
  branch: [null, 'unit', 'partyCommittee', 'generalBranch'],
  partyGroup: ['branch'],
  union: [null, 'unit', 'union', 'partyCommittee'],
  discipline: [null, 'unit', 'partyCommittee', 'generalBranch'],
} as const satisfies Record<OrganizationKind, readonly (OrganizationKind | null)[]>

/** 组织 */
export interface Organization {
  id: string
  name: string
  kind: OrganizationKind
  parentId: string | null
  /** `/root/…/own/`: everything at or below an organisation begins with its path. */
  path: string
  /** Day on which it was set up; its plan begins then. */
  foundedOn?: PlainDate
  /** 纳入系统日期 — what was due before this day is in the old books and is not asked for again. */
  enteredOn: PlainDate
  settings: Partial<UnitSettings>
}

/**
 * 单位设置 — what national rules leave to the unit, or what could not be verified against their text. Each has a default; a value
 * set above counts below unless it is set again there.
 */
export const UnitSettings = v.object({
  /** 主题党日固定日期: day of the month (B-24 asks for one fixed day, which day is the unit's choice). */
  themeDayOfMonth: v.whole(1, 28),
  /** 党课每季度次数: the quarterly lesson is a convention, not found as a number in the regulation (B-23). */
  lecturesPerQuarter: v.whole(0, 3),
  /** 组织生活习惯时间 `HH:MM`: proposed for a meeting that has no predecessor. */
  usualTime: v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间应写成 14:30 这样')),
  usualPlace: v.line(50),
  /** 多少分钟折算 1 学时 (B-43: unit rule). */
  minutesPerStudyHour: v.whole(30, 120),
  /** 一天最多计多少学时 (B-43: full day 8). */
  studyHoursPerDay: v.whole(1, 12),
  /** 岗位交接期限: days within which a successor has taken everything over; no regulation names a number. */
  handoverDays: v.whole(3, 30),
  /** 本人核对信息的有效期: months for which a person's own confirmation of the register counts. */
  confirmMonths: v.whole(6, 36),
})
export type UnitSettings = v.InferOutput<typeof UnitSettings>

export const DEFAULT_SETTINGS: UnitSettings = {
  themeDayOfMonth: 5,
  lecturesPerQuarter: 1,
  usualTime: '15:00',
  usualPlace: '党员活动室',
  minutesPerStudyHour: 60,
  studyHoursPerDay: 8,
  handoverDays: 10,
  confirmMonths: 12,
}

/** What a setting is for and why it is the unit's to decide, as the settings page shows it. */
export const SETTING_NOTES = {
  themeDayOfMonth: {
    label: '主题党日固定日期（每月几日）',
    note: '规定要求每月相对固定一天，哪一天由单位定；遇休息日系统会移开',
  },
  lecturesPerQuarter: { label: '每季度党课次数', note: '多数单位每季度至少一次；条例原文未核到这个数字，所以由单位定' },
  usualTime: { label: '开会习惯时间', note: '没有同类会议可参考时，用它预填' },
  usualPlace: { label: '开会习惯地点', note: '没有同类会议可参考时，用它预填' },
  minutesPerStudyHour: { label: '多少分钟计 1 学时', note: '学时折算由单位规定' },
  studyHoursPerDay: { label: '一天最多计多少学时', note: '多数单位按全天 8 学时、半天 4 学时' },
  handoverDays: { label: '岗位交接几天内接完', note: '规定没有写天数，由单位定；到期只提醒，逾期告诉上级' },
  confirmMonths: {
    label: '本人核对信息多少个月有效',
    note: '由单位定，一般一年核对一次；到期只在本人的今日页轻轻提一下',
  },
} as const satisfies Record<keyof UnitSettings, { label: string; note: string }>
