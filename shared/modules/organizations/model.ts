import type { PlainDate } from '@shared/core/plainDate'
import type { UnitSettings } from './unitSettings'

export type { UnitSettings } from './unitSettings'

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
  union: [null, 'unit', 'department', 'union', 'partyCommittee'],
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

export const DEFAULT_SETTINGS: UnitSettings = {
  themeDayOfMonth: 5,
  lecturesPerQuarter: 1,
  usualTime: '15:00',
  usualPlace: '党员活动室',
  minutesPerStudyHour: 60,
  studyHoursPerDay: 8,
  lecturerTimes: 2,
  safetyHoursPerYear: 20,
  appraisalRatings: '优秀、合格、基本合格、不合格',
  digestTime: '08:00',
  quietFrom: '21:00',
  quietUntil: '08:00',
  lateAfterMinutes: 5,
  deviceClockMinutes: 5,
  offlineArrivalHours: 72,
  handoverDays: 10,
  confirmMonths: 12,
  examMinutes: 60,
  examAttempts: 2,
  examPassPercent: 60,
  examRemindDays: 1,
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
  safetyHoursPerYear: {
    label: '每人每年安全培训多少学时',
    note: '《生产经营单位安全培训规定》对矿山、危险物品等单位的从业人员写了每年不少于 20 学时，别的单位由自己定；填 0 就不提要求',
  },
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
    label: '没有信号时签的到、答的题最迟多少小时内送到',
    note: '更晚送到的不退回：签到由书记决定，考试的答案不计分、工作人员看得到；井下、隧道班组可以放宽',
  },
  handoverDays: { label: '岗位交接几天内接完', note: '规定没有写天数，由单位定；到期只提醒，逾期告诉上级' },
  confirmMonths: {
    label: '本人核对信息多少个月有效',
    note: '由单位定，一般一年核对一次；到期只在本人的今日页轻轻提一下',
  },
  examMinutes: { label: '考试时限（分钟）', note: '新建考试时的默认值，每次考试可以另定' },
  examAttempts: { label: '一次考试可考几次', note: '新建考试时的默认值；考几次都按最好的一次算' },
  examPassPercent: { label: '及格线（满分的百分之几）', note: '新建考试时的默认值；没有全国统一的数字，由单位定' },
  examRemindDays: {
    label: '考试结束前几天提醒没交卷的人',
    note: '只提醒本人一次；填 0 就不提醒。发布考试时定下，已经发布的不变',
  },
  secondsPerTypedField: { label: '手工填一栏约几秒', note: '只用来估算填报负担，不记录任何人的在线时间' },
  secondsPerKnownField: { label: '核对一栏约几秒', note: '只用来估算填报负担，不记录任何人的在线时间' },
} as const satisfies Record<keyof UnitSettings, { label: string; note: string }>
