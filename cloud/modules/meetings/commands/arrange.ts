import { found, mustBeAllowed } from '@cloud/core/authorize'
import { newId } from '@cloud/core/database/id'
import { takeTurn } from '@cloud/core/database/takeTurn'
import type { Work } from '@cloud/core/deps'
import { AppError, type Violation } from '@shared/core/errors'
import { dayLabel, daysBetween } from '@shared/core/plainDate'
import { branchIdsOf } from '@shared/modules/meetings/joint'
import { type FieldChange, formOf, MEETING_KIND_LABELS } from '@shared/modules/meetings/model'
import type { MeetingDraft } from '@shared/modules/meetings/plan/proposeMeeting'
import { organises } from '@shared/modules/meetings/policy'
import { stateOf } from '@shared/modules/meetings/steps'
import { Attendances, attendanceId, type MeetingRecord, Meetings } from '../collection'
import { getMeeting, getMeetingFor, type LoadedMeeting } from '../queries'
import { type BranchRoster, invitedFrom, invitedTo, loadRoster } from '../roster'
import { mustBeOpen, noteMeeting, writeMeeting } from '../write'

/** A meeting may be entered later, but not for another year's books, and not further ahead than next year's plan. */
const MOST_DAYS_BACK = 366
const MOST_DAYS_AHEAD = 400

function draftFaults(work: Work, draft: MeetingDraft, roster: BranchRoster): Violation[] {
  const faults: Violation[] = []
  const away = daysBetween(work.today, draft.on)
  if (away < -MOST_DAYS_BACK || away > MOST_DAYS_AHEAD)
    faults.push({ field: 'on', message: '日期太远了，只能安排一年以内的会议' })
  if (draft.endTime <= draft.startTime) faults.push({ field: 'endTime', message: '结束时间应晚于开始时间' })
  for (const field of ['chairId', 'recorderId'] as const)
    if (!roster.names.has(draft[field]))
      faults.push({ field, message: `${field === 'chairId' ? '主持人' : '记录人'}不在本支部名册里` })
  if (formOf(draft) === 'groupMeeting' && !roster.groups.some((group) => group.id === draft.groupId))
    faults.push({ field: 'groupId', message: '请选本支部的一个党小组' })
  if (draft.form && draft.kind !== 'lifeMeeting') faults.push({ field: 'form', message: '只有组织生活会要选形式' })
  if (formOf(draft) !== 'groupMeeting' && draft.groupId)
    faults.push({ field: 'groupId', message: '只有党小组会要选党小组' })
  return faults
}

function mustBeSound(faults: readonly Violation[]): void {
  const [first] = faults
  if (first) throw new AppError('invalid_input', `填写有误：${first.message}`, faults)
}

/** Arranges a meeting. @returns its id. @throws AppError not_found, forbidden, invalid_input, conflict for the same meeting twice. */
export async function createMeeting(work: Work, draft: MeetingDraft): Promise<string> {
  const { actor, today } = work
  const roster = await loadRoster(draft.organizationId, today)
  const { branch } = roster
  const near = actor.organizationId === branch.id || actor.appointments.some((a) => branch.path.startsWith(a.path))
  found(near || organises(actor, draft) ? branch : undefined, '个支部')
  mustBeAllowed(organises(actor, draft), '只有本支部支委可以安排会议')
  mustBeSound(draftFaults(work, draft, roster))
  const invited = invitedTo(roster, formOf(draft), draft.groupId)
  if (invited.length === 0)
    throw new AppError(
      'conflict',
      draft.kind === 'committeeMeeting' ? '本支部还没有支委任职，请先登记支委' : '名册里还没有党员，请先导入党员名册',
    )
  const { organizationId, kind, on, startTime, groupId } = draft
  await takeTurn(`meetings:${organizationId}`)
  const same = await Meetings.find({ organizationId, kind, on }).lean<MeetingRecord[]>()
  if (same.some((m) => m.startTime === startTime && m.groupId === groupId && m.state !== 'cancelled'))
    throw new AppError('conflict', `${dayLabel(on)} ${startTime} 已经安排过${MEETING_KIND_LABELS[kind]}，不用再安排`)
  const _id = newId()
  await Meetings.create({
    _id,
    ...draft,
    path: branch.path,
    entries: [{ step: 'plan', by: actor.personId, at: work.now, on: today }],
    changes: [],
    minutes: {},
    votes: {},
    state: 'planned',
    revision: 0,
  })
  await Attendances.insertMany(
    invited.map((person) => ({
      _id: attendanceId(_id, person.personId),
      meetingId: _id,
      organizationId,
      ...person,
      entries: [],
    })),
  )
  const summary = `安排“${draft.title}”，${dayLabel(on)} ${startTime}`
  const place = { _id, organizationId, path: branch.path, kind, on }
  await noteMeeting(work, place, { step: 'plan', summary })
  return _id
}

