import * as v from '@shared/core/schema'

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
  /** 每人每年安全培训多少学时 (E-11); 0: nothing is asked. */
  safetyHoursPerYear: v.whole(0, 100),
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
  /** 考试时限、可考次数、及格线 (percent of full marks): what a new exam begins with; no regulation names them. */
  examMinutes: v.whole(1, 600),
  examAttempts: v.whole(1, 20),
  examPassPercent: v.whole(1, 100),
  /** 考试结束前几天提醒没交卷的人; 0: nobody is reminded. Fixed for an exam when it is published. */
  examRemindDays: v.whole(0, 14),
  /** 填一栏约几秒 and 看一眼约几秒: rates for the estimate of what forms ask; nobody's time is measured. */
  secondsPerTypedField: v.whole(5, 120),
  secondsPerKnownField: v.whole(1, 30),
})
export type UnitSettings = v.InferOutput<typeof UnitSettings>
