import { mustBeAllowed } from '@cloud/core/authorize'
import type { Work } from '@cloud/core/deps'
import { createSharedLimit } from '@cloud/core/http/rateLimit'
import { AppError, ruleBroken } from '@shared/core/errors'
import { instantAt, plainDateOf } from '@shared/core/plainDate'
import { findCheckIn, statusOf } from '@shared/modules/meetings/attendance'
import type {
  Attendance,
  AttendanceStatus,
  CheckInMethod,
  SettledStatus,
  Standing,
} from '@shared/modules/meetings/model'
import { ATTENDANCE_STATUS_LABELS } from '@shared/modules/meetings/model'
import { MEETING_POLICY } from '@shared/modules/meetings/policy'
import { checkInViolations, isAttendanceOpen, stateOf } from '@shared/modules/meetings/steps'
import { isCodeValid, isTokenValid, meetingOfToken } from '../checkInCode'
import { type MeetingRecord, Meetings } from '../collection'
import { getMeetingFor, type LoadedMeeting, loadMeeting } from '../queries'
import { invitedTo, loadRoster } from '../roster'
import { appendAttendance, mustBeOpen, noteMeeting, writeMeeting } from '../write'

const guesses = createSharedLimit('checkIn', 10, 300, '试的次数太多了，请 5 分钟后再试，或请书记代签')

/** Sent later than this after it was scanned, the phone's word no longer counts. */
const LATEST_OFFLINE_MS = 7 * 86_400_000

export interface CheckInRequest {
  token?: string | undefined
  meetingId?: string | undefined
  code?: string | undefined
  scannedAt?: string | undefined
}

export interface CheckedIn {
  meetingId: string
  title: string
  at: string
  method: CheckInMethod
  standing: Standing
  repeated: boolean
  message: string
}

const WRONG = '签到码不对或已经更换，请看会场屏幕上的新码'

/** The instant that counts: now, or when the phone without signal scanned it. */
function instantOf(work: Work, scannedAt: string | undefined): { at: number; late: boolean } {
  const now = Date.parse(work.now)
  if (!scannedAt) return { at: now, late: false }
  const at = Date.parse(scannedAt)
  if (at > now + 120_000) throw new AppError('invalid_input', '签到时间在以后，请校准手机时间')
  if (now - at > LATEST_OFFLINE_MS) throw new AppError('invalid_input', '离线签到保存太久了，请书记更正名单')
  return now - at < 5_000 ? { at: now, late: false } : { at, late: true }
}

/** The meeting meant: named by token or id, otherwise the one of the own branch on that day whose code it is. */
async function findMeetingId(work: Work, request: CheckInRequest, at: number, late: boolean): Promise<string> {
  const named = request.token ? meetingOfToken(request.token) : request.meetingId
  if (named) return named
  const { code } = request
  if (request.token || !code) throw new AppError('invalid_input', '请扫会场屏幕上的二维码，或输入 6 位签到码')
  await guesses.take(work.actor.personId)
  const today = await Meetings.find(
    { organizationId: work.actor.organizationId, on: plainDateOf(at) },
    { _id: 1 },
  ).lean<Pick<MeetingRecord, '_id'>[]>()
  const meant = today.find(({ _id }) => isCodeValid(work.deps, _id, code, at, late))
  if (!meant) throw new AppError('invalid_input', WRONG)
  return meant._id
}

const reply = (
  loaded: LoadedMeeting,
  person: Pick<Attendance, 'standing' | 'name'>,
  of: Omit<CheckedIn, 'meetingId' | 'title' | 'standing' | 'message'>,
): CheckedIn => ({
  meetingId: loaded.meeting.id,
  title: loaded.meeting.title,
  standing: person.standing,
  ...of,
  message: of.repeated ? `${person.name}已经签到，不用再签` : `${person.name}签到成功`,
})

/** A person not on the list yet: a member who joined since, or a guest. */
async function newcomer(work: Work, { meeting }: LoadedMeeting, personId: string) {
  const roster = await loadRoster(meeting.organizationId, work.today)
  const invited = invitedTo(roster, meeting.kind, meeting.groupId).find((person) => person.personId === personId)
  const name = roster.names.get(personId)
  if (name === undefined) return undefined
  return invited ?? { personId, name, standing: 'guest' as const }
}

