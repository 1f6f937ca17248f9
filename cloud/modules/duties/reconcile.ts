import { hash } from 'node:crypto'
import { todayOf } from '@cloud/core/clock'
import { inTransaction } from '@cloud/core/database/connect'
import { withSharedReads } from '@cloud/core/database/sharedReads'
import type { ObligationSource } from '@cloud/core/defineModule'
import type { Deps } from '@cloud/core/deps'
import { listOrganizations } from '@cloud/modules/organizations/index'
import { type Adjustment, applyAdjustments, type PlannedObligation } from '@shared/core/obligation'
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
import { boardId, digestOfDuty, RECORD_FORMAT, toRecord } from './record'

/** Organisations reconciled in one transaction. */
const BATCH = 10

/** Where obligations come from, under the name of the module: it writes and removes only what carries its own name. */
export interface NamedSource extends ObligationSource {
  name: string
}

export interface Reconciler {
  sources: readonly NamedSource[]
  /** Brings the plan of an organisation for a year up to date, inside the caller's transaction. */
  within(deps: Deps, organizationId: string, year: number): Promise<void>
  /** The same for many in transactions of its own, in batches. */
  run(deps: Deps, asked: readonly Asked[]): Promise<void>
}

/** What is to be computed anew: one source and year for these organisations. */
export interface Asked {
  source: NamedSource
  year: number
  organizationIds: readonly string[]
}

const toAdjustment = ({ _id, dueOn, waivedBecause, by, at }: AdjustmentRecord): Adjustment => ({
  key: _id,
  ...(dueOn && { dueOn }),
  ...(waivedBecause && { waivedBecause }),
  by,
  at: at.toISOString(),
})

/** What one source has for the plan of one organisation in a year. */
interface FreshPart {
  organizationId: string
  year: number
  source: string
  organization: Organization | undefined
  duties: PlannedObligation[]
}

const placesOf = (asked: readonly Asked[]): string[] =>
  [...new Set(asked.flatMap(({ organizationIds }) => organizationIds))].sort()

async function computeParts(deps: Deps, asked: readonly Asked[]): Promise<FreshPart[]> {
  const everywhere = placesOf(asked)
  const organizations = new Map((await listOrganizations({ ids: everywhere })).map((one) => [one.id, one]))
  const adjusted = await Adjustments.find({ organizationId: { $in: everywhere } }).lean<AdjustmentRecord[]>()
  const adjustments = adjusted.map(toAdjustment)
  const all: FreshPart[] = []
  for (const { source, year, organizationIds } of asked) {
    const { name, compute } = source
    const parts = new Map<string, FreshPart>()
    for (const organizationId of organizationIds) {
      const organization = organizations.get(organizationId)
      parts.set(organizationId, { organizationId, year, source: name, organization, duties: [] })
    }
    const there = organizationIds.filter((id) => organizations.has(id))
    const computed = there.length > 0 ? await compute(deps, there, year, todayOf(deps.clock)) : []
    for (const duty of applyAdjustments(computed, adjustments)) {
      const part = parts.get(duty.organizationId)
      if (!part?.organization || duty.module !== name)
        throw new Error(`${name} computed ${duty.key} of ${duty.module} for an organisation not asked for`)
      part.duties.push(duty)
    }
    all.push(...parts.values())
  }
  return all
}

/** What is stored of a part follows from this alone: with the same digest there is nothing to write, nor even to read. */
const digestOf = ({ organization, duties }: FreshPart): string =>
  hash('sha1', JSON.stringify([RECORD_FORMAT, organization?.name, organization?.path, duties]), 'base64url')

/** What of a stored duty tells whether it still holds, and where it is shown. */
type StoredDuty = Pick<DutyRecord, '_id' | 'digest' | 'boards'>

