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
  /** 撤销日期 — from this day on nothing is asked of it. */
  dissolvedOn?: PlainDate
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
  /** 授课人的学时按听课的几倍计 (B-43: unit rule). */
  lecturerTimes: v.whole(1, 4),
  /** 民主评议等次, best first (B-27: practice, not found in the text of the regulation). */
  appraisalRatings: v.pipe(
    v.line(60),
    v.regex(/^[^、]{1,12}(、[^、]{1,12}){1,5}$/, '请用顿号分开 2 到 6 个等次，从好到差'),
    v.check((text) => new Set(text.split('、')).size === text.split('、').length, '等次不能重复'),
  ),
  /** 每日提醒时间 `HH:MM`: on working days everything of the day goes to a phone as one message, no earlier than this. */
  digestTime: v.pipe(v.string(), v.regex(/^(0[6-9]|1\d):[0-5]\d$/, '应写成 08:00 这样，在 06:00 到 19:59 之间')),
  /** 免打扰 `HH:MM`: from this hour in the evening until the other in the morning only emergencies ring a phone. */
  quietFrom: v.pipe(v.string(), v.regex(/^(1[89]|2[0-3]):[0-5]\d$/, '应写成 21:00 这样，在 18:00 到 23:59 之间')),
  quietUntil: v.pipe(v.string(), v.regex(/^(0[5-9]|10):[0-5]\d$/, '应写成 08:00 这样，在 05:00 到 10:59 之间')),
  /** 开会多少分钟后签到算迟到. */
  lateAfterMinutes: v.whole(0, 120),
  /** 手机时间最多可差多少分钟: beyond it the secretary looks at what a phone without signal says. */
  deviceClockMinutes: v.whole(1, 60),
  /** 没有信号的签到最迟多少小时内送到: beyond it the secretary decides. */
  offlineArrivalHours: v.whole(1, 336),
  /** 岗位交接期限: days within which a successor has taken everything over; no regulation names a number. */
  handoverDays: v.whole(3, 30),
  /** 本人核对信息的有效期: months for which a person's own confirmation of the register counts. */
  confirmMonths: v.whole(6, 36),
  /** 填一栏约几秒 and 看一眼约几秒: rates for the estimate of what forms ask; nobody's time is measured. */
  secondsPerTypedField: v.whole(5, 120),
  secondsPerKnownField: v.whole(1, 30),
})
export type UnitSettings = v.InferOutput<typeof UnitSettings>

export const DEFAULT_SETTINGS: UnitSettings = {
  themeDayOfMonth: 5,
  lecturesPerQuarter: 1,
  usualTime: '15:00',
  usualPlace: '党员活动室',
  minutesPerStudyHour: 60,
  studyHoursPerDay: 8,
  lecturerTimes: 2,
  appraisalRatings: '优秀、合格、基本合格、不合格',
  digestTime: '08:00',
  quietFrom: '21:00',
  quietUntil: '08:00',
  lateAfterMinutes: 5,
  deviceClockMinutes: 5,
  offlineArrivalHours: 72,
  handoverDays: 10,
  confirmMonths: 12,
  secondsPerTypedField: 20,
  secondsPerKnownField: 3,
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
  lecturerTimes: { label: '授课人的学时按听课的几倍计', note: '没有全国统一的数字，由单位定；一天仍不超过上面的上限' },
  digestTime: { label: '每日提醒时间', note: '工作日每人每天一条，到这个时间才发到手机；收件箱里马上就有' },
  quietFrom: { label: '免打扰从几点开始', note: '从这时起手机不响，当天会议临时改期、取消的除外' },
  quietUntil: { label: '免打扰到几点结束', note: '到这时手机才响；个人可以在“提醒设置”里再放宽' },
  appraisalRatings: {
    label: '民主评议等次（从好到差，用顿号分开）',
    note: '多数单位分四等；条例原文未核到这几个词，所以由单位定。已经安排的评议不受影响',
  },
  lateAfterMinutes: {
    label: '开会多少分钟后签到算迟到',
    note: '规定没有写分钟数，由单位定；迟到只写在名单上，照样算到会',
  },
  deviceClockMinutes: {
    label: '手机时间最多可差多少分钟',
    note: '没有信号时签的到，按签到码核对时间；差得更多的不退回，列为迟到的签到，由书记决定',
  },
  offlineArrivalHours: {
    label: '没有信号的签到最迟多少小时内送到',
    note: '更晚送到的不退回，列为迟到的签到，由书记决定；井下、隧道班组可以放宽',
  },
  handoverDays: { label: '岗位交接几天内接完', note: '规定没有写天数，由单位定；到期只提醒，逾期告诉上级' },
  confirmMonths: {
    label: '本人核对信息多少个月有效',
    note: '由单位定，一般一年核对一次；到期只在本人的今日页轻轻提一下',
  },
  secondsPerTypedField: { label: '手工填一栏约几秒', note: '只用来估算填报负担，不记录任何人的在线时间' },
  secondsPerKnownField: { label: '核对一栏约几秒', note: '只用来估算填报负担，不记录任何人的在线时间' },
} as const satisfies Record<keyof UnitSettings, { label: string; note: string }>
