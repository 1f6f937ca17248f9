import { type ObligationState, stateOf } from '@shared/core/obligation'
import { type PlainDate, yearOf } from '@shared/core/plainDate'
import type { PlannedItem, TodayItem } from '@shared/modules/duties/contract'
import { type BoardItem, LOCAL_RULE, type Ring } from '@shared/modules/duties/model'
import { findPeriodRange, ringOf } from '@shared/modules/duties/rules'
import type { AdjustmentRecord, BoardRecord, DutyRecord } from './collection'

/** Fields a page needs of a board; everything else stays in the store. */
export const BOARD_FIELDS = { name: 1, marks: 1, items: 1, open: 1 } as const
/** The same for a line of a superior's list, which shows one item. */
export const HELPED_FIELDS = { ...BOARD_FIELDS, items: { $slice: 1 } } as const
export type ShownBoard = Pick<BoardRecord, '_id' | keyof typeof BOARD_FIELDS>

type Shown = Pick<BoardItem, 'title' | 'why' | 'dueOn' | 'dueTime' | 'action' | 'source'>

const present = (key: string, item: Shown, state: ObligationState): TodayItem => ({
  key,
  title: item.title,
  why: item.why,
  dueOn: item.dueOn,
  ...(item.dueTime && { dueTime: item.dueTime }),
  state,
  action: { page: item.action.page, label: item.action.label },
  source: { document: item.source.document, article: item.source.article },
})

/** An open item of a board as it stands on a day. */
export const presentItem = (item: BoardItem, today: PlainDate): TodayItem =>
  present(item.key, item, stateOf(item, today))

/** A stored duty as it stands on a day. */
export const presentDuty = (record: DutyRecord, today: PlainDate): TodayItem =>
  present(record._id, record, stateOf(record, today))

const NOTHING: Ring = { total: 0, done: 0, slipping: 0, overdue: 0, ahead: 0 }

/** The ring of this year on one of its days. */
export function presentRing(board: Pick<BoardRecord, 'marks'>, today: PlainDate): Ring {
  const marks = board.marks.find((one) => one.year === yearOf(today))
  return marks ? ringOf(marks, today) : NOTHING
}

/** An organisation with its ring and the item that slips first, for those above it. */
export function presentHelped(board: ShownBoard, today: PlainDate) {
  const [first] = board.items
  return {
    organizationId: board._id.slice('organization:'.length),
    name: board.name,
    ring: presentRing(board, today),
    ...(first && { first: presentItem(first, today) }),
  }
}

function allowedOn(record: DutyRecord, today: PlainDate): PlannedItem['allowed'] {
  if (record.doneBy) return []
  const own: PlannedItem['allowed'] = record.rule === LOCAL_RULE ? ['close', 'remove'] : ['waive']
  const range = findPeriodRange(record.period)
  const move: PlannedItem['allowed'] = range && range.last >= today ? ['move'] : []
  const restore: PlannedItem['allowed'] = record.movedFrom || record.waivedBecause ? ['restore'] : []
  return record.waivedBecause ? restore : [...move, ...own, ...restore]
}

/** A line of the year's plan. `mayAdjust`: the caller organises this plan. */
export function presentPlanned(
  record: DutyRecord,
  today: PlainDate,
  adjustment: AdjustmentRecord | undefined,
  note: string | undefined,
  mayAdjust: boolean,
): PlannedItem {
  return {
    ...presentDuty(record, today),
    module: record.module,
    period: record.period,
    opensOn: record.opensOn,
    ...(record.movedFrom && { movedFrom: record.movedFrom }),
    ...(record.waivedBecause && { waivedBecause: record.waivedBecause }),
    ...(adjustment && {
      adjusted: { reason: adjustment.reason, by: adjustment.byName, at: adjustment.at.toISOString() },
    }),
    ...(record.doneBy && { doneOn: record.doneBy.on }),
    ...(note && { note }),
    ...(record.missing && {
      missing: { what: record.missing.what, by: record.missing.by, page: record.missing.page ?? '' },
    }),
    ...(record.rule === LOCAL_RULE && { localId: record._id.slice(record._id.lastIndexOf(':') + 1) }),
    allowed: mayAdjust ? allowedOn(record, today) : [],
  }
}
