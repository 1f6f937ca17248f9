import {
  anything,
  count,
  defineCollection,
  flag,
  optionalCount,
  optionalText,
  optionalWhen,
  text,
} from '@cloud/core/database/collection'
import type { FormValues } from '@shared/core/form'
import type { PlainDate } from '@shared/core/plainDate'
import type {
  Attendance,
  LessonHours,
  Meeting,
  MeetingKind,
  MeetingState,
  SettledStatus,
  Votes,
} from '@shared/modules/meetings/model'

/** 记录草稿 — the last one written on any device. */
export interface Draft {
  values: FormValues
  votes: Readonly<Record<string, Votes>>
  at: string
  by: string
  /** Only grows, also over a record that was filed and returned. */
  revision: number
  /** Phone or browser it came from. */
  device: string
  /** Revision it went on from, and which change on that device it holds; absent before devices counted. */
  basedOn?: number
  stroke?: number
}

/** 会议 — the fact. `entries` and `changes` only grow. */
export interface MeetingRecord extends Omit<Meeting, 'id'> {
  _id: string
  /** Fold of the entries, kept beside them to search by; written with every entry. */
  state: MeetingState
  /** Grows with every write: of two at once the second starts over from what the first left. */
  revision: number
  draft?: Draft
  /** Page in the branch's ledger, given at approval. */
  ledgerYear?: number
  ledgerNumber?: number
  /** The unit's conversion of hours as it stood at approval: later settings do not change old records. */
  hourSettings?: LessonHours
  /** Branches that hold it together, and those still to answer; kept beside `joined` to search by. */
  partnerIds?: string[]
  invitedIds?: string[]
}

export const Meetings = defineCollection<MeetingRecord>(
  'meetings',
  {
    organizationId: text,
    path: text,
    groupId: optionalText,
    kind: text,
    form: optionalText,
    title: text,
    on: text,
    startTime: text,
    endTime: text,
    place: text,
    chairId: text,
    recorderId: text,
    agenda: anything,
    entries: anything,
    changes: anything,
    minutes: anything,
    votes: anything,
    state: text,
    revision: count,
    draft: anything,
    ledgerYear: optionalCount,
    ledgerNumber: optionalCount,
    hourSettings: anything,
    joined: anything,
    partnerIds: { type: [String], default: undefined },
    invitedIds: { type: [String], default: undefined },
    lecture: anything,
  },
  [
    { keys: { organizationId: 1, on: -1, _id: -1 } },
    { keys: { organizationId: 1, kind: 1, on: -1, _id: -1 } },
    { keys: { organizationId: 1, state: 1, on: -1, _id: -1 } },
    { keys: { path: 1, on: -1, _id: -1 } },
    { keys: { state: 1, _id: 1 } },
    { keys: { partnerIds: 1, on: -1, _id: -1 } },
    { keys: { invitedIds: 1, on: -1, _id: -1 } },
    { keys: { 'lecture.lecturer.personId': 1, on: -1, _id: -1 } },
    {
      keys: { organizationId: 1, ledgerYear: 1, ledgerNumber: 1 },
      unique: true,
      where: { ledgerNumber: { $exists: true } },
    },
  ],
)

/** 到会记录 — one document per meeting and person, made when the list is made: two ways of checking in meet in the same document. */
export interface AttendanceRecord extends Omit<Attendance, 'readAt' | 'organizationId'> {
  /** `meetingId:personId`: a person stands on a list once. */
  _id: string
  meetingId: string
  /** Own branch of the person: at a joint meeting not always the one that arranged it. */
  organizationId: string
  readAt?: Date
}

export const attendanceId = (meetingId: string, personId: string): string => `${meetingId}:${personId}`

export const Attendances = defineCollection<AttendanceRecord>(
  'meetingAttendances',
  {
    meetingId: text,
    organizationId: text,
    personId: text,
    name: text,
    standing: text,
    entries: anything,
    readAt: optionalWhen,
  },
  [{ keys: { meetingId: 1, personId: 1 }, unique: true }, { keys: { personId: 1, _id: 1 } }],
)

/** 参会情况 — read model: one row per approved meeting and person. It can be dropped and rebuilt from the facts at any time. */
export interface ParticipationRecord {
  _id: string
  meetingId: string
  personId: string
  name: string
  organizationId: string
  path: string
  /** `event`: taking part in an event of a campaign, which is no organisational life but gives hours like it. */
  kind: MeetingKind | 'event'
  title: string
  on: PlainDate
  year: number
  status: SettledStatus
  /** Counted as due: guests never, exempt members only when they came. */
  due: boolean
  hours: number
  /** Taught the lesson. */
  lectured?: boolean
  /** Had asked for leave and nobody answered: not an absence without reason. */
  undecided?: boolean
}

export const Participations = defineCollection<ParticipationRecord>(
  'meetingParticipations',
  {
    meetingId: text,
    personId: text,
    name: text,
    organizationId: text,
    path: text,
    kind: text,
    title: text,
    on: text,
    year: count,
    status: text,
    due: flag,
    hours: count,
    lectured: { type: Boolean },
    undecided: { type: Boolean },
  },
  [
    { keys: { meetingId: 1 } },
    { keys: { personId: 1, year: 1, on: -1 } },
    { keys: { organizationId: 1, year: 1, on: -1 } },
  ],
)
