import { mustBeAllowed } from '@cloud/core/authorize'
import {
  type CheckInEvidence,
  type CodeWindow,
  findShown,
  isCurrent,
  subjectOfToken,
} from '@cloud/core/checkIn/rollingCode'
import type { Work } from '@cloud/core/deps'
import { createSharedLimit } from '@cloud/core/http/rateLimit'
import { settingsOf } from '@cloud/modules/organizations/index'
import { AppError, ruleBroken } from '@shared/core/errors'
import { instantAt, plainDateOf } from '@shared/core/plainDate'
import { judgeArrival } from '@shared/modules/meetings/arrivals'
import { findCheckIn, statusOf } from '@shared/modules/meetings/attendance'
import type { Attendance, CheckInMethod, Meeting, Standing } from '@shared/modules/meetings/model'
import { MEETING_POLICY } from '@shared/modules/meetings/policy'
import { CHECK_IN_OPENS_MINUTES, checkInViolations, stateOf } from '@shared/modules/meetings/steps'
import { type MeetingRecord, Meetings } from '../collection'
import { keepLateArrival, lateMinutesAt } from '../lateness'
import { getMeetingFor, type LoadedMeeting, loadMeeting } from '../queries'
import { ATTENDANCE_FACT, appendAttendance, noteMeeting } from '../write'
import { findAttendee } from './attendee'

/** Six digits can be guessed, a token cannot: only the former are counted, over all instances. */
const guesses = createSharedLimit('checkIn', 10, 300, '试的次数太多了，请 5 分钟后再试，或请书记代签')

export interface CheckInRequest extends CheckInEvidence {
  meetingId?: string | undefined
}

export interface CheckedIn {
  meetingId: string
  title: string
  at: string
  method: CheckInMethod
  standing: Standing
  repeated: boolean
  waits?: boolean
  lateMinutes?: number
  message: string
}

const WRONG = '签到码不对或已经更换，请看会场屏幕上的新码'
const NOT_REGISTERED = '名册里没有这个人'

const opensAt = ({ on, startTime }: Pick<Meeting, 'on' | 'startTime'>): number =>
  Date.parse(instantAt(on, startTime)) - CHECK_IN_OPENS_MINUTES * 60_000

const windowOf = (
  work: Work,
  meeting: Pick<Meeting, 'id' | 'on' | 'startTime'>,
  evidence: CheckInEvidence,
): CodeWindow | undefined => findShown(work, { id: meeting.id, opensAt: opensAt(meeting) }, evidence)

/** The meeting meant: named by token or id, otherwise the one of the own branch on that day whose code it is. */
async function findMeetingId(work: Work, request: CheckInRequest): Promise<string> {
  const named = request.token ? subjectOfToken(request.token) : request.meetingId
  if (named) return named
  if (request.token || !request.code) throw new AppError('invalid_input', '请扫会场屏幕上的二维码，或输入 6 位签到码')
  await guesses.take(work.actor.personId)
  const on = request.scannedAt ? plainDateOf(Date.parse(request.scannedAt)) : work.today
  const thatDay = await Meetings.find(
    { $or: [{ organizationId: work.actor.organizationId }, { partnerIds: work.actor.organizationId }], on },
    { _id: 1, on: 1, startTime: 1 },
  ).lean<Pick<MeetingRecord, '_id' | 'on' | 'startTime'>[]>()
  const meant = thatDay.find(({ _id, ...rest }) => windowOf(work, { id: _id, ...rest }, request))
  if (!meant) throw new AppError('invalid_input', WRONG)
  return meant._id
}

type Outcome = Omit<CheckedIn, 'meetingId' | 'title' | 'standing' | 'message'>

const wordsFor = (name: string, { repeated, waits, lateMinutes }: Outcome): string => {
  if (waits) return '签到已送到，等书记核对'
  if (repeated) return `${name}已经签到，不用再签`
  return lateMinutes ? `${name}签到成功，迟到 ${lateMinutes} 分钟` : `${name}签到成功`
}

const reply = (
  { meeting }: LoadedMeeting,
  { name, standing }: Pick<Attendance, 'standing' | 'name'>,
  outcome: Outcome,
): CheckedIn => ({
  meetingId: meeting.id,
  title: meeting.title,
  standing,
  ...outcome,
  message: wordsFor(name, outcome),
})

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
  const person = await findAttendee(work, loaded, personId)
  if (!person) throw new AppError('not_found', NOT_REGISTERED)
  const late = await lateMinutesAt(loaded.meeting, how.at)
  await appendAttendance(loaded.record, person, {
    kind: 'checkIn',
    by: work.actor.personId,
    ...how,
    ...(how.offline && { arrivedAt: work.now }),
    ...late,
  })
  const proxy = how.method === 'proxy'
  await noteMeeting(
    work,
    loaded.record,
    { ...(proxy && { summary: `在“${loaded.meeting.title}”代${person.name}签到：${how.reason ?? ''}` }) },
    proxy ? 'proxy' : undefined,
    ATTENDANCE_FACT,
  )
  return reply(loaded, person, { at: how.at, method: how.method, repeated: false, ...late })
}

