import { mustBeAllowed } from '@cloud/core/authorize'
import type { Work } from '@cloud/core/deps'
import { AppError, ruleBroken, type Violation } from '@shared/core/errors'
import type { FormValues } from '@shared/core/form'
import { isPlainDate, type PlainDate } from '@shared/core/plainDate'
import { tally } from '@shared/modules/meetings/attendance'
import { ADJUSTABLE_FIELDS, checkMinutes, fillMinutes, WRITTEN_FIELDS } from '@shared/modules/meetings/forms'
import type { FieldChange, Meeting, Votes } from '@shared/modules/meetings/model'
import { UNIT_SETTING } from '@shared/modules/meetings/norms'
import { MEETING_POLICY, whyNotApprove } from '@shared/modules/meetings/policy'
import { voteFaults } from '@shared/modules/meetings/quorum'
import { stateOf } from '@shared/modules/meetings/steps'
import { type Draft, type MeetingRecord, Meetings } from '../collection'
import { assignPages } from '../ledgerPages'
import { minutesContext } from '../present'
import { draftRevision, getMeeting, getMeetingFor, type LoadedMeeting } from '../queries'
import { mustBeOpen, writeMeeting } from '../write'

type Written = Record<string, string>
type VoteTotals = Record<string, Votes>

const FIELD_LABELS = {
  discussion: '讨论要点',
  resolution: '决议',
  note: '其他说明',
  on: '日期',
  startTime: '开始时间',
  endTime: '结束时间',
  place: '地点',
} as const

interface DraftSave {
  values: Written
  votes: VoteTotals
  basedOn: number
  device: string
  stroke: number
}

const OVERTAKEN = '另一台设备上也在写这份记录。两份都在，请打开会议记录选一份'

/** Another device went on from a draft this one has not seen. */
const isOvertaken = (record: MeetingRecord, { basedOn, device }: DraftSave): boolean =>
  basedOn !== draftRevision(record) && (device === '' || record.draft?.device !== device)

const OUTDATED = '这台设备上后来写的已经保存，先前的一份不再用'

/** The same device has saved something it wrote later: this request was held up on its way. */
function isOutdated({ draft }: MeetingRecord, { basedOn, device, stroke }: DraftSave): boolean {
  if (device === '' || draft?.device !== device || draft.basedOn === undefined) return false
  return basedOn < draft.basedOn || (basedOn === draft.basedOn && stroke < (draft.stroke ?? 0))
}

function mustBeLatest(record: MeetingRecord, save: DraftSave): void {
  if (isOvertaken(record, save)) throw new AppError('conflict', OVERTAKEN)
  if (isOutdated(record, save)) throw new AppError('conflict', OUTDATED)
}

/**
 * Keeps what has been written so far on the service: another device goes on from there. What a device saved itself never stands in its
 * way, as the answer may have been lost; what another device saved since, or this one wrote later, is never written over.
 * @throws AppError conflict when another device went on meanwhile; both drafts are then still there, one here and one on that device.
 */
export async function saveDraft(
  work: Work,
  meetingId: string,
  save: DraftSave,
): Promise<{ savedAt: string; revision: number }> {
  const loaded = await getMeetingFor(work.actor, meetingId, 'minutes', work.today)
  const state = stateOf(loaded.meeting.entries)
  if (state === 'filed' || state === 'locked' || state === 'cancelled')
    throw new AppError('conflict', state === 'cancelled' ? '会议已经取消' : '记录已经提交，草稿不再保存')
  mustBeLatest(loaded.record, save)
  const revision = Math.max(Date.parse(work.now), draftRevision(loaded.record) + 1)
  const next: Draft = { ...save, at: work.now, by: work.actor.personId, revision }
  await Meetings.updateOne({ _id: meetingId }, { $set: { draft: next } })
  return { savedAt: work.now, revision }
}

/** Every agenda line to be voted on needs its totals; no other line may have any. */
function votingFaults({ meeting, attendances }: LoadedMeeting, votes: VoteTotals): Violation[] {
  const counts = tally(attendances)
  const faults: Violation[] = []
  meeting.agenda.forEach((item, i) => {
    const own = votes[String(i)]
    if (item.kind !== 'decide') return
    if (own) faults.push(...voteFaults(own, counts, i + 1, meeting.on))
    else
      faults.push({ message: `请核对议题 ${i + 1} 的票数`, field: `votes.${i}`, source: UNIT_SETTING, fixBy: '记录人' })
  })
  return faults
}

const decidedOnly = (meeting: Meeting, votes: VoteTotals): VoteTotals =>
  Object.fromEntries(Object.entries(votes).filter(([index]) => meeting.agenda[Number(index)]?.kind === 'decide'))

/**
 * 提交记录. Only the written fields are kept; everything else is derived. @returns how many fields were typed and how many were filled
 * by the system. @throws AppError rule_broken with every reason at once.
 */
