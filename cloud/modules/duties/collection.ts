import {
  anything,
  count,
  defineCollection,
  flag,
  optionalText,
  text,
  texts,
  when,
} from '@cloud/core/database/collection'
import type { Obligation } from '@shared/core/obligation'
import type { PlainDate } from '@shared/core/plainDate'
import type { BoardItem, YearMarks } from '@shared/modules/duties/model'

/** One obligation as it is kept. A read model: it can be dropped and rebuilt from facts and adjustments at any time. */
export interface DutyRecord
  extends Pick<Obligation, 'module' | 'rule' | 'organizationId' | 'title' | 'why' | 'period'> {
  /** Key of the obligation. */
  _id: string
  ownerKind: 'organization' | 'person'
  ownerId: string
  path: string
  year: number
  opensOn: PlainDate
  dueOn: PlainDate
  dueTime?: string
  /** Day it stands on in the calendar: the day it was done, until then the day it is due. */
  on: PlainDate
  open: boolean
  /** Boards it belongs to, by their id: of its owner and of the organisation in whose plan it stands. */
  boards: string[]
  source: Obligation['source']
  doneBy?: Obligation['doneBy']
  action: Obligation['action']
  ladder: Obligation['ladder']
  movedFrom?: PlainDate
  waivedBecause?: string
}

export const Duties = defineCollection<DutyRecord>(
  'duties',
  {
    module: text,
    rule: text,
    ownerKind: text,
    ownerId: text,
    organizationId: text,
    path: text,
    year: count,
    title: text,
    why: text,
    period: text,
    opensOn: text,
    dueOn: text,
    dueTime: optionalText,
    on: text,
    open: flag,
    boards: texts,
    source: anything,
    doneBy: anything,
    action: anything,
    ladder: anything,
    movedFrom: optionalText,
    waivedBecause: optionalText,
  },
  [
    { keys: { organizationId: 1, year: 1 } },
    { keys: { boards: 1, year: 1, dueOn: 1 } },
    { keys: { boards: 1, on: 1 } },
    { keys: { open: 1, dueOn: 1, _id: 1 } },
  ],
)

/** 看板 — one small document per owner with what the Today page shows of it; derived from the duties. */
export interface BoardRecord {
  /** `organization:<id>` or `person:<id>`. */
  _id: string
  /** Name of the organisation; empty for a person. */
  name: string
  /** Ids of the organisations above one that has a plan of its own; empty otherwise. */
  above: string[]
  marks: YearMarks[]
  items: BoardItem[]
  /** Open items still in front of people, also those that did not fit. */
  open: number
  /** First day on which something open deserves attention. */
  attentionOn: PlainDate
  /** Changes with every write. */
  revision: string
  changedAt: Date
}

export const Boards = defineCollection<BoardRecord>(
  'boards',
  {
    name: { type: String, default: '' },
    above: texts,
    marks: anything,
    items: anything,
    open: count,
    attentionOn: text,
    revision: text,
    changedAt: when,
  },
  [{ keys: { above: 1, attentionOn: 1, _id: 1 } }, { keys: { changedAt: 1 } }],
)

/** One per organisation: who reconciles it bumps the number first, so that of two at once the later one sees the newer facts. */
export const PlanRevisions = defineCollection<{ _id: string; revision: number }>('planRevisions', { revision: count })

/** 调整 — a fact: what a unit changed about one obligation of its plan. */
export interface AdjustmentRecord {
  /** Key of the obligation. */
  _id: string
  organizationId: string
  path: string
  dueOn?: PlainDate
  waivedBecause?: string
  /** Why it was moved or waived, by whom, when. */
  reason: string
  by: string
  byName: string
  at: Date
}

export const Adjustments = defineCollection<AdjustmentRecord>(
  'dutyAdjustments',
  {
    organizationId: text,
    path: text,
    dueOn: optionalText,
    waivedBecause: optionalText,
    reason: text,
    by: text,
    byName: text,
    at: when,
  },
  [{ keys: { organizationId: 1 } }],
)

/** 自行增加的事 — a fact: what a unit added to its own plan; closing it is the fact that fulfils it. */
export interface LocalItemRecord {
  _id: string
  organizationId: string
  path: string
  year: number
  title: string
  why: string
  opensOn: PlainDate
  dueOn: PlainDate
  closedOn?: PlainDate
  note?: string
  by: string
  at: Date
}

export const LocalItems = defineCollection<LocalItemRecord>(
  'dutyItems',
  {
    organizationId: text,
    path: text,
    year: count,
    title: text,
    why: text,
    opensOn: text,
    dueOn: text,
    closedOn: optionalText,
    note: optionalText,
    by: text,
    at: when,
  },
  [{ keys: { organizationId: 1, year: 1 } }],
)
