import type { Violation } from '@shared/core/errors'
import { checkForm, type FilledValue, type FormTemplate, type FormValues, fieldsOf, fillForm } from '@shared/core/form'
import { dayLabel, plainDateOfInstant, yearOf } from '@shared/core/plainDate'
import { lastEntry } from '@shared/core/workflow'
import { awayReason, isDue, methodsLabel, settledStatusOf, type Tally, tally } from './attendance'
import { type HourSettings, hoursOf } from './hours'
import { AGENDA_KIND_LABELS, type Attendance, MEETING_KIND_LABELS, type Meeting } from './model'
import { UNIT_SETTING } from './norms'
import { isPassed, quorumOf } from './quorum'

const notice = '来自会议通知'
const list = '来自签到名单'

/** 会议记录 — B-34's fields. Only the first section is ever asked; all else is already known where it happened. */
export const MINUTES_TEMPLATE: FormTemplate = {
  id: 'meetings.minutes',
  version: 1,
  title: '会议记录',
  source: UNIT_SETTING,
  sections: [
    {
      id: 'asked',
      label: '只需你写',
      fields: [
        { id: 'discussion', label: '讨论要点', kind: 'text', required: true, max: 4000 },
        {
          id: 'resolution',
          label: '决议',
          kind: 'text',
          required: true,
          max: 2000,
          visibleWhen: { field: 'decisions', atLeast: 1 },
        },
        { id: 'note', label: '其他说明', kind: 'text', max: 1000, hint: '没有可写的，留空即可' },
      ],
    },
    {
      id: 'basics',
      label: '会议情况',
      fields: [
        { id: 'title', label: '会议名称', kind: 'line', from: 'title', fromLabel: notice },
        { id: 'kind', label: '会议种类', kind: 'line', from: 'kind', fromLabel: notice },
        { id: 'organization', label: '党支部', kind: 'line', from: 'organization', fromLabel: '来自组织登记' },
        { id: 'on', label: '日期', kind: 'date', from: 'on', fromLabel: notice },
        { id: 'startTime', label: '开始时间', kind: 'time', required: true, from: 'startTime', fromLabel: notice },
        { id: 'endTime', label: '结束时间', kind: 'time', required: true, from: 'endTime', fromLabel: notice },
        { id: 'place', label: '地点', kind: 'line', required: true, max: 50, from: 'place', fromLabel: notice },
        { id: 'chair', label: '主持人', kind: 'line', from: 'chair', fromLabel: notice },
        { id: 'recorder', label: '记录人', kind: 'line', from: 'recorder', fromLabel: notice },
        { id: 'noticeOn', label: '通知日期', kind: 'date', from: 'noticeOn', fromLabel: '来自通知记录' },
      ],
    },
    {
      id: 'attendance',
      label: '到会情况',
      fields: [
        { id: 'due', label: '应到', kind: 'number', from: 'counts.due', fromLabel: '来自党员名册' },
        { id: 'present', label: '实到', kind: 'number', from: 'counts.present', fromLabel: list },
        { id: 'votingDue', label: '应到有表决权', kind: 'number', from: 'counts.votingDue', fromLabel: '来自党员名册' },
        { id: 'votingPresent', label: '实到有表决权', kind: 'number', from: 'counts.votingPresent', fromLabel: list },
        { id: 'quorum', label: '法定人数', kind: 'line', from: 'quorum', fromLabel: '按规定计算' },
        { id: 'methods', label: '签到方式', kind: 'line', from: 'methods', fromLabel: list },
        { id: 'presentNames', label: '到会人员', kind: 'list', from: 'presentNames', fromLabel: list },
        { id: 'leaveNames', label: '请假与原因', kind: 'list', from: 'leaveNames', fromLabel: '来自请假单' },
        { id: 'absentNames', label: '缺席', kind: 'list', from: 'absentNames', fromLabel: list },
        { id: 'guestNames', label: '列席', kind: 'list', from: 'guestNames', fromLabel: list },
      ],
    },
    {
      id: 'agenda',
      label: '议题与表决',
      fields: [
        { id: 'agenda', label: '议题', kind: 'list', from: 'agenda', fromLabel: notice },
        { id: 'decisions', label: '需表决的议题数', kind: 'number', from: 'decisions', fromLabel: notice },
        { id: 'votes', label: '表决结果', kind: 'list', from: 'votes', fromLabel: '只存总数' },
        { id: 'hours', label: '每人计学时', kind: 'number', from: 'hours', fromLabel: '按本单位折算' },
      ],
    },
  ],
}

