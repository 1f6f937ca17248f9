import { source, violation } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { jointDetail } from './jointDetail'
import { LIFE_FORM_LABELS } from './life/model'
import {
  AGENDA_KIND_LABELS,
  ARRIVAL_LABELS,
  ARRIVAL_PROBLEM_LABELS,
  ATTENDANCE_STATUS_LABELS,
  CHECK_IN_METHOD_LABELS,
  MEETING_KIND_LABELS,
  MEETING_STATE_LABELS,
  SETTLED_STATUSES,
  STANDING_LABELS,
} from './model'

const keys = <T extends string>(labels: Readonly<Record<T, string>>) => Object.keys(labels) as [T, ...T[]]
export const kind = v.picklist(keys(MEETING_KIND_LABELS), '没有这种会议')
export const form = v.picklist(keys(LIFE_FORM_LABELS), '请选党员大会、支委会或党小组会')
export const state = v.picklist(keys(MEETING_STATE_LABELS), '没有这种状态')
export const status = v.picklist(keys(ATTENDANCE_STATUS_LABELS))
export const standing = v.picklist(keys(STANDING_LABELS))
export const method = v.picklist(keys(CHECK_IN_METHOD_LABELS))
export const clockTime = v.pipe(v.string('请填写时间'), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间应写成 14:30 这样'))
export const reason = v.line(200)
export const year = v.wholeText(2018, 2199)
/** Study hours are owed since 2019 (B-40); there is nothing to set the hours of earlier years against. */
export const studyYear = v.wholeText(2019, 2199)
export const votes = v.object({ yes: v.whole(0, 10_000), no: v.whole(0, 10_000), abstain: v.whole(0, 10_000) })
export const agendaItem = v.object({ title: v.line(100), kind: v.picklist(keys(AGENDA_KIND_LABELS), '没有这种议题') })
export const agenda = v.pipe(
  v.array(agendaItem, '请列出议题'),
  v.minLength(1, '至少一个议题'),
  v.maxLength(30, '议题太多'),
)
export const counts = v.object({
  due: v.number(),
  present: v.number(),
  votingDue: v.number(),
  votingPresent: v.number(),
  leave: v.number(),
  leaveRequested: v.number(),
  missing: v.number(),
  guests: v.number(),
})
export const quorum = v.object({
  needed: v.number(),
  present: v.number(),
  votingDue: v.number(),
  missing: v.number(),
  reached: v.boolean(),
  message: v.string(),
  source: v.optional(source),
})
export const params = v.object({ meetingId: v.id() })
export const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const draftFields = {
  organizationId: v.id(),
  groupId: v.optional(v.id()),
  kind,
  /** Of a life meeting: as which of the three it is held (B-25). */
  form: v.optional(form),
  title: v.line(60),
  on: v.plainDate(),
  startTime: clockTime,
  endTime: clockTime,
  place: v.line(50),
  chairId: v.id(),
  recorderId: v.id(),
  agenda,
}

export const person = v.object({ id: v.string(), name: v.string() })
export const summary = v.object({
  id: v.string(),
  organizationId: v.string(),
  organizationName: v.string(),
  groupId: v.optional(v.string()),
  kind,
  title: v.string(),
  on: v.string(),
  startTime: v.string(),
  endTime: v.string(),
  place: v.string(),
  state,
})
export const attendee = v.object({
  personId: v.string(),
  name: v.string(),
  standing,
  status,
  method: v.optional(method),
  offline: v.optional(v.boolean()),
  at: v.optional(v.string()),
  /** When a check-in made without signal was sent. */
  arrivedAt: v.optional(v.string()),
  lateMinutes: v.optional(v.number()),
  reason: v.optional(v.string()),
})
/** 迟到的签到, waiting for the secretary; whoever does not decide on them sees the own one. */
export const arrival = v.object({
  personId: v.string(),
  name: v.string(),
  what: v.picklist(keys(ARRIVAL_LABELS)),
  problem: v.picklist(keys(ARRIVAL_PROBLEM_LABELS)),
  method: v.optional(method),
  reason: v.optional(v.string()),
  doneAt: v.string(),
  arrivedAt: v.string(),
})
export const filled = v.object({
  id: v.string(),
  label: v.string(),
  kind: v.string(),
  section: v.string(),
  value: v.optional(v.union([v.string(), v.number(), v.boolean(), v.array(v.string())])),
  source: v.optional(v.string()),
  required: v.boolean(),
  asked: v.boolean(),
  adjustable: v.boolean(),
  hint: v.optional(v.string()),
})
export const minutesBody = v.object({
  values: v.record(
    v.pipe(v.string(), v.maxLength(40)),
    v.pipe(v.string('请填写文字'), v.maxLength(4000, '写得太长了')),
  ),
  votes: v.optional(v.record(v.pipe(v.string(), v.regex(/^\d{1,2}$/, '议题序号不对')), votes), {}),
})
export const draftBody = v.object({
  ...minutesBody.entries,
  /** Revision of the draft this one goes on from; 0 for none. */
  basedOn: v.optional(v.whole(0, Number.MAX_SAFE_INTEGER), 0),
  /** The phone or browser it is written on: it never stands in its own way. */
  device: v.optional(v.pipe(v.string(), v.maxLength(64)), ''),
  /** Counts the changes made on that device, so that of two requests under way the later text wins, whichever arrives last. */
  stroke: v.optional(v.whole(0, Number.MAX_SAFE_INTEGER), 0),
})

export const meetingDetail = v.object({
  ...summary.entries,
  chair: person,
  recorder: person,
  steps: v.array(
    v.object({
      id: v.string(),
      label: v.string(),
      state: v.picklist(['done', 'now', 'todo']),
      by: v.optional(v.string()),
      at: v.optional(v.string()),
      dueOn: v.optional(v.string()),
      note: v.optional(v.string()),
    }),
  ),
  agenda: v.array(
    v.object({
      ...agendaItem.entries,
      votes: v.optional(votes),
      passed: v.optional(v.boolean()),
      neededYes: v.optional(v.number()),
    }),
  ),
  agendaSource: v.string(),
  attendees: v.array(attendee),
  /** Only for those who decide on them. */
  arrivals: v.array(arrival),
  counts,
  byMethod: v.object({ qr: v.number(), code: v.number(), proxy: v.number(), corrected: v.number() }),
  quorum,
  /** My own place on the list; absent when I am not on it. */
  mine: v.optional(attendee),
  checkInOpen: v.boolean(),
  checkInWhy: v.optional(v.string()),
  readCount: v.number(),
  read: v.boolean(),
  minutes: v.object({
    fields: v.array(filled),
    savedAt: v.optional(v.string()),
    /** Of the draft on the service; 0 for none. */
    revision: v.number(),
  }),
  changes: v.array(
    v.object({
      label: v.string(),
      from: v.string(),
      to: v.string(),
      reason: v.string(),
      by: v.string(),
      at: v.string(),
    }),
  ),
  hoursEach: v.number(),
  ...jointDetail,
  allowed: v.array(v.string()),
  /** Why approving is not open to me although I hold an office here. */
  approveWhy: v.optional(v.string()),
  blocked: v.array(violation),
})
export type MeetingDetail = v.InferOutput<typeof meetingDetail>

export const checkedIn = v.object({
  meetingId: v.string(),
  title: v.string(),
  at: v.string(),
  method,
  standing,
  /** True when the person had been checked in before: nothing was added. */
  repeated: v.boolean(),
  /** It arrived outside of what the unit lets pass by itself: the secretary decides. */
  waits: v.optional(v.boolean()),
  lateMinutes: v.optional(v.number()),
  message: v.string(),
})

export const participation = v.object({
  meetingId: v.string(),
  kind,
  title: v.string(),
  on: v.string(),
  status: v.picklist(SETTLED_STATUSES),
  due: v.boolean(),
  hours: v.number(),
})
export const memberAttendance = v.object({
  personId: v.string(),
  name: v.string(),
  due: v.number(),
  present: v.number(),
  leave: v.number(),
  absent: v.number(),
  hours: v.number(),
  requiredHours: v.number(),
  exempt: v.boolean(),
})
export const ledgerRow = v.object({
  id: v.string(),
  number: v.number(),
  kind,
  title: v.string(),
  on: v.string(),
  place: v.string(),
  due: v.number(),
  present: v.number(),
  leave: v.number(),
  absent: v.number(),
  hours: v.number(),
  resolution: v.string(),
})