/** Brings the list up to date with the register before the notice goes out; whoever has acted on it already stays. */
async function refreshList(work: Work, { meeting, attendances }: LoadedMeeting): Promise<number> {
  const invited = await invitedFrom(branchIdsOf(meeting), formOf(meeting), meeting.groupId, work.today)
  const wanted = new Map(invited.map((person) => [person.personId, person]))
  const listed = new Set(attendances.map((a) => a.personId))
  const gone = attendances.filter((a) => !wanted.has(a.personId) && a.entries.length === 0)
  const writes = [
    ...gone.map((a) => ({ deleteOne: { filter: { _id: attendanceId(meeting.id, a.personId) } } })),
    ...invited
      .filter((person) => !listed.has(person.personId))
      .map((person) => ({
        insertOne: {
          document: {
            _id: attendanceId(meeting.id, person.personId),
            meetingId: meeting.id,
            ...person,
            entries: [],
          },
        },
      })),
    ...attendances.flatMap((a) => {
      const fresh = wanted.get(a.personId)
      if (!fresh || (fresh.standing === a.standing && fresh.name === a.name)) return []
      const filter = { _id: attendanceId(meeting.id, a.personId) }
      return [{ updateOne: { filter, update: { $set: { standing: fresh.standing, name: fresh.name } } } }]
    }),
  ]
  if (writes.length > 0) await Attendances.bulkWrite(writes)
  return invited.length
}

/** Sends the notice out. @returns how many people it concerns. */
export async function notifyMeeting(work: Work, meetingId: string): Promise<number> {
  const loaded = await getMeetingFor(work.actor, meetingId, 'notify', work.today)
  mustBeOpen(work, loaded, 'notify')
  const people = await refreshList(work, loaded)
  await writeMeeting(work, loaded, { step: 'notify', summary: `发出“${loaded.meeting.title}”通知，${people} 人` })
  return people
}

export type MeetingEdit = Partial<Omit<MeetingDraft, 'organizationId' | 'groupId' | 'kind' | 'form'>>

const EDIT_LABELS = {
  title: '名称',
  on: '日期',
  startTime: '开始时间',
  endTime: '结束时间',
  place: '地点',
  chairId: '主持人',
  recorderId: '记录人',
  agenda: '议题',
} as const satisfies Record<keyof MeetingEdit, string>

/** Changes what was arranged; an announced meeting is announced anew. @throws AppError invalid_input when nothing changes. */
export async function moveMeeting(work: Work, meetingId: string, edit: MeetingEdit, reason: string): Promise<void> {
  const loaded = await getMeetingFor(work.actor, meetingId, 'move', work.today)
  mustBeOpen(work, loaded, 'move')
  const { meeting } = loaded
  const roster = await loadRoster(meeting.organizationId, work.today)
  const { organizationId, groupId, kind, form, title, on, startTime, endTime, place, chairId, recorderId, agenda } =
    meeting
  const before = { title, on, startTime, endTime, place, chairId, recorderId, agenda: [...agenda] }
  const after = { ...before, ...edit }
  mustBeSound(
    draftFaults(work, { organizationId, ...(groupId && { groupId }), kind, ...(form && { form }), ...after }, roster),
  )
  const word = (field: keyof MeetingEdit, values: typeof before): string => {
    if (field === 'agenda') return values.agenda.map((item) => item.title).join('；')
    if (field === 'chairId' || field === 'recorderId') return roster.names.get(values[field]) ?? ''
    return values[field]
  }
  const changes: FieldChange[] = (Object.keys(EDIT_LABELS) as (keyof MeetingEdit)[])
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({
      field,
      label: EDIT_LABELS[field],
      from: word(field, before),
      to: word(field, after),
      reason,
      by: work.actor.personId,
      at: work.now,
    }))
  if (changes.length === 0) throw new AppError('invalid_input', '没有要改的内容')
  const summary = `修改“${meeting.title}”：${changes.map((c) => `${c.label} ${c.from} → ${c.to}`).join('，')}`
  await writeMeeting(work, loaded, { step: 'move', reason, set: after, changes, summary: summary.slice(0, 400) })
}

/** Calls a meeting off; duties and reminders go with it. */
export async function cancelMeeting(work: Work, meetingId: string, reason: string): Promise<void> {
  const loaded = await getMeetingFor(work.actor, meetingId, 'cancel', work.today)
  mustBeOpen(work, loaded, 'cancel')
  await writeMeeting(work, loaded, { step: 'cancel', reason, summary: `取消“${loaded.meeting.title}”：${reason}` })
}

/** Marks the notice as read by this person; again and again is the same. */
export async function readNotice(work: Work, meetingId: string): Promise<void> {
  const { meeting, attendances } = await getMeeting(work.actor, meetingId, work.today)
  const own = attendances.find((a) => a.personId === work.actor.personId)
  if (!own || own.readAt || stateOf(meeting.entries) === 'planned') return
  await Attendances.updateOne(
    { _id: attendanceId(meetingId, work.actor.personId) },
    { $set: { readAt: new Date(work.now) } },
  )
}
