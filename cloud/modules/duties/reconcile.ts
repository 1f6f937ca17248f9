import { createHash } from 'node:crypto'
import { todayOf } from '@cloud/core/clock'
import { inTransaction } from '@cloud/core/database/connect'
import type { ObligationSource } from '@cloud/core/defineModule'
import type { Deps } from '@cloud/core/deps'
import { listOrganizations } from '@cloud/modules/organizations/index'
import { type Adjustment, applyAdjustments } from '@shared/core/obligation'
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

/** Where obligations come from, under the name of the module: it writes and removes only what carries its own name. */
export interface NamedSource extends ObligationSource {
  name: string
}

export interface Reconciler {
  sources: readonly NamedSource[]
  /** Brings the plans of these organisations for a year up to date, inside the caller's transaction. */
  within(deps: Deps, organizationIds: readonly string[], year: number): Promise<void>
  /** The same in transactions of its own, in batches, for all sources or some. */
  run(
    deps: Deps,
    organizationIds: readonly string[],
    years: readonly number[],
    sources?: readonly NamedSource[],
  ): Promise<void>
}

const toAdjustment = ({ _id, dueOn, waivedBecause, by, at }: AdjustmentRecord): Adjustment => ({
  key: _id,
  ...(dueOn && { dueOn }),
  ...(waivedBecause && { waivedBecause }),
  by,
  at: at.toISOString(),
})

/** What one source has for the plan of one organisation. */
interface FreshPart {
  organizationId: string
  source: string
  organization: Organization | undefined
  records: DutyRecord[]
}

async function computeParts(
  deps: Deps,
  sources: readonly NamedSource[],
  organizationIds: readonly string[],
  year: number,
): Promise<FreshPart[]> {
  const organizations = new Map((await listOrganizations({ ids: organizationIds })).map((one) => [one.id, one]))
  const adjusted = await Adjustments.find({ organizationId: { $in: [...organizationIds] } }).lean<AdjustmentRecord[]>()
  const adjustments = adjusted.map(toAdjustment)
  const all: FreshPart[] = []
  for (const { name, compute } of sources) {
    const parts = new Map<string, FreshPart>()
    for (const organizationId of organizationIds)
      parts.set(organizationId, {
        organizationId,
        source: name,
        organization: organizations.get(organizationId),
        records: [],
      })
    const computed = await compute(deps, [...organizations.keys()], year, todayOf(deps.clock))
    for (const duty of applyAdjustments(computed, adjustments)) {
      const part = parts.get(duty.organizationId)
      if (!part?.organization || duty.module !== name)
        throw new Error(`${name} computed ${duty.key} of ${duty.module} for an organisation not asked for`)
      part.records.push(toRecord(duty, part.organization.path, year))
    }
    all.push(...parts.values())
  }
  return all
}

/** What is stored of a part follows from this alone: with the same digest there is nothing to write, nor even to read. */
function digestOf({ organization, records }: FreshPart): string {
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
  // A member who has moved brings duties along that are still stored under the branch before.
  const unknown = changed.flatMap(({ _id }) => (before.has(_id) ? [] : [_id]))
  const elsewhere =
    unknown.length > 0 ? await Duties.find({ _id: { $in: unknown } }, { _id: 1 }).lean<DutyRecord[]>() : []
  const moved = new Set(elsewhere.map((record) => record._id))
  const isNew = ({ _id }: DutyRecord) => !before.has(_id) && !moved.has(_id)
  const added = changed.filter(isNew)
  const writes = [
    ...gone.map((record) => ({ deleteOne: { filter: { _id: record._id } } })),
    ...changed
      .filter((record) => !isNew(record))
      .map((record) => ({ replaceOne: { filter: { _id: record._id }, replacement: record } })),
  ]
  if (writes.length > 0) await Duties.bulkWrite(writes, { skipValidation: true })
  if (added.length > 0) await Duties.insertMany(added, { lean: true })
  return boards
}

/** Notes from what the parts are written. Of two who write at once the later one starts over and sees the newer facts. */
async function noteDigests(parts: readonly { part: FreshPart; digest: string }[], year: number): Promise<void> {
  await PlanRevisions.bulkWrite(
    parts.map(({ part, digest }) => ({
      updateOne: {
        filter: { _id: part.organizationId },
        update: { $inc: { revision: 1 }, $set: { [`digests.${year}.${part.source}`]: digest } },
        upsert: true,
      },
    })),
  )
}

/** The one writer of duties and boards: facts of all `sources`, adjustments laid over them, differences written. */
export function createReconciler(sources: readonly NamedSource[]): Reconciler {
  async function reconcile(
    deps: Deps,
    organizationIds: readonly string[],
    year: number,
    some: readonly NamedSource[],
  ): Promise<string[]> {
    const ids = [...new Set(organizationIds)].sort()
    const parts = await computeParts(deps, some, ids, year)
    const revisions = await PlanRevisions.find({ _id: { $in: ids } }).lean<PlanRevision[]>()
    const known = new Map(revisions.map((revision) => [revision._id, revision.digests[year]]))
    const stale = parts
      .map((part) => ({ part, digest: digestOf(part) }))
      .filter(({ part, digest }) => known.get(part.organizationId)?.[part.source] !== digest)
    if (stale.length === 0) return []
    await noteDigests(stale, year)
    const boards = new Set<string>()
    for (const { name } of some) {
      const changed = stale.flatMap(({ part }) => (part.source === name ? [part] : []))
      if (changed.length === 0) continue
      const places = changed.map((part) => part.organizationId)
      const stored = await Duties.find({ organizationId: { $in: places }, year, module: name }).lean<DutyRecord[]>()
      const records = changed.flatMap((part) => part.records)
      for (const board of await writeDifferences(stored, records)) boards.add(board)
      for (const id of places) boards.add(boardId('organization', id))
    }
    const written = await rewriteBoards(deps, boards, todayOf(deps.clock))
    return written.flatMap(boardKeys)
  }

  return {
    sources,
    async within(deps, organizationIds, year) {
      touch(await reconcile(deps, organizationIds, year, sources))
    },
    async run(deps, organizationIds, years, some = sources) {
      for (let start = 0; start < organizationIds.length; start += BATCH) {
        const batch = organizationIds.slice(start, start + BATCH)
        for (const year of years) touch(await inTransaction(() => reconcile(deps, batch, year, some)))
      }
    },
  }
}
