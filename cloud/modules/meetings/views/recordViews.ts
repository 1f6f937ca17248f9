import type { Work } from '@cloud/core/deps'
import { getOrganization } from '@cloud/modules/organizations/index'
import { AppError } from '@shared/core/errors'
import { yearOf } from '@shared/core/plainDate'
import { tally } from '@shared/modules/meetings/attendance'
import { hoursOf } from '@shared/modules/meetings/hours'
import { MEETING_KIND_LABELS } from '@shared/modules/meetings/model'
import { allowedActions } from '@shared/modules/meetings/policy'
import { stateOf } from '@shared/modules/meetings/steps'
import { planOf } from '../obligations'
import { minutesContext, presentMinutes } from '../present'
import { getMeeting, getMeetingFor } from '../queries'
import { writeSheet } from '../sheet'

/** 回执 — what this one record has filled, each from the facts themselves. @throws AppError conflict before approval. */
export async function readReceipt(work: Work, meetingId: string) {
  const loaded = await getMeeting(work.actor, meetingId, work.today)
  const { record, meeting, attendances, subject } = loaded
  if (stateOf(meeting.entries) !== 'locked') throw new AppError('conflict', '记录审核归档后才有回执')
  const counts = tally(attendances)
  const { settings } = await minutesContext(loaded)
  const each = hoursOf(meeting.kind, meeting.startTime, meeting.endTime, settings)
  const came = counts.present + counts.guests
  const branch = await getOrganization(meeting.organizationId)
  const plan = await planOf(branch, yearOf(meeting.on), work.today)
  const owner = meeting.groupId ?? meeting.organizationId
  const lines = plan.filter((line) => line.rule === `meetings.${meeting.kind}` && line.owner.id === owner)
  const held = lines.filter((line) => line.doneBy)
  const own = lines.find((line) => line.doneBy?.id === meetingId)
  const open = plan.filter((line) => !line.doneBy).sort((a, b) => a.dueOn.localeCompare(b.dueOn))
  const next = open.find((line) => line.dueOn >= work.today) ?? open[0]
  const item = (id: string, label: string, detail: string, amount: number | string, unit: string) => ({
    id,
    label,
    detail,
    amount: String(amount),
    unit,
  })
  return {
    title: meeting.title,
    on: meeting.on,
    items: [
      item('ledger', '支部工作手册', `第 ${record.ledgerNumber ?? 0} 页`, 1, '页'),
      item('archives', '党员个人档案', `到会 ${came} 人各记一条`, came, '份'),
      ...(each > 0 ? [item('hours', '学习学时', `每人 ${each} 学时`, each * came, '学时')] : []),
      item(
        'attendance',
        '出勤',
        `到会 ${counts.present}，请假 ${counts.leave}，缺席 ${counts.missing}`,
        counts.due,
        '人',
      ),
      item(
        'plan',
        `全年计划：${MEETING_KIND_LABELS[meeting.kind]}`,
        own ? `${own.title}已完成` : '计划外多开的一次',
        `${held.length} / ${lines.length}`,
        '次',
      ),
    ],
    retyped: 0,
    ...(next && {
      next: { title: next.title, dueOn: next.dueOn, why: next.why, source: next.source, action: next.action },
    }),
    allowed: allowedActions(work.actor, subject),
  }
}

/** 会议记录 as a sheet, drawn from the same template as the page. */
export async function exportRecord(work: Work, meetingId: string) {
  const loaded = await getMeetingFor(work.actor, meetingId, 'export', work.today)
  const { fields } = presentMinutes(loaded, await minutesContext(loaded), true)
  const word = (value: unknown): string | number =>
    Array.isArray(value) ? value.join('\n') : typeof value === 'number' ? value : String(value ?? '')
  const { meeting } = loaded
  const rows = [
    [meeting.title],
    ['项目', '内容', '来源'],
    ...fields.map((field) => [field.label, word(field.value), field.source ?? '记录人填写']),
    ...meeting.changes.map((c) => [`更正：${c.label}`, `${c.from} → ${c.to}（${c.reason}）`, c.at]),
  ]
  return { fileName: `${meeting.on} ${meeting.title}.xlsx`, bytes: writeSheet('会议记录', rows, [16, 60, 20]) }
}