/** What the recorder writes or may put right while writing; the rest is corrected where it comes from. */
export const WRITTEN_FIELDS = ['discussion', 'resolution', 'note'] as const
export const ADJUSTABLE_FIELDS = ['startTime', 'endTime', 'place'] as const

export interface MinutesContext {
  organizationName: string
  chairName: string
  recorderName: string
  settings: HourSettings
}

const names = (people: readonly Attendance[]): string[] => people.map((person) => person.name)

/** The votes of one agenda line in words: `同意 13，不同意 0，弃权 1，通过`. */
function voteLine(meeting: Pick<Meeting, 'votes'>, index: number, title: string, counts: Tally): string[] {
  const votes = meeting.votes[String(index)]
  if (!votes) return []
  const outcome = isPassed(votes, counts.votingDue) ? '通过' : '未通过'
  return [`${index + 1}. ${title}：同意 ${votes.yes}，不同意 ${votes.no}，弃权 ${votes.abstain}，${outcome}`]
}

/** Everything the system already knows about a meeting, in the shape the template reads. */
export function knownOf(meeting: Meeting, attendances: readonly Attendance[], context: MinutesContext) {
  const counts = tally(attendances)
  const due = attendances.filter(isDue)
  const by = (status: 'present' | 'leave' | 'absent') => due.filter((a) => settledStatusOf(a.entries) === status)
  const notify = lastEntry(meeting.entries, 'notify')
  return {
    title: meeting.title,
    kind: MEETING_KIND_LABELS[meeting.kind],
    organization: context.organizationName,
    on: meeting.on,
    startTime: meeting.startTime,
    endTime: meeting.endTime,
    place: meeting.place,
    chair: context.chairName,
    recorder: context.recorderName,
    noticeOn: notify && plainDateOfInstant(notify.at),
    counts,
    quorum: quorumOf(meeting.kind, counts, meeting.on, true).message,
    methods: methodsLabel(counts),
    presentNames: names(by('present')),
    leaveNames: by('leave').map((a) => `${a.name}${awayReason(a.entries) ? `（${awayReason(a.entries)}）` : ''}`),
    absentNames: names(by('absent')),
    guestNames: names(attendances.filter((a) => !isDue(a) && settledStatusOf(a.entries) === 'present')),
    agenda: meeting.agenda.map((item, i) => `${i + 1}. ${item.title}（${AGENDA_KIND_LABELS[item.kind]}）`),
    decisions: meeting.agenda.filter((item) => item.kind === 'decide').length,
    votes: meeting.agenda.flatMap((item, i) => voteLine(meeting, i, item.title, counts)),
    hours: hoursOf(meeting.kind, meeting.startTime, meeting.endTime, context.settings),
  }
}

/** The minutes with all that is known filled in; `written` is a draft or what was filed. */
export function fillMinutes(
  meeting: Meeting,
  attendances: readonly Attendance[],
  context: MinutesContext,
  written: FormValues,
): Record<string, FilledValue> {
  const own = Object.fromEntries(
    [...WRITTEN_FIELDS, ...ADJUSTABLE_FIELDS].map((field) => [field, written[field]] as const),
  )
  return fillForm(MINUTES_TEMPLATE, knownOf(meeting, attendances, context), own)
}

/** Everything wrong or missing before the minutes can be filed, including values that may only be corrected at their source. */
export function checkMinutes(filled: Record<string, FilledValue>, written: FormValues): Violation[] {
  const values = Object.fromEntries(Object.entries(filled).map(([field, { value }]) => [field, value]))
  const mayWrite = new Set<string>([...WRITTEN_FIELDS, ...ADJUSTABLE_FIELDS])
  const foreign = Object.keys(written).filter((field) => !mayWrite.has(field))
  const labels = new Map(fieldsOf(MINUTES_TEMPLATE).map((field) => [field.id, field.label]))
  const start = values['startTime']
  const end = values['endTime']
  const order = typeof start === 'string' && typeof end === 'string' && end <= start
  return [
    ...foreign.map((field) => ({
      field,
      message: `“${labels.get(field) ?? field}”由系统填写，有错请到它的来源更正`,
      source: UNIT_SETTING,
    })),
    ...checkForm(MINUTES_TEMPLATE, values),
    ...(order ? [{ field: 'endTime', message: '结束时间应晚于开始时间', source: UNIT_SETTING }] : []),
  ]
}

/** `6月11日 周四 14:30–16:30`. */
export const timeLabel = (meeting: Pick<Meeting, 'on' | 'startTime' | 'endTime'>, thisYear?: number): string =>
  `${dayLabel(meeting.on, thisYear ?? yearOf(meeting.on))} ${meeting.startTime}–${meeting.endTime}`
