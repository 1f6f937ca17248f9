import { newId } from '@cloud/core/database/id'
import type { Deps } from '@cloud/core/deps'
import { listOrganizations } from '@cloud/modules/organizations/index'
import { type PlainDate, plainDateFrom, yearOf } from '@shared/core/plainDate'
import { boardItems, boardStart, firstAttention, isOpen, plannedYears, yearMarks } from '@shared/modules/duties/rules'
import type { AnyBulkWriteOperation } from 'mongoose'
import { type BoardRecord, Boards, Duties, type DutyRecord } from './collection'
import { toDuty } from './record'

type BoardFacts = Omit<BoardRecord, 'revision' | 'changedAt'>

export type BoardPlace = Pick<BoardRecord, '_id' | 'above'>

const idOf = (board: string): string => board.slice(board.indexOf(':') + 1)

/** The board of one owner from the duties that stand on it. */
function boardFrom(
  _id: string,
  organization: { name: string; path: string } | undefined,
  rows: readonly DutyRecord[],
  today: PlainDate,
): BoardFacts {
  const duties = rows.map(toDuty)
  const open = duties.filter((duty) => isOpen(duty) && duty.dueOn >= boardStart(today))
  const ownPlan = rows.some((row) => row.organizationId === idOf(_id))
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
  }
}

const isSame = (stored: BoardRecord, fresh: BoardFacts): boolean => {
  const { _id, name, above, marks, items, open, attentionOn } = stored
  return JSON.stringify({ _id, name, above, marks, items, open, attentionOn }) === JSON.stringify(fresh)
}

/**
 * Brings boards up to date with the duties; call it in the transaction that changed them. An organisation without duties has no board.
 * @returns the boards of which kept answers must hear: those written or removed, and all of organisations.
 */
export async function rewriteBoards(deps: Deps, ids: ReadonlySet<string>, today: PlainDate): Promise<BoardPlace[]> {
  const wanted = [...ids].sort()
  // December too: what was done before its year began counts in that year's ring.
  const firstDay = plainDateFrom(yearOf(today) - 1, 12, 1)
  const rows = await Duties.find({ boards: { $in: wanted }, on: { $gte: firstDay } }).lean<DutyRecord[]>()
  const byBoard = new Map<string, DutyRecord[]>(wanted.map((id) => [id, []]))
  for (const row of rows) for (const board of row.boards) byBoard.get(board)?.push(row)
  const organizationIds = wanted.filter((id) => id.startsWith('organization:')).map(idOf)
  const organizations = new Map((await listOrganizations({ ids: organizationIds })).map((one) => [one.id, one]))
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
