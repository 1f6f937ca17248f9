import type { Actor } from '@cloud/core/actor'
import { found, mustBeAllowed } from '@cloud/core/authorize'
import { type Appointment, listAppointments, listOrganizations } from '@cloud/modules/organizations/index'
import type { PlainDate } from '@shared/core/plainDate'
import { lastEntry } from '@shared/core/workflow'
import { isListed } from '@shared/modules/meetings/attendance'
import { jointQuorum } from '@shared/modules/meetings/joint'
import type { Attendance, JoinedBranch, Meeting } from '@shared/modules/meetings/model'
import {
  APPROVER_ROLES,
  MEETING_POLICY,
  type MeetingAction,
  type MeetingSubject,
} from '@shared/modules/meetings/policy'
import type { MeetingCase } from '@shared/modules/meetings/steps'
import { type AttendanceRecord, Attendances, type MeetingRecord, Meetings } from './collection'

export function toMeeting(record: MeetingRecord): Meeting {
  const {
    _id,
    state: _s,
    revision: _r,
    draft: _d,
    ledgerYear: _y,
    ledgerNumber: _n,
    hourSettings: _h,
    partnerIds: _p,
    invitedIds: _i,
    ...rest
  } = record
  return { id: _id, ...rest }
}

const toAttendance = ({ organizationId, personId, name, standing, entries, readAt }: AttendanceRecord): Attendance => ({
  organizationId,
  personId,
  name,
  standing,
  entries,
  ...(readAt && { readAt: readAt.toISOString() }),
})

/** A meeting with everybody on its list, as one piece. */
export interface LoadedMeeting {
  record: MeetingRecord
  meeting: Meeting
  attendances: Attendance[]
  /** Not on it: somebody whose check-in arrived late and waits for the secretary, or was not accepted. */
  unlisted: Attendance[]
  appointments: Appointment[]
  subject: MeetingSubject
}

/** What a draft on some device goes on from: the draft here, otherwise the record as it was filed last; 0 for neither. It only grows. */
export function draftRevision({ draft, entries }: Pick<MeetingRecord, 'draft' | 'entries'>): number {
  const filed = lastEntry(entries, 'minutes')
  return draft?.revision ?? (filed ? Date.parse(filed.at) : 0)
}

/** Everybody of whom something is known at a meeting, on its list or not. */
export async function listAttendances(meetingId: string): Promise<Attendance[]> {
  const rows = await Attendances.find({ meetingId }).sort({ personId: 1 }).lean<AttendanceRecord[]>()
  return rows.map(toAttendance)
}

/** Persons who may approve records in a branch, the secretary first. */
export const approversOf = (appointments: readonly Appointment[]): string[] => [
  ...new Set(APPROVER_ROLES.flatMap((role) => appointments.filter((a) => a.role === role).map((a) => a.personId))),
]

/** Loads a meeting the actor may see. @throws AppError not_found for one he may not, as for one that does not exist. */
export async function getMeeting(actor: Actor, meetingId: string, today: PlainDate): Promise<LoadedMeeting> {
  const loaded = await loadMeeting(meetingId, actor.personId, today)
  found(loaded && MEETING_POLICY.read(actor, loaded.subject) ? loaded : undefined, '次会议')
  return loaded as LoadedMeeting
}

/** Partners where they stand today: a branch may have been put under another organisation since it was asked. */
async function placeJoined(joined: readonly JoinedBranch[]): Promise<JoinedBranch[]> {
  const places = await listOrganizations({ ids: joined.map((one) => one.organizationId) })
  const paths = new Map(places.map(({ id, path }) => [id, path]))
  return joined.map((one) => ({ ...one, path: paths.get(one.organizationId) ?? one.path }))
}

/** Loads a meeting without asking who wants it; `personId` decides whether the subject counts as invited. */
export async function loadMeeting(
  meetingId: string,
  personId: string,
  today: PlainDate,
): Promise<LoadedMeeting | undefined> {
  const stored = await Meetings.findById(meetingId).lean<MeetingRecord>()
  if (!stored) return undefined
  const record = { ...stored, ...(stored.joined && { joined: await placeJoined(stored.joined) }) }
  const people = await listAttendances(meetingId)
  const attendances = people.filter(isListed)
  const unlisted = people.filter((person) => !isListed(person))
  const appointments = await listAppointments([record.organizationId], today)
  const filedBy = lastEntry(record.entries, 'minutes')?.by
  const subject: MeetingSubject = {
    organizationId: record.organizationId,
    path: record.path,
    ...(record.groupId && { groupId: record.groupId }),
    recorderId: record.recorderId,
    invited: attendances.some((a) => a.personId === personId),
    ...(filedBy && { filedBy }),
    approverIds: approversOf(appointments),
    ...(record.joined && { joined: record.joined }),
  }
  return { record, meeting: toMeeting(record), attendances, unlisted, appointments, subject }
}

const FORBIDDEN = {
  read: '你不能查看这次会议',
  notify: '只有本支部支委可以发通知',
  move: '只有本支部支委可以改会议安排',
  cancel: '只有本支部支委可以取消会议',
  screen: '只有本支部支委可以打开签到屏',
  proxy: '只有本支部支委可以代签',
  decideLeave: '只有本支部支委可以核对请假',
  minutes: '只有记录人或本支部支委可以写记录',
  return: '只有本支部书记或副书记可以退回记录',
  approve: '只有本支部书记或副书记可以审核记录',
  correct: '归档后的更正由本支部书记或副书记来做',
  decideArrival: '迟到的签到由本支部书记或副书记核对',
  checkIn: '你不在这次会议的名单里，请联系书记',
  leave: '你不在这次会议的名单里，不用请假',
  export: '只有本支部支委或上级可以导出',
  joint: '只有主办支部支委可以请别的支部',
  lecture: '只有记录人或本支部支委可以登记授课人',
} as const satisfies Record<MeetingAction, string>

/** Loads a meeting on which the actor may do this. @throws AppError not_found, forbidden. */
export async function getMeetingFor(
  actor: Actor,
  meetingId: string,
  action: MeetingAction,
  today: PlainDate,
): Promise<LoadedMeeting> {
  const loaded = await getMeeting(actor, meetingId, today)
  mustBeAllowed(MEETING_POLICY[action](actor, loaded.subject), FORBIDDEN[action])
  return loaded
}

/** What the workflow's gates look at. */
export function caseOf({ meeting, attendances }: Pick<LoadedMeeting, 'meeting' | 'attendances'>): MeetingCase {
  return {
    entries: meeting.entries,
    on: meeting.on,
    hasDecisions: meeting.agenda.some((item) => item.kind === 'decide'),
    quorum: jointQuorum(meeting, attendances),
  }
}
