import type { Work } from '@cloud/core/deps'
import { getOrganization, settingsOf } from '@cloud/modules/organizations/index'
import { namesOf } from '@cloud/modules/people/index'
import type { FormValues } from '@shared/core/form'
import { isVisible } from '@shared/core/form'
import { dayLabel, instantAt, plainDateOfInstant, yearOf } from '@shared/core/plainDate'
import { lastEntry } from '@shared/core/workflow'
import { findPendingArrival } from '@shared/modules/meetings/arrivals'
import { awayReason, findCheckIn, isDue, statusOf, tally } from '@shared/modules/meetings/attendance'
import { ADJUSTABLE_FIELDS, fillMinutes, MINUTES_TEMPLATE, type MinutesContext } from '@shared/modules/meetings/forms'
import { hoursOf } from '@shared/modules/meetings/hours'
import { jointQuorum } from '@shared/modules/meetings/joint'
import type { Attendance, CheckInEntry, Meeting } from '@shared/modules/meetings/model'
import { allowedActions, approverFor, MEETING_POLICY, whyNotApprove } from '@shared/modules/meetings/policy'
import { isPassed, neededForYes } from '@shared/modules/meetings/quorum'
import type { MeetingDetail } from '@shared/modules/meetings/schemas'
import { checkInViolations, stateOf, stepViolations } from '@shared/modules/meetings/steps'
import { timelineOf } from '@shared/modules/meetings/timeline'
import type { MeetingRecord } from './collection'
import { presentJoint, presentLecture } from './presentJoint'
import { caseOf, draftRevision, type LoadedMeeting } from './queries'

/** One row of a list. */
export const presentSummary = (record: MeetingRecord, organizationName: string) => ({
  id: record._id,
  organizationId: record.organizationId,
  organizationName,
  ...(record.groupId && { groupId: record.groupId }),
  kind: record.kind,
  title: record.title,
  on: record.on,
  startTime: record.startTime,
  endTime: record.endTime,
  place: record.place,
  state: record.state,
})

const presentArrival = ({ method, at, offline, arrivedAt, lateMinutes }: CheckInEntry) => ({
  method,
  at,
  ...(offline && { offline }),
  ...(arrivedAt && { arrivedAt }),
  ...(lateMinutes && { lateMinutes }),
})

/** 迟到的签到 waiting for the secretary, the latest first. */
export const presentArrivals = (attendances: readonly Attendance[]) =>
  attendances
    .flatMap(({ personId, name, entries }) => {
      const pending = findPendingArrival(entries)
      if (!pending) return []
      const { what, problem, method, reason, doneAt, at } = pending
      return [
        { personId, name, what, problem, doneAt, arrivedAt: at, ...(method && { method }), ...(reason && { reason }) },
      ]
    })
    .sort((a, b) => b.arrivedAt.localeCompare(a.arrivedAt))

/** A person on the list; the reason for being away only to those who may decide on it, and to the person. */
export function presentAttendee(attendance: Attendance, showReason: boolean) {
  const { personId, name, standing, entries } = attendance
  const status = statusOf(entries)
  const arrival = status === 'present' ? findCheckIn(entries) : undefined
  const away = showReason && status !== 'present' ? awayReason(entries) : ''
  const reason = arrival?.method === 'proxy' ? arrival.reason : away
  return {
    personId,
    name,
    standing,
    status,
    ...(arrival && presentArrival(arrival)),
    ...(reason && { reason }),
  }
}

const HIDDEN_REASON = '原因只给本人和支委看'

const ORDER = { present: 0, leaveRequested: 1, waiting: 2, leave: 3, absent: 4 } as const

/** The latest arrivals first, then those to be decided on, then everybody else. */
export function presentList(attendances: readonly Attendance[], showReason: boolean, ownId = '') {
  return attendances
    .map((attendance) => presentAttendee(attendance, showReason || attendance.personId === ownId))
    .sort((a, b) => ORDER[a.status] - ORDER[b.status] || (b.at ?? '').localeCompare(a.at ?? ''))
}

/** Names and settings the minutes are filled with. */
export async function minutesContext({ meeting, record }: LoadedMeeting): Promise<MinutesContext> {
  const organization = await getOrganization(meeting.organizationId)
  const names = await namesOf([meeting.chairId, meeting.recorderId])
  return {
    organizationName: organization.name,
    chairName: names.get(meeting.chairId) ?? '',
    recorderName: names.get(meeting.recorderId) ?? '',
    settings: record.hourSettings ?? (await settingsOf(organization)),
  }
}

const namesOnLeave = (attendances: readonly Attendance[]): string[] =>
  attendances.filter((a) => isDue(a) && statusOf(a.entries) === 'leave').map((a) => a.name)