/** Writes only the differences. @returns the boards on which something changed. */
async function writeDifferences(stored: readonly StoredDuty[], fresh: readonly FreshPart[]): Promise<Set<string>> {
  const before = new Map(stored.map((record) => [record._id, record]))
  const kept = new Set(fresh.flatMap((part) => part.duties.map((duty) => duty.key)))
  const boards = new Set<string>()
  const note = (record: StoredDuty | undefined) => {
    for (const board of record?.boards ?? []) boards.add(board)
  }
  const gone = stored.filter((record) => !kept.has(record._id))
  const changed = fresh.flatMap(({ organization, year, duties }) => {
    const path = organization?.path ?? ''
    return duties.flatMap((duty) => {
      const old = before.get(duty.key)
      if (old?.digest === digestOfDuty(duty, path)) return []
      note(old)
      return [toRecord(duty, path, year)]
    })
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
async function noteDigests(parts: readonly { part: FreshPart; digest: string }[]): Promise<void> {
  const digests = new Map<string, Record<string, string>>()
  for (const { part, digest } of parts)
    digests.set(part.organizationId, {
      ...digests.get(part.organizationId),
      [`digests.${part.year}.${part.source}`]: digest,
    })
  await PlanRevisions.bulkWrite(
    [...digests].map(([_id, $set]) => ({
      updateOne: { filter: { _id }, update: { $inc: { revision: 1 }, $set }, upsert: true },
    })),
  )
}

/** Rows in one answer of the database: what a few organisations have in a year. */
const AT_ONCE = 10_000

async function reconcile(deps: Deps, asked: readonly Asked[]): Promise<string[]> {
  const parts = await computeParts(deps, asked)
  const revisions = await PlanRevisions.find({ _id: { $in: placesOf(asked) } }).lean<PlanRevision[]>()
  const known = new Map(revisions.map((revision) => [revision._id, revision.digests]))
  const stale = parts
    .map((part) => ({ part, digest: digestOf(part) }))
    .filter(({ part, digest }) => known.get(part.organizationId)?.[part.year]?.[part.source] !== digest)
  if (stale.length === 0) return []
  // Read before anything is written: a transaction reads faster where it has not written yet.
  const plans: { stored: StoredDuty[]; changed: FreshPart[] }[] = []
  for (const { source, year } of asked) {
    const changed = stale.flatMap(({ part }) => (part.source === source.name && part.year === year ? [part] : []))
    if (changed.length === 0) continue
    const places = { $in: changed.map((part) => part.organizationId) }
    const stored = await Duties.find({ organizationId: places, year, module: source.name }, { digest: 1, boards: 1 })
      .batchSize(AT_ONCE)
      .lean<StoredDuty[]>()
    plans.push({ stored, changed })
  }
  await noteDigests(stale)
  const boards = new Set(stale.map(({ part }) => boardId('organization', part.organizationId)))
  for (const { stored, changed } of plans)
    for (const board of await writeDifferences(stored, changed)) boards.add(board)
  const written = await rewriteBoards(deps, boards, todayOf(deps.clock))
  return written.flatMap(boardKeys)
}

/** A few organisations at a time, in the order in which all transactions take them. */
function batchesOf(asked: readonly Asked[]): Asked[][] {
  const everywhere = placesOf(asked)
  const batches: Asked[][] = []
  for (let start = 0; start < everywhere.length; start += BATCH) {
    const batch = new Set(everywhere.slice(start, start + BATCH))
    batches.push(
      asked
        .map((one) => ({ ...one, organizationIds: one.organizationIds.filter((id) => batch.has(id)) }))
        .filter(({ organizationIds }) => organizationIds.length > 0),
    )
  }
  return batches
}

/** The one writer of duties and boards: facts of all `sources`, adjustments laid over them, differences written. */
export function createReconciler(sources: readonly NamedSource[]): Reconciler {
  return {
    sources,
    async within(deps, organizationId, year) {
      const asked = sources.map((source) => ({ source, year, organizationIds: [organizationId] }))
      touch(await withSharedReads(() => reconcile(deps, asked)))
    },
    async run(deps, asked) {
      for (const batch of batchesOf(asked))
        touch(await inTransaction(() => withSharedReads(() => reconcile(deps, batch))))
    },
  }
}
