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
import type { MissingFact, Obligation } from '@shared/core/obligation'
import type { PlainDate } from '@shared/core/plainDate'
import type { BoardItem, RuleMarks, YearMarks } from '@shared/modules/duties/model'
import type { OrganizationKind } from '@shared/modules/organizations/model'

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
  /** Organisations whose superiors see it slip: the one in whose plan it stands and all above; empty for what a person owes. */
  reach: string[]
  source: Obligation['source']
  doneBy?: Obligation['doneBy']
  action: Obligation['action']
  missing?: MissingFact
  ladder: Obligation['ladder']
  /** Days on which a rung of the ladder stands (`ladderDays`). */
  rungDays: PlainDate[]
  movedFrom?: PlainDate
  waivedBecause?: string
  /** Of the duty it was made of: with the same digest there is nothing to write. */
  digest: string
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
    reach: texts,
    source: anything,
    doneBy: anything,
    action: anything,
    missing: anything,
    ladder: anything,
    rungDays: texts,
    movedFrom: optionalText,
    waivedBecause: optionalText,
    digest: text,
  },
  [
    { keys: { organizationId: 1, year: 1, module: 1, period: 1 } },
    { keys: { boards: 1, year: 1, dueOn: 1 } },
    { keys: { boards: 1, on: 1 } },
    { keys: { rungDays: 1, _id: 1 }, where: { open: true } },
    { keys: { reach: 1, year: 1, dueOn: 1, _id: 1 }, where: { open: true } },
    { keys: { reach: 1, rule: 1, year: 1, dueOn: 1, _id: 1 }, where: { open: true } },
  ],
  'recomputed',
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
  /** First day on which it must be written anew though no duty changes: something missed is over, another year begins. */
  turnsOn: PlainDate
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
    turnsOn: text,
    revision: text,
    changedAt: when,
  },
  [{ keys: { above: 1, attentionOn: 1, _id: 1 } }, { keys: { changedAt: 1 } }, { keys: { turnsOn: 1, _id: 1 } }],
)

/** 进度 — one small document per plan and year, which superiors of thousands add up; derived from the duties. */
export interface StandingRecord {
  /** `organizationId:year`. */
  _id: string
  organizationId: string
  name: string
  kind: OrganizationKind
  year: number
  /** Ids of the organisations above, the highest first. */
  above: string[]
  rules: RuleMarks[]
}

export const Standings = defineCollection<StandingRecord>(
  'standings',
  { organizationId: text, name: text, kind: text, year: count, above: texts, rules: anything },
  [{ keys: { above: 1, year: 1 } }, { keys: { organizationId: 1 } }],
)

/**
 * One per organisation. Whoever finds its plan changed bumps the number before writing, so that of two at once the later one starts
 * over and sees the newer facts. The digests say from which obligations the stored
 * plans were written, by year and source.
 */
export interface PlanRevision {
  _id: string
  revision: number
  digests: Record<string, Record<string, string>>
}

export const PlanRevisions = defineCollection<PlanRevision>('planRevisions', { revision: count, digests: anything })

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