/** The minutes field by field, as the page draws them: written ones first, then all that is known with its source. */
export function presentMinutes(
  loaded: LoadedMeeting,
  context: MinutesContext,
  showReasons: boolean,
): MeetingDetail['minutes'] {
  const { record, meeting, attendances } = loaded
  const open = record.state === 'planned' || record.state === 'notified' || record.state === 'returned'
  const written: FormValues = open && record.draft ? record.draft.values : meeting.minutes
  const votes = open && record.draft ? record.draft.votes : meeting.votes
  const filled = fillMinutes({ ...meeting, votes }, attendances, context, written)
  const values = Object.fromEntries(Object.entries(filled).map(([field, { value }]) => [field, value]))
  const fields = MINUTES_TEMPLATE.sections.flatMap((section) =>
    section.fields
      .filter((field) => isVisible(field, values))
      .map((field) => {
        const { value: full, source } = filled[field.id] ?? {}
        // Why somebody was away, often an illness, is for those who decide on leave; the others see the names.
        const value = field.id === 'leaveNames' && !showReasons ? namesOnLeave(attendances) : full
        return {
          id: field.id,
          label: field.label,
          kind: field.kind,
          section: section.label,
          ...(value !== undefined && { value: typeof value === 'object' ? [...value] : value }),
          ...(source && { source }),
          required: field.required === true,
          asked: field.from === undefined,
          adjustable: ADJUSTABLE_FIELDS.some((id) => id === field.id),
          ...(field.hint && { hint: field.hint }),
        }
      }),
  )
  return {
    fields,
    ...(open && record.draft && { savedAt: record.draft.at }),
    revision: draftRevision(record),
  }
}

function presentAgenda(meeting: Meeting, votes: Meeting['votes'], votingDue: number): MeetingDetail['agenda'] {
  return meeting.agenda.map((item, i) => {
    const own = votes[String(i)]
    if (item.kind !== 'decide') return item
    return { ...item, neededYes: neededForYes(votingDue), ...(own && { votes: own, passed: isPassed(own, votingDue) }) }
  })
}

/** Everything about one meeting that this person may see. */
export async function presentDetail(work: Work, loaded: LoadedMeeting): Promise<MeetingDetail> {
  const { record, meeting, attendances, unlisted, subject } = loaded
  const { actor } = work
  const everybody = [...attendances, ...unlisted]
  const context = await minutesContext(loaded)
  const counts = tally(attendances)
  const state = stateOf(meeting.entries)
  const steps = timelineOf(meeting, attendances)
  // Whoever the next step waits for is named, so that nobody wonders who is to act.
  const approverId = approverFor(subject.approverIds, subject.filedBy)
  const awaited = { minutes: meeting.recorderId, approve: approverId } as Partial<Record<string, string>>
  const people = [
    ...steps.flatMap((step) => step.byId ?? []),
    ...meeting.changes.map((change) => change.by),
    ...(approverId ? [approverId, meeting.recorderId] : [meeting.recorderId]),
  ]
  const names = await namesOf(people)
  const nameOf = (id: string | undefined) => (id ? (names.get(id) ?? '') : '')
  const seesReasons = MEETING_POLICY.decideLeave(actor, subject) || MEETING_POLICY.export(actor, subject)
  const mine = attendances.find((a) => a.personId === actor.personId)
  const closed = checkInViolations(meeting.entries, instantAt(meeting.on, meeting.startTime), work.now)[0]
  const allowed = allowedActions(actor, subject)
  const holdsOffice = MEETING_POLICY.return(actor, subject)
  const next =
    state === 'filed' ? 'approve' : state === 'planned' ? 'notify' : state === 'locked' ? undefined : 'minutes'
  const votes = record.draft && state !== 'filed' && state !== 'locked' ? record.draft.votes : meeting.votes
  const { byMethod, ...numbers } = counts
  const notice = lastEntry(meeting.entries, 'notify')
  const ownAttendance = `attendance.${actor.personId}`
  return {
    ...presentSummary(record, context.organizationName),
    state,
    chair: { id: meeting.chairId, name: context.chairName },
    recorder: { id: meeting.recorderId, name: context.recorderName },
    steps: steps.map(({ byId, ...step }) => {
      const waiting = step.state === 'done' ? '' : nameOf(awaited[step.id])
      return { ...step, ...(byId && { by: nameOf(byId) }), ...(waiting && { by: `等${waiting}` }) }
    }),
    agenda: presentAgenda(meeting, votes, counts.votingDue),
    agendaSource: notice
      ? `来自 ${dayLabel(plainDateOfInstant(notice.at), yearOf(work.today))}会议通知`
      : '来自会议安排',
    attendees: presentList(attendances, seesReasons, actor.personId),
    arrivals: presentArrivals(
      MEETING_POLICY.decideArrival(actor, subject) ? everybody : everybody.filter((a) => a.personId === actor.personId),
    ),
    counts: numbers,
    byMethod,
    quorum: jointQuorum(meeting, attendances, state === 'filed' || state === 'locked'),
    ...(mine && { mine: presentAttendee(mine, true) }),
    checkInOpen: closed === undefined,
    ...(closed && { checkInWhy: closed.message }),
    readCount: attendances.filter((a) => a.readAt).length,
    read: mine?.readAt !== undefined,
    minutes: presentMinutes(loaded, context, seesReasons),
    changes: [...meeting.changes].reverse().map(({ field, label, from, to, reason, by, at }) => ({
      label,
      from,
      to,
      // Of a person's attendance it is the reason for being away: for the same eyes as in the list.
      reason: seesReasons || !field.startsWith('attendance.') || field === ownAttendance ? reason : HIDDEN_REASON,
      by: nameOf(by),
      at,
    })),
    ...(await presentJoint(loaded, actor)),
    ...presentLecture(loaded, context.settings),
    hoursEach: hoursOf(meeting.kind, meeting.startTime, meeting.endTime, context.settings),
    allowed,
    ...(holdsOffice && !allowed.includes('approve') && { approveWhy: whyNotApprove(actor, subject) }),
    blocked: next ? stepViolations(caseOf(loaded), next, work.today) : [],
  }
}
