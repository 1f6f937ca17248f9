import { todayOf } from '@cloud/core/clock'
import { inTransaction } from '@cloud/core/database/connect'
import { withSharedReads } from '@cloud/core/database/sharedReads'
import type { Deps } from '@cloud/core/deps'
import { rewriteBoards } from './boards'
import { type PlanRevision, PlanRevisions } from './collection'
import { type Asked, computePlans, digestOfPart, type FreshPlan, type NamedSource, placesOf } from './computeParts'
import { type Differences, findDifferences, writeDifferences } from './differences'
import { boardKeys, touch } from './freshness'
import { boardId } from './record'

/** What a reconcile is run for: a fact that has changed, or the turn of the day. */
export type Because = 'facts' | 'day'

/** Organisations reconciled in one transaction. */
const BATCH = 10
/** Batches under way at once: the store reads for one while another is computed. */
const AT_ONCE = 2

export interface Reconciler {
  sources: readonly NamedSource[]
  /** Brings the plan of an organisation for a year up to date, inside the caller's transaction. */
  within(deps: Deps, organizationId: string, year: number): Promise<void>
  /** The same for many in transactions of its own, in batches. */
  run(deps: Deps, asked: readonly Asked[], because: Because): Promise<void>
}

/** Digests to note, by organisation and place in `PlanRevision.digests`. */
type Digests = Map<string, Record<string, string>>

const note = (digests: Digests, organizationId: string, { source, year }: FreshPlan, digest: string): void => {
  digests.set(organizationId, { ...digests.get(organizationId), [`digests.${year}.${source.name}`]: digest })
}

/** Leaves out the whole parts that are the same as when they were last written; notes the digests of the others. */
async function leaveOutUnchanged(asked: readonly Asked[], digests: Digests) {
  const whole = placesOf(asked.filter((one) => !one.periods))
  const revisions = whole.length > 0 ? await PlanRevisions.find({ _id: { $in: whole } }).lean<PlanRevision[]>() : []
  const known = new Map(revisions.map((revision) => [revision._id, revision.digests]))
  return (plan: FreshPlan): FreshPlan | undefined => {
    if (plan.scope) return plan
    const parts = plan.parts.filter((part) => {
      const digest = digestOfPart(part)
      if (known.get(part.organizationId)?.[plan.year]?.[plan.source.name] === digest) return false
      note(digests, part.organizationId, plan, digest)
      return true
    })
    return parts.length > 0 ? { ...plan, parts } : undefined
  }
}

/** Of a part of which only some periods were computed no digest is known: the next whole computation compares it with what is stored. */
const NO_DIGEST = ''

/** Of two who write at once the later one starts over and sees the newer facts. */
const noteDigests = (digests: Digests, seen: readonly string[]) =>
  PlanRevisions.bulkWrite(
    [...new Set([...digests.keys(), ...seen])].sort().map((_id) => {
      const $set = digests.get(_id)
      return { updateOne: { filter: { _id }, update: { $inc: { revision: 1 }, ...($set && { $set }) }, upsert: true } }
    }),
  )

async function reconcile(deps: Deps, asked: readonly Asked[], because: Because): Promise<string[]> {
  const digests: Digests = new Map()
  const plans = await computePlans(deps, asked, await leaveOutUnchanged(asked, digests))
  // The name on the board of an organisation is known to whole parts only.
  const boards = new Set([...digests.keys()].map((id) => boardId('organization', id)))
  // Read before anything is written: a transaction reads faster where it has not written yet.
  const differences: Differences[] = await findDifferences(plans)
  for (const [i, plan] of plans.entries())
    if (plan.scope) for (const id of differences[i]?.organizationIds ?? []) note(digests, id, plan, NO_DIGEST)
  // Who has seen a new fact says so even with nothing to write: whoever still works with older ones starts over. A night brings none.
  const seen = because === 'facts' ? placesOf(asked) : []
  if (digests.size + seen.length > 0) await noteDigests(digests, seen)
  if (digests.size === 0) return []
  for (const one of differences) {
    await writeDifferences(one)
    for (const board of one.boards) boards.add(board)
  }
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
      touch(await withSharedReads(() => reconcile(deps, asked, 'facts')))
    },
    async run(deps, asked, because) {
      const waiting = batchesOf(asked)
      const work = async () => {
        for (let batch = waiting.shift(); batch; batch = waiting.shift()) {
          const own = batch
          touch(await inTransaction(() => withSharedReads(() => reconcile(deps, own, because))))
        }
      }
      const endings = await Promise.allSettled(Array.from({ length: AT_ONCE }, work))
      for (const ending of endings) if (ending.status === 'rejected') throw ending.reason
    },
  }
}
