import { anything, count, defineCollection, optionalText, text, when } from '@cloud/core/database/collection'
import type { PlainDate } from '@shared/core/plainDate'
import type { Rectification, RectificationState } from '@shared/modules/meetings/life/model'

/** 会前准备 — what no other record says about the preparation of one life meeting: its theme. */
export interface PreparationRecord {
  /** Id of the meeting. */
  _id: string
  organizationId: string
  theme: string
  by: string
  at: Date
}

export const Preparations = defineCollection<PreparationRecord>('lifePreparations', {
  organizationId: text,
  theme: text,
  by: text,
  at: when,
})

/** 征求到的意见 — on the work of the branch and its committee. Its author is kept so that he alone can withdraw it, and is shown to nobody. */
export interface OpinionRecord {
  _id: string
  meetingId: string
  organizationId: string
  byId: string
  text: string
  at: Date
}

export const Opinions = defineCollection<OpinionRecord>(
  'lifeOpinions',
  { meetingId: text, organizationId: text, byId: text, text, at: when },
  [{ keys: { meetingId: 1, _id: 1 } }],
)

/** 个人检视提纲 — sealed: only the person reads it; everybody who runs the meeting knows whether it is ready. */
export interface NoteRecord {
  /** `meetingId:personId` */
  _id: string
  meetingId: string
  organizationId: string
  personId: string
  sealed: string
  readyOn?: PlainDate
}

export const noteId = (meetingId: string, personId: string): string => `${meetingId}:${personId}`

export const Notes = defineCollection<NoteRecord>(
  'lifeNotes',
  { meetingId: text, organizationId: text, personId: text, sealed: text, readyOn: optionalText },
  [{ keys: { meetingId: 1, personId: 1 }, unique: true }],
)

/** 整改项 — the fact. `entries` only grow. */
export interface RectificationRecord extends Omit<Rectification, 'id'> {
  _id: string
  state: RectificationState
  revision: number
}

export const Rectifications = defineCollection<RectificationRecord>(
  'rectifications',
  {
    meetingId: text,
    organizationId: text,
    path: text,
    problem: text,
    measure: text,
    personId: text,
    dueOn: text,
    entries: anything,
    state: text,
    revision: count,
  },
  [
    { keys: { organizationId: 1, dueOn: 1, _id: 1 } },
    { keys: { organizationId: 1, state: 1, dueOn: 1, _id: 1 } },
    { keys: { meetingId: 1, dueOn: 1, _id: 1 } },
  ],
)

export const toRectification = ({ _id, state: _s, revision: _r, ...rest }: RectificationRecord): Rectification => ({
  id: _id,
  ...rest,
})