/** A check-in made without signal: the code proves when; what the unit does not let pass by itself waits for the secretary. */
async function checkInLater(
  work: Work,
  loaded: LoadedMeeting,
  { method, scannedAt, shown }: { method: CheckInMethod; scannedAt: string; shown: CodeWindow },
): Promise<CheckedIn> {
  const { meeting } = loaded
  const state = stateOf(meeting.entries)
  const settings = await settingsOf({ id: meeting.organizationId, path: meeting.path })
  const { at, problem } = judgeArrival(
    {
      claimedAt: Date.parse(scannedAt),
      shownFrom: shown.from,
      shownUntil: shown.until,
      arrivedAt: Date.parse(work.now),
      closed: state === 'filed' || state === 'locked',
    },
    settings,
  )
  const doneAt = new Date(at).toISOString()
  const closed = checkInViolations(meeting.entries, instantAt(meeting.on, meeting.startTime), doneAt)
  if (closed.length > 0 && problem !== 'closed') throw ruleBroken(closed)
  const { personId } = work.actor
  if (!problem) return putDown(work, loaded, personId, { method, at: doneAt, offline: true })
  const person = await findAttendee(work, loaded, personId)
  if (!person) throw new AppError('not_found', NOT_REGISTERED)
  await keepLateArrival(work, loaded, person, { what: 'checkIn', method, doneAt, problem })
  return reply(loaded, person, { at: doneAt, method, repeated: false, waits: true })
}

/**
 * 签到 — by the token of the QR code or by six digits; each counts for two steps of the rolling code. Sent later from a phone without
 * signal, it counts from when it was made.
 * @throws AppError invalid_input for a wrong or old code, rate_limited after ten tries, rule_broken outside the time for it.
 */
export async function checkIn(work: Work, request: CheckInRequest): Promise<CheckedIn> {
  const { actor } = work
  const meetingId = await findMeetingId(work, request)
  const loaded = await loadMeeting(meetingId, actor.personId, work.today)
  if (!loaded) throw new AppError('invalid_input', WRONG)
  const listed = loaded.attendances.find((a) => a.personId === actor.personId)
  if (listed && statusOf(listed.entries) === 'present')
    return putDown(work, loaded, actor.personId, { method: 'code', at: work.now })
  if (!request.token) await guesses.take(`${meetingId}:${actor.personId}`)
  const shown = windowOf(work, loaded.meeting, request)
  if (!shown) throw new AppError('invalid_input', WRONG)
  mustBeAllowed(MEETING_POLICY.checkIn(actor, loaded.subject), '你不在这次会议的名单里，请联系书记')
  const method = request.token ? 'qr' : 'code'
  if (request.scannedAt && !isCurrent(shown, Date.parse(work.now)))
    return checkInLater(work, loaded, { method, scannedAt: request.scannedAt, shown })
  const { meeting } = loaded
  const closed = checkInViolations(meeting.entries, instantAt(meeting.on, meeting.startTime), work.now)
  if (closed.length > 0) throw ruleBroken(closed)
  return putDown(work, loaded, actor.personId, { method, at: work.now })
}

/** 代签 — the organiser vouches for somebody and says why. @param vouched.doneAt when, by the organiser's phone without signal. */
export async function checkInFor(
  work: Work,
  meetingId: string,
  { personId, reason, doneAt }: { personId: string; reason: string; doneAt?: string | undefined },
): Promise<CheckedIn> {
  const loaded = await getMeetingFor(work.actor, meetingId, 'proxy', work.today)
  const { meeting } = loaded
  const earliest = new Date(opensAt(meeting)).toISOString()
  const offline = doneAt !== undefined && earliest <= doneAt && Date.parse(doneAt) < Date.parse(work.now) - 60_000
  const at = offline ? doneAt : work.now
  const closed = checkInViolations(meeting.entries, instantAt(meeting.on, meeting.startTime), at)
  if (closed.length > 0) throw ruleBroken(closed)
  return putDown(work, loaded, personId, { method: 'proxy', at, reason, ...(offline && { offline }) })
}
