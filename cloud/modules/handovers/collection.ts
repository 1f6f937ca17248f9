import { anything, count, defineCollection, flag, optionalText, text, texts } from '@cloud/core/database/collection'
import { HANDOVER_ROLES, type Handover } from '@shared/modules/handovers/model'
import { giverOf, isEnded, stateOf } from '@shared/modules/handovers/rules'

/** 岗位交接 — a fact. `items` and `entries` only grow. */
export interface HandoverRecord extends Omit<Handover, 'id'> {
  _id: string
  /** Change of holder that opened it: `out-<appointment>` or `in-<appointment>`. */
  cause: string
  /** Appointment of the successor. */
  toTermId: string | null
  /** Everybody it concerns: who leaves, who follows, who stands in. */
  people: string[]
  /** Neither finished nor withdrawn; kept beside the entries to search by. */
  running: boolean
  /** Grows with every write. */
  revision: number
}

const orNull = { type: String, default: null } as const

export const Handovers = defineCollection<HandoverRecord>(
  'handovers',
  {
    cause: text,
    organizationId: text,
    path: text,
    role: { ...text, enum: HANDOVER_ROLES },
    fromId: orNull,
    fromGone: flag,
    lastDay: orNull,
    toId: orNull,
    toTermId: orNull,
    firstDay: orNull,
    openedOn: optionalText,
    items: anything,
    entries: anything,
    people: texts,
    running: flag,
    revision: count,
  },
  [
    { keys: { cause: 1 }, unique: true },
    { keys: { organizationId: 1, openedOn: -1 } },
    { keys: { people: 1, openedOn: -1, _id: -1 } },
    { keys: { path: 1, openedOn: -1 } },
    { keys: { openedOn: -1, _id: -1 } },
    { keys: { running: 1, organizationId: 1 } },
  ],
)

export function toHandover(record: HandoverRecord): Handover {
  const { _id, cause: _c, toTermId: _t, people: _p, running: _r, revision: _v, ...rest } = record
  return { id: _id, ...rest }
}

/** Fields that follow from the others. */
export const derived = (record: Pick<HandoverRecord, 'fromId' | 'fromGone' | 'toId' | 'entries'>) => ({
  people: [...new Set([record.fromId, record.toId, giverOf(record)])].filter((id) => id !== null),
  running: !isEnded(stateOf(record)),
})