/** Puts one check-in down. Whoever is present already stays so: the second time adds nothing. */
async function putDown(
  work: Work,
  loaded: LoadedMeeting,
  personId: string,
  how: { method: CheckInMethod; at: string; reason?: string; offline?: boolean },
): Promise<CheckedIn> {
  const listed = loaded.attendances.find((a) => a.personId === personId)
  const earlier = listed && statusOf(listed.entries) === 'present' ? findCheckIn(listed.entries) : undefined
  if (listed && earlier) return reply(loaded, listed, { at: earlier.at, method: earlier.method, repeated: true })
  const person = listed ? { ...listed, known: listed.entries } : await newcomer(work, loaded, personId)
  if (!person) throw new AppError('not_found', '名册里没有这个人')
  await appendAttendance(loaded.record, person, { kind: 'checkIn', by: work.actor.personId, ...how })
  const proxy = how.method === 'proxy'
  await noteMeeting(
    work,
    loaded.record,
    { ...(proxy && { summary: `在“${loaded.meeting.title}”代${person.name}签到：${how.reason ?? ''}` }) },
    proxy ? 'proxy' : undefined,
  )
  return reply(loaded, person, { at: how.at, method: how.method, repeated: false })
}

/**
 * 签到 — by the token of the QR code or by six digits; each is accepted for two steps of the rolling code.
 * @throws AppError invalid_input for a wrong or old code, rate_limited after ten tries, rule_broken outside the time for it.
 */
export async function checkIn(work: Work, request: CheckInRequest): Promise<CheckedIn> {
  const { actor, deps } = work
  const { at, late } = instantOf(work, request.scannedAt)
  const meetingId = await findMeetingId(work, request, at, late)
  const loaded = await loadMeeting(meetingId, actor.personId, work.today)
  if (!loaded) throw new AppError('invalid_input', WRONG)
  const listed = loaded.attendances.find((a) => a.personId === actor.personId)
  if (listed && statusOf(listed.entries) === 'present')
    return putDown(work, loaded, actor.personId, { method: 'code', at: work.now })
  await guesses.take(`${meetingId}:${actor.personId}`)
  const { token, code } = request
  const genuine = token
    ? isTokenValid(deps, meetingId, token, at, late)
    : code !== undefined && isCodeValid(deps, meetingId, code, at, late)
  if (!genuine) throw new AppError('invalid_input', WRONG)
  mustBeAllowed(MEETING_POLICY.checkIn(actor, loaded.subject), '你不在这次会议的名单里，请联系书记')
  const { meeting } = loaded
  const when = new Date(at).toISOString()
  const closed = checkInViolations(meeting.entries, instantAt(meeting.on, meeting.startTime), when)
  if (closed.length > 0) throw ruleBroken(closed)
  return putDown(work, loaded, actor.personId, {
    method: token ? 'qr' : 'code',
    at: when,
    ...(late && { offline: true }),
  })
}

/** 代签 — the organiser vouches for somebody and says why. */
export async function checkInFor(work: Work, meetingId: string, personId: string, reason: string): Promise<CheckedIn> {
  const loaded = await getMeetingFor(work.actor, meetingId, 'proxy', work.today)
  const { meeting } = loaded
  const closed = checkInViolations(meeting.entries, instantAt(meeting.on, meeting.startTime), work.now)
  if (closed.length > 0) throw ruleBroken(closed)
  return putDown(work, loaded, personId, { method: 'proxy', at: work.now, reason })
}

function mustBeUnderWay({ meeting }: LoadedMeeting, what: string): void {
  const state = stateOf(meeting.entries)
  if (isAttendanceOpen(state)) return
  const why = state === 'planned' ? '会议还没有发通知' : state === 'cancelled' ? '会议已经取消' : '记录已经提交'
  throw new AppError('conflict', `${why}，不能${what}`)
}

