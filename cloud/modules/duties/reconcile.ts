import { todayOf } from '@cloud/core/clock'
import { inTransaction } from '@cloud/core/database/connect'
import type { ObligationSource } from '@cloud/core/defineModule'
import type { Deps } from '@cloud/core/deps'
import { listOrganizations } from '@cloud/modules/organizations/index'
import { type Adjustment, applyAdjustments, type Obligation } from '@shared/core/obligation'
import { rewriteBoards } from './boards'
import { type AdjustmentRecord, Adjustments, Duties, type DutyRecord, PlanRevisions } from './collection'
import { boardKeys, touch } from './freshness'
import { boardId, isSameRecord, toRecord } from './record'

/** Organisations reconciled in one transaction. */
const BATCH = 10

export interface Reconciler {
  /** Brings the plans of these organisations for a year up to date, inside the caller's transaction. */
  within(deps: Deps, organizationIds: readonly string[], year: number): Promise<void>
  /** The same in transactions of its own, in batches. */
  run(deps: Deps, organizationIds: readonly string[], years: readonly number[]): Promise<void>
}

const toAdjustment = ({ _id, dueOn, waivedBecause, by, at }: AdjustmentRecord): Adjustment => ({
  key: _id,
  ...(dueOn && { dueOn }),
  ...(waivedBecause && { waivedBecause }),
  by,
  at: at.toISOString(),
})

async function computeRecords(
  deps: Deps,
  sources: readonly ObligationSource[],
  organizationIds: readonly string[],
  year: number,
): Promise<Map<string, DutyRecord>> {
  const organizations = await listOrganizations({ ids: organizationIds })
  const paths = new Map(organizations.map((organization) => [organization.id, organization.path]))
  const obligations: Obligation[] = []
  for (const source of sources)
    obligations.push(...(await source.compute(deps, [...paths.keys()], year, todayOf(deps.clock))))
  const adjustments = await Adjustments.find({ organizationId: { $in: [...organizationIds] } }).lean<
    AdjustmentRecord[]
  >()
  const records = new Map<string, DutyRecord>()
  for (const duty of applyAdjustments(obligations, adjustments.map(toAdjustment))) {
    const path = paths.get(duty.organizationId)
    if (path === undefined) throw new Error(`${duty.module} computed ${duty.key} for an organisation not asked for`)
    records.set(duty.key, toRecord(duty, path, year))
  }
  return records
}

/** Writes only the differences. @returns the boards on which something changed. */
async function writeDifferences(stored: readonly DutyRecord[], fresh: Map<string, DutyRecord>): Promise<Set<string>> {
  const before = new Map(stored.map((record) => [record._id, record]))
  const boards = new Set<string>()
  const note = (record: DutyRecord | undefined) => {
    for (const board of record?.boards ?? []) boards.add(board)
  }
  const gone = stored.filter((record) => !fresh.has(record._id))
  const changed = [...fresh.values()].filter((record) => {
    const old = before.get(record._id)
    if (old && isSameRecord(old, record)) return false
    note(old)
    return true
  })
  gone.forEach(note)
  changed.forEach(note)
  const writes = [
    ...gone.map((record) => ({ deleteOne: { filter: { _id: record._id } } })),
    ...changed.map((record) => ({
      replaceOne: { filter: { _id: record._id }, replacement: record, upsert: true },
    })),
  ]
  if (writes.length > 0) await Duties.bulkWrite(writes)
  return boards
}

/** The one writer of duties and boards: facts of all `sources`, adjustments laid over them, differences written. */
export function createReconciler(sources: readonly ObligationSource[]): Reconciler {
  async function reconcile(deps: Deps, organizationIds: readonly string[], year: number): Promise<string[]> {
    const ids = [...new Set(organizationIds)].sort()
    await PlanRevisions.bulkWrite(
      ids.map((_id) => ({ updateOne: { filter: { _id }, update: { $inc: { revision: 1 } }, upsert: true } })),
    )
    const fresh = await computeRecords(deps, sources, ids, year)
    const stored = await Duties.find({ organizationId: { $in: ids }, year }).lean<DutyRecord[]>()
    const boards = await writeDifferences(stored, fresh)
    for (const id of ids) boards.add(boardId('organization', id))
    const written = await rewriteBoards(deps, boards, todayOf(deps.clock))
    return written.flatMap(boardKeys)
  }

  return {
    async within(deps, organizationIds, year) {
      touch(await reconcile(deps, organizationIds, year))
    },
    async run(deps, organizationIds, years) {
      for (let start = 0; start < organizationIds.length; start += BATCH) {
        const batch = organizationIds.slice(start, start + BATCH)
        for (const year of years) touch(await inTransaction(() => reconcile(deps, batch, year)))
      }
    },
  }
}
