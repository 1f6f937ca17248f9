import { createHash } from 'node:crypto'
import { todayOf } from '@cloud/core/clock'
import { inTransaction } from '@cloud/core/database/connect'
import type { ObligationSource } from '@cloud/core/defineModule'
import type { Deps } from '@cloud/core/deps'
import { listOrganizations } from '@cloud/modules/organizations/index'
import { type Adjustment, applyAdjustments, type Obligation } from '@shared/core/obligation'
import type { Organization } from '@shared/modules/organizations/model'
import { rewriteBoards } from './boards'
import {
  type AdjustmentRecord,
  Adjustments,
  Duties,
  type DutyRecord,
  type PlanRevision,
  PlanRevisions,
} from './collection'
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

/** The plan of one organisation as the facts have it. */
interface FreshPlan {
  organization: Organization | undefined
  records: DutyRecord[]
}

async function computePlans(
  deps: Deps,
  sources: readonly ObligationSource[],
  organizationIds: readonly string[],
  year: number,
): Promise<Map<string, FreshPlan>> {
  const organizations = await listOrganizations({ ids: organizationIds })
  const plans = new Map<string, FreshPlan>(organizationIds.map((id) => [id, { organization: undefined, records: [] }]))
  for (const organization of organizations) plans.set(organization.id, { organization, records: [] })
  const present = organizations.map((organization) => organization.id)
  const obligations: Obligation[] = []
  for (const source of sources) {
    const computed = await source.compute(deps, present, year, todayOf(deps.clock))
    for (const obligation of computed) obligations.push(obligation)
  }
  const adjustments = await Adjustments.find({ organizationId: { $in: [...organizationIds] } }).lean<
    AdjustmentRecord[]
  >()
  for (const duty of applyAdjustments(obligations, adjustments.map(toAdjustment))) {
    const plan = plans.get(duty.organizationId)
    if (!plan?.organization) throw new Error(`${duty.module} computed ${duty.key} for an organisation not asked for`)
    // Of a dissolved body nothing is asked any more; what it did stays.
    if (plan.organization.dissolvedOn && !duty.doneBy) continue
    plan.records.push(toRecord(duty, plan.organization.path, year))
  }
  return plans
}

/** What everything stored of a plan follows from: two plans with the same digest leave the same duties and boards. */
function digestOf({ organization, records }: FreshPlan): string {
  const hash = createHash('sha1')
  if (organization) hash.update(`${organization.name}\n${organization.path}\n`)
  for (const record of records) hash.update(JSON.stringify(record))
  return hash.digest('base64url')
}

/** Writes only the differences. @returns the boards on which something changed. */
async function writeDifferences(stored: readonly DutyRecord[], fresh: readonly DutyRecord[]): Promise<Set<string>> {
  const before = new Map(stored.map((record) => [record._id, record]))
  const kept = new Set(fresh.map((record) => record._id))
  const boards = new Set<string>()
  const note = (record: DutyRecord | undefined) => {
    for (const board of record?.boards ?? []) boards.add(board)
  }
  const gone = stored.filter((record) => !kept.has(record._id))
  const changed = fresh.filter((record) => {
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
    const plans = await computePlans(deps, sources, ids, year)
    const revisions = await PlanRevisions.find({ _id: { $in: ids } }).lean<PlanRevision[]>()
    const known = new Map(revisions.map((revision) => [revision._id, revision.digests?.[year]]))
    const stale = [...plans]
      .map(([id, plan]) => ({ id, plan, digest: digestOf(plan) }))
      .filter(({ id, digest }) => known.get(id) !== digest)
    if (stale.length === 0) return []
    await PlanRevisions.bulkWrite(
      stale.map(({ id, digest }) => ({
        updateOne: {
          filter: { _id: id },
          update: { $inc: { revision: 1 }, $set: { [`digests.${year}`]: digest } },
          upsert: true,
        },
      })),
    )
    const staleIds = stale.map(({ id }) => id)
    const stored = await Duties.find({ organizationId: { $in: staleIds }, year }).lean<DutyRecord[]>()
    const boards = await writeDifferences(
      stored,
      stale.flatMap(({ plan }) => plan.records),
    )
    for (const id of staleIds) boards.add(boardId('organization', id))
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