/** 请假. Asking twice is the same request. */
export async function requestLeave(work: Work, meetingId: string, reason: string): Promise<AttendanceStatus> {
  const { actor } = work
  const loaded = await getMeetingFor(actor, meetingId, 'leave', work.today)
  mustBeUnderWay(loaded, '请假')
  const own = loaded.attendances.find((a) => a.personId === actor.personId)
  if (!own) throw new AppError('forbidden', '你不在这次会议的名单里，不用请假')
  const status = statusOf(own.entries)
  if (status === 'present') throw new AppError('conflict', '你已经签到，不用请假')
  if (status === 'leave' || status === 'leaveRequested') return status
  await appendAttendance(
    loaded.record,
    { ...own, known: own.entries },
    {
      kind: 'requestLeave',
      by: actor.personId,
      at: work.now,
      reason,
    },
  )
  await noteMeeting(work, loaded.record, {})
  return 'leaveRequested'
}

/** 核对请假. The same decision twice is one; a reason stands in for a request made by word of mouth. */
export async function decideLeave(
  work: Work,
  meetingId: string,
  decision: { personId: string; approve: boolean; reason?: string | undefined },
): Promise<AttendanceStatus> {
  const loaded = await getMeetingFor(work.actor, meetingId, 'decideLeave', work.today)
  mustBeUnderWay(loaded, '核对请假')
  const { personId, approve, reason } = decision
  const person = loaded.attendances.find((a) => a.personId === personId)
  if (!person) throw new AppError('not_found', '名单里没有这个人')
  const status = statusOf(person.entries)
  const wanted = approve ? 'leave' : 'waiting'
  if (status === wanted && person.entries.length > 0) return status
  const byWord = status === 'waiting' && approve && reason !== undefined
  if (status !== 'leaveRequested' && !byWord)
    throw new AppError(
      'conflict',
      status === 'present'
        ? `${person.name}已经签到，不用再核对请假`
        : status === 'waiting'
          ? `${person.name}没有请假；口头请假请写明原因`
          : `${person.name}的请假已经处理过了`,
    )
  let known = person.entries
  if (byWord) {
    const asked = { kind: 'requestLeave', by: work.actor.personId, at: work.now, reason } as const
    await appendAttendance(loaded.record, { ...person, known }, asked)
    known = [...known, asked]
  }
  await appendAttendance(
    loaded.record,
    { ...person, known },
    {
      kind: approve ? 'approveLeave' : 'refuseLeave',
      by: work.actor.personId,
      at: work.now,
      ...(reason && { reason }),
    },
  )
  const summary = `${approve ? '准' : '不准'}${person.name}在“${loaded.meeting.title}”请假`
  await noteMeeting(work, loaded.record, { summary }, 'leave')
  return wanted
}

/** 更正到会 — appended after the record was locked; every view follows. @throws AppError conflict when nothing would change. */
export async function correctAttendance(
  work: Work,
  meetingId: string,
  { personId, status, reason }: { personId: string; status: SettledStatus; reason: string },
): Promise<void> {
  const loaded = await getMeetingFor(work.actor, meetingId, 'correct', work.today)
  mustBeOpen(work, loaded, 'correct')
  const listed = loaded.attendances.find((a) => a.personId === personId)
  const person = listed ? { ...listed, known: listed.entries } : await newcomer(work, loaded, personId)
  if (!person) throw new AppError('not_found', '名册里没有这个人')
  const found = listed ? statusOf(listed.entries) : 'waiting'
  const before = found === 'present' || found === 'leave' ? found : 'absent'
  if (before === status && listed)
    throw new AppError('conflict', `${person.name}已经是“${ATTENDANCE_STATUS_LABELS[status]}”，不用更正`)
  const by = work.actor.personId
  await appendAttendance(loaded.record, person, { kind: 'correct', status, by, at: work.now, reason })
  const from = ATTENDANCE_STATUS_LABELS[before]
  const to = ATTENDANCE_STATUS_LABELS[status]
  await writeMeeting(work, loaded, {
    step: 'correct',
    reason,
    changes: [{ field: `attendance.${personId}`, label: `${person.name}到会情况`, from, to, reason, by, at: work.now }],
    summary: `更正“${loaded.meeting.title}”到会：${person.name} ${from} → ${to}`,
  })
}
