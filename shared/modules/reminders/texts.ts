import type { PlannedObligation, Rung } from '@shared/core/obligation'
import { dayOf, daysBetween, monthOf, type PlainDate, yearOf } from '@shared/core/plainDate'
import { HISTORY_PAGE, INBOX_PAGE, type ReminderText } from './model'

/** Longest value of a `thing` field, in characters. */
const LONGEST = 20

/** At most `max` characters (code points), cut with `…`. */
export function shorten(text: string, max: number): string {
  const points = [...text]
  return points.length <= max ? text : `${points.slice(0, max - 1).join('')}…`
}

/** `还有7天` · `明天截止` · `今天14:30` · `已逾期3天`. */
export function urgency(dueOn: PlainDate, today: PlainDate, dueTime = '截止'): string {
  const days = daysBetween(today, dueOn)
  if (days > 1) return `还有${days}天`
  if (days === 1) return `明天${dueTime}`
  return days === 0 ? `今天${dueTime}` : `已逾期${-days}天`
}

const NOTES = {
  owner: (urgent) => `${urgent}，点开就能办`,
  secretary: (urgent) => `${urgent}，请督促办理`,
  superior: (urgent, organization) => `${shorten(organization, LONGEST - urgent.length)}${urgent}`,
} as const satisfies Record<Rung['to'], (urgent: string, organization: string) => string>

const WHYS = {
  owner: (why) => why,
  secretary: (why, organization) => `${organization}还没有完成：${why}`,
  superior: (why, organization) => `${organization}逾期未完成：${why}`,
} as const satisfies Record<Rung['to'], (why: string, organization: string) => string>

/** Who was reminded of a duty before, and what they answered; what somebody above needs before asking. */
export interface Told {
  name: string
  answeredOn?: PlainDate | undefined
  byOn?: PlainDate | undefined
}

const plainDay = (day: PlainDate): string => `${monthOf(day)}月${dayOf(day)}日`

/** `已提醒党员甲、党员乙；党员甲6月29日答复知道了，7月2日前办。` Empty when nobody was. */
export function toldText(told: readonly Told[]): string {
  if (told.length === 0) return ''
  const answers = told.flatMap(({ name, answeredOn, byOn }) =>
    answeredOn ? [`${name}${plainDay(answeredOn)}答复知道了${byOn ? `，${plainDay(byOn)}前办` : ''}`] : [],
  )
  const names = told.map(({ name }) => name).join('、')
  return `已提醒${names}；${answers.length > 0 ? answers.join('；') : '还没有人答复'}。`
}

/**
 * What a rung says to its audience. Somebody above does not do it in the branch's place: the button leads to who was told what when.
 * @param organization name of the one in whose plan the duty stands. @param told who was reminded before, for the superior.
 */
export function dutyText(
  duty: Pick<PlannedObligation, 'key' | 'title' | 'why' | 'dueOn' | 'dueTime' | 'action'>,
  to: Rung['to'],
  organization: string,
  today: PlainDate,
  told: readonly Told[] = [],
): ReminderText {
  const why = WHYS[to](duty.why, organization)
  const above = to === 'superior'
  return {
    title: duty.title,
    ...(above && { about: organization }),
    why: above && told.length > 0 ? `${why}。${toldText(told)}` : why,
    note: NOTES[to](urgency(duty.dueOn, today, duty.dueTime), organization),
    dueOn: duty.dueOn,
    ...(duty.dueTime && { dueTime: duty.dueTime }),
    page: above ? `${HISTORY_PAGE}?dutyKey=${encodeURIComponent(duty.key)}` : duty.action.page,
    label: above ? '看经过' : duty.action.label,
  }
}

/** The same, heard by whoever stands in for somebody. */
export const onBehalf = (text: ReminderText, name: string): ReminderText => ({
  ...text,
  why: `${name}外出，由你代办：${text.why}`,
  note: shorten(`代${name}：${text.note}`, LONGEST),
})

/** A reminder that goes to a phone on a later day than it was written says how urgent it is by then. */
export const asOf = (text: ReminderText, writtenOn: PlainDate, today: PlainDate): ReminderText =>
  writtenOn === today || !text.dueOn ? text : { ...text, note: urgency(text.dueOn, today, text.dueTime) }

/** What the secretary is told about people whom no message reaches. */
export function unreachableText(names: readonly string[], page: string): ReminderText {
  const count = names.length === 1 ? '' : `等${names.length}人`
  return {
    title: `${shorten(names[0] ?? '', LONGEST - 5 - count.length)}${count}收不到提醒`,
    why: `${names.join('、')}没有绑定微信，没有企业微信账号，也从未登录过。请当面转告，并请本人用邀请码绑定微信。`,
    note: '请当面转告',
    page,
    label: '看名单',
  }
}

/** `2026年6月30日 18:00`, as WeChat's `time` and `date` fields want it; a day without a clock time ends at 23:59. */
export const momentLabel = (day: PlainDate, clockTime = '23:59'): string =>
  `${yearOf(day)}年${monthOf(day)}月${dayOf(day)}日 ${clockTime}`

const dueKey = (text: ReminderText): string => `${text.dueOn ?? '9999-12-31'} ${text.dueTime ?? '23:59'}`

/** 每日一条 — one message for everything a person is told at a time: the earliest matter and how many there are. */
export function digestText(texts: readonly ReminderText[]): ReminderText {
  const [first, ...others] = [...texts].sort((a, b) => dueKey(a).localeCompare(dueKey(b)))
  if (!first) throw new RangeError('没有要提醒的事')
  if (others.length === 0) return first
  const count = `等${texts.length}件`
  return {
    ...first,
    title: `${shorten(first.title, LONGEST - count.length)}${count}`,
    page: INBOX_PAGE,
    label: '看收件箱',
  }
}

/** Matters a WeCom card lists; its description holds 512 bytes. */
const LISTED = 4

/** What a WeCom card says: the head of the digest, and its first lines. */
export function cardText(texts: readonly ReminderText[]): {
  title: string
  lines: string[]
  page: string
  label: string
} {
  const { title, page, label, note, place, why } = digestText(texts)
  const sorted = [...texts].sort((a, b) => dueKey(a).localeCompare(dueKey(b)))
  const lines =
    sorted.length === 1
      ? [shorten(why, 60), note, place ?? ''].filter((line) => line !== '')
      : sorted.slice(0, LISTED).map((text) => `${shorten(text.title, 20)}：${text.note}`)
  return { title, lines, page, label: shorten(label, 4) }
}

/** Values of the fields of our `dutyReminder` template. */
export const dutyFields = (text: ReminderText, today: PlainDate) => ({
  title: text.title,
  dueAt: momentLabel(text.dueOn ?? today, text.dueTime),
  note: text.note,
})

/** Values of the fields of our `meetingNotice` template. */
export const noticeFields = (text: ReminderText, today: PlainDate) => ({
  title: text.title,
  time: momentLabel(text.dueOn ?? today, text.dueTime),
  place: text.place ?? '',
  note: text.note,
})
