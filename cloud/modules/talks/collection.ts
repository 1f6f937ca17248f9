import { anything, count, defineCollection, optionalText, text, texts } from '@cloud/core/database/collection'
import type { Talk, TalkState } from '@shared/modules/talks/model'

/** 谈心谈话 — the fact. `entries` only grow; `note` and their reasons are sealed (`fieldCipher`). */
export interface TalkRecord extends Omit<Talk, 'id'> {
  _id: string
  year: number
  /** Fold of the entries, kept beside them to search by. */
  state: TalkState
  /** Grows with every write: of two at once the second starts over. */
  revision: number
  note?: string
}

export const Talks = defineCollection<TalkRecord>(
  'talks',
  {
    organizationId: text,
    path: text,
    on: text,
    year: count,
    place: text,
    topic: text,
    between: texts,
    kind: text,
    onCommittee: texts,
    recordedBy: text,
    entries: anything,
    state: text,
    revision: count,
    note: optionalText,
  },
  [{ keys: { organizationId: 1, year: 1, on: -1, _id: -1 } }, { keys: { between: 1, year: 1, on: -1, _id: -1 } }],
)
