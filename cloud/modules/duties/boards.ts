import { newId } from '@cloud/core/database/id'
import type { Deps } from '@cloud/core/deps'
import { listOrganizations } from '@cloud/modules/organizations/index'
import { addDays, earlierOf, monthOf, type PlainDate, plainDateFrom, yearOf } from '@shared/core/plainDate'
import type { Duty } from '@shared/modules/duties/model'
import {
  boardItems,
  boardStart,
  firstAttention,
  isOpen,
  lastShown,
  plannedYears,
  yearMarks,
} from '@shared/modules/duties/rules'
import type { Organization } from '@shared/modules/organizations/model'
import type { AnyBulkWriteOperation } from 'mongoose'
import { type BoardRecord, Boards, Duties, type DutyRecord } from './collection'
import { toDuty } from './record'
import { rewriteStandings } from './standings'

type BoardFacts = Omit<BoardRecord, 'revision' | 'changedAt'>

export type BoardPlace = Pick<BoardRecord, '_id' | 'above'>

const idOf = (board: string): string => board.slice(board.indexOf(':') + 1)

/** The first day of another set of planned years. */
const nextYears = (today: PlainDate): PlainDate =>
  monthOf(today) === 12 ? plainDateFrom(yearOf(today) + 1, 1, 1) : plainDateFrom(yearOf(today), 12, 1)

/** Something missed leaves the board the day after it was last shown. */
const turnDay = (open: readonly Duty[], today: PlainDate): PlainDate =>
  open.map((duty) => addDays(lastShown(duty.dueOn), 1)).reduce(earlierOf, nextYears(today))

/** The board of one owner from the duties that stand on it. */
function boardFrom(
  _id: string,
  organization: Organization | undefined,
  duties: readonly Duty[],
  today: PlainDate,
): BoardFacts {
  const open = duties.filter((duty) => isOpen(duty) && duty.dueOn >= boardStart(today))
  const ownPlan = duties.some((duty) => duty.organizationId === idOf(_id))
  return {
    _id,
    name: organization?.name ?? '',
    above: organization && ownPlan ? organization.path.split('/').filter((id) => id !== '' && id !== idOf(_id)) : [],
    marks: plannedYears(today)
      .filter((year) => year >= yearOf(today))
      .map((year) =>
        yearMarks(
          year,
          duties.filter((duty) => duty.year === year),
        ),
      ),
    items: boardItems(open),
    open: open.length,
    attentionOn: firstAttention(open),
    turnsOn: turnDay(open, today),
  }
}

const isSame = (stored: BoardRecord, fresh: BoardFacts): boolean => {
  const { _id, name, above, marks, items, open, attentionOn, turnsOn } = stored
  return JSON.stringify({ _id, name, above, marks, items, open, attentionOn, turnsOn }) === JSON.stringify(fresh)
}

/** What of a duty no board tells. */
const NOT_SHOWN = { reach: 0, rungDays: 0, ladder: 0, digest: 0 } as const
/** Rows in one answer of the database: what a few organisations and their people have on their boards. */
const AT_ONCE = 10_000

/** Duties of this year, the next and the last, by the boards they stand on. */
async function dutiesByBoard(ids: readonly string[], today: PlainDate): Promise<Map<string, Duty[]>> {
  const rows = await Duties.find({ boards: { $in: ids }, year: { $gte: yearOf(today) - 1 } }, NOT_SHOWN)
    .batchSize(AT_ONCE)
    .lean<DutyRecord[]>()
  const byBoard = new Map<string, Duty[]>(ids.map((id) => [id, []]))
  for (const row of rows) {
    const duty = toDuty(row)
    for (const board of row.boards) byBoard.get(board)?.push(duty)
  }
  return byBoard
}

/**
 * Brings boards and standings up to date with the duties; call it in the transaction that changed them. An organisation without
 * duties has neither.
 * @returns the boards of which kept answers must hear: those written or removed, and all of organisations.
 */
export async function rewriteBoards(deps: Deps, ids: ReadonlySet<string>, today: PlainDate): Promise<BoardPlace[]> {
  const wanted = [...ids].sort()
  const byBoard = await dutiesByBoard(wanted, today)
  const organizationIds = wanted.filter((id) => id.startsWith('organization:')).map(idOf)
  const organizations = new Map((await listOrganizations({ ids: organizationIds })).map((one) => [one.id, one]))
  await rewriteStandings(
    organizationIds.map((id) => ({
      id,
      organization: organizations.get(id),
      duties: byBoard.get(`organization:${id}`) ?? [],
    })),
    yearOf(today) - 1,
  )
  const stored = new Map(
    (await Boards.find({ _id: { $in: wanted } }).lean<BoardRecord[]>()).map((board) => [board._id, board]),
  )
  const concerned: BoardPlace[] = []
  const writes: AnyBulkWriteOperation<BoardRecord>[] = []
  for (const id of wanted) {
    const before = stored.get(id)
    const own = byBoard.get(id) ?? []
    const ofOrganization = id.startsWith('organization:')
    const organization = organizations.get(idOf(id))
    if (ofOrganization && (own.length === 0 || !organization)) {
      if (!before) continue
      concerned.push(before)
      writes.push({ deleteOne: { filter: { _id: id } } })
      continue
    }
    const board = boardFrom(id, organization, own, today)
    const same = before !== undefined && isSame(before, board)
    if (ofOrganization || !same)
      concerned.push({ _id: id, above: [...new Set([...board.above, ...(before?.above ?? [])])] })
    if (same) continue
    const replacement = { ...board, revision: newId(), changedAt: new Date(deps.clock.now()) }
    writes.push({ replaceOne: { filter: { _id: id }, replacement, upsert: true } })
  }
  if (writes.length > 0) await Boards.bulkWrite(writes)
  return concerned
}