export async function fileMinutes(
  work: Work,
  meetingId: string,
  save: DraftSave,
): Promise<{ typedFields: number; filledFields: number }> {
  const loaded = await getMeetingFor(work.actor, meetingId, 'minutes', work.today)
  mustBeOpen(work, loaded, 'minutes')
  if (save.device !== '') mustBeLatest(loaded.record, save)
  const { meeting, attendances } = loaded
  const { values, votes } = save
  const totals = decidedOnly(meeting, votes)
  const filled = fillMinutes({ ...meeting, votes: totals }, attendances, await minutesContext(loaded), values)
  const faults = [...votingFaults(loaded, votes), ...checkMinutes(filled, values)]
  if (faults.length > 0) throw ruleBroken(faults)
  const minutes: FormValues = Object.fromEntries(
    WRITTEN_FIELDS.flatMap((field) => {
      const value = values[field]?.trim()
      return value ? [[field, value] as const] : []
    }),
  )
  const adjusted = ADJUSTABLE_FIELDS.filter((field) => values[field] && values[field] !== meeting[field])
  const changes: FieldChange[] = adjusted.map((field) => ({
    field,
    label: FIELD_LABELS[field],
    from: meeting[field],
    to: values[field] ?? '',
    reason: '写记录时核对',
    by: work.actor.personId,
    at: work.now,
  }))
  await writeMeeting(work, loaded, {
    step: 'minutes',
    set: { minutes, votes: totals, ...Object.fromEntries(adjusted.map((field) => [field, values[field]])) },
    unset: ['draft'],
    changes,
    summary: `提交“${meeting.title}”记录`,
  })
  return {
    typedFields: Object.keys(minutes).length + adjusted.length,
    filledFields: Object.values(filled).filter((field) => field.source).length,
  }
}

/** 审核归档 — the record is locked and gets its page in the ledger; every view derives from it from now on. */
export async function approveMeeting(work: Work, meetingId: string): Promise<void> {
  const { actor } = work
  const loaded = await getMeeting(actor, meetingId, work.today)
  mustBeAllowed(MEETING_POLICY.approve(actor, loaded.subject), whyNotApprove(actor, loaded.subject))
  mustBeOpen(work, loaded, 'approve')
  const { meeting } = loaded
  await writeMeeting(work, loaded, {
    step: 'approve',
    set: await assignPages(meeting),
    summary: `审核“${meeting.title}”记录并归档`,
  })
}

/** 退回 — the recorder goes on from what was filed. */
export async function returnMinutes(work: Work, meetingId: string, reason: string): Promise<void> {
  const loaded = await getMeetingFor(work.actor, meetingId, 'return', work.today)
  mustBeOpen(work, loaded, 'return')
  await writeMeeting(work, loaded, { step: 'return', reason, summary: `退回“${loaded.meeting.title}”记录：${reason}` })
}

export type CorrectableField = keyof typeof FIELD_LABELS

/** What is wrong with a corrected value, in words. */
function correctionFault(
  meeting: Meeting,
  field: CorrectableField,
  value: string,
  today: PlainDate,
): string | undefined {
  if (field === 'on') {
    if (!isPlainDate(value)) return '日期应写成 2026-06-11 这样'
    return value > today ? '不能晚于今天，会已经开过了' : undefined
  }
  if (field === 'startTime' || field === 'endTime') {
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(value)) return '时间应写成 14:30 这样'
    const start = field === 'startTime' ? value : meeting.startTime
    const end = field === 'endTime' ? value : meeting.endTime
    return end > start ? undefined : '结束时间应晚于开始时间'
  }
  if (field !== 'place') return undefined
  return value.length > 50 ? '不能超过 50 个字' : value.includes('\n') ? '只能写一行' : undefined
}

/** 更正 — one field of a locked record; the old value stays readable beside the new one. */
export async function correctField(
  work: Work,
  meetingId: string,
  { field, value, reason }: { field: CorrectableField; value: string; reason: string },
): Promise<void> {
  const loaded = await getMeetingFor(work.actor, meetingId, 'correct', work.today)
  mustBeOpen(work, loaded, 'correct')
  const { meeting } = loaded
  const fault = correctionFault(meeting, field, value, work.today)
  if (fault)
    throw new AppError('invalid_input', `“${FIELD_LABELS[field]}”${fault}`, [{ field: 'value', message: fault }])
  const written = field === 'discussion' || field === 'resolution' || field === 'note'
  const from = written ? String(meeting.minutes[field] ?? '') : meeting[field]
  if (from === value) throw new AppError('conflict', `“${FIELD_LABELS[field]}”没有变化，不用更正`)
  const by = work.actor.personId
  await writeMeeting(work, loaded, {
    step: 'correct',
    reason,
    set: written ? { minutes: { ...meeting.minutes, [field]: value } } : { [field]: value },
    changes: [{ field, label: FIELD_LABELS[field], from, to: value, reason, by, at: work.now }],
    summary: `更正“${meeting.title}”${FIELD_LABELS[field]}`,
  })
}
