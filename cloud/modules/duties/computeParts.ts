import { createHash } from 'node:crypto'
import { todayOf } from '@cloud/core/clock'
import type { ObligationSource } from '@cloud/core/defineModule'
import type { Deps } from '@cloud/core/deps'
import { listOrganizations } from '@cloud/modules/organizations/index'
import { type Adjustment, applyAdjustments, type PlannedObligation } from '@shared/core/obligation'
import type { Organization } from '@shared/modules/organizations/model'
import { type AdjustmentRecord, Adjustments } from './collection'
import { RECORD_FORMAT } from './record'

/** Where obligations come from, under the name of the module: it writes and removes only what carries its own name. */
export interface NamedSource extends ObligationSource {
  name: string
}

/** What is to be computed anew: one source and year for these organisations. */
export interface Asked {
  source: NamedSource
  year: number
  organizationIds: readonly string[]
  /** Only what is owed in these periods, by organisation; absent: everything. */
  periods?: ReadonlyMap<string, readonly string[]>
}

/** What one source has for the plan of one organisation in a year. */
export interface FreshPart {
  organizationId: string
  organization: Organization | undefined
  duties: PlannedObligation[]
}

/** All parts of one source and year. */
export interface FreshPlan extends Omit<Asked, 'periods'> {
  /** Only these periods have been computed; absent: the parts are whole. */
  scope?: readonly string[]
  parts: FreshPart[]
}

export const placesOf = (asked: readonly Pick<Asked, 'organizationIds'>[]): string[] =>
  [...new Set(asked.flatMap(({ organizationIds }) => organizationIds))].sort()

const toAdjustment = ({ _id, dueOn, waivedBecause, by, at }: AdjustmentRecord): Adjustment => ({
  key: _id,
  ...(dueOn && { dueOn }),
  ...(waivedBecause && { waivedBecause }),
  by,
  at: at.toISOString(),
})

/**
 * Asks the sources, and lays the adjustments of the units over what they say.
 * @param keep what of a plan is still needed; told one after the other, so that a night does not hold whole years in memory
 */
export async function computePlans(
  deps: Deps,
  asked: readonly Asked[],
  keep: (plan: FreshPlan) => FreshPlan | undefined,
): Promise<FreshPlan[]> {
  const everywhere = placesOf(asked)
  const organizations = new Map((await listOrganizations({ ids: everywhere })).map((one) => [one.id, one]))
  const adjusted = await Adjustments.find({ organizationId: { $in: everywhere } }).lean<AdjustmentRecord[]>()
  const adjustments = adjusted.map(toAdjustment)
  const kept: FreshPlan[] = []
  for (const one of asked) {
    const plan = keep(await computePlan(deps, one, organizations, adjustments))
    if (plan) kept.push(plan)
  }
  return kept
}

async function computePlan(
  deps: Deps,
  { source, year, organizationIds, periods }: Asked,
  organizations: ReadonlyMap<string, Organization>,
  adjustments: readonly Adjustment[],
): Promise<FreshPlan> {
  const parts = new Map<string, FreshPart>()
  for (const organizationId of organizationIds)
    parts.set(organizationId, { organizationId, organization: organizations.get(organizationId), duties: [] })
  const there = organizationIds.filter((id) => organizations.has(id))
  // Of organisations computed together each gets the periods of all: a few more than it needs.
  const scope = periods && [...new Set(organizationIds.flatMap((id) => periods.get(id) ?? []))]
  const computed = there.length > 0 ? await source.compute(deps, there, year, todayOf(deps.clock), scope) : []
  for (const duty of applyAdjustments(computed, adjustments)) {
    const part = parts.get(duty.organizationId)
    if (!part?.organization || duty.module !== source.name)
      throw new Error(`${source.name} computed ${duty.key} of ${duty.module} for an organisation not asked for`)
    part.duties.push(duty)
  }
  return { source, year, organizationIds, parts: [...parts.values()], ...(scope && { scope }) }
}

/** What is stored of a whole part follows from this alone: with the same digest there is nothing to write, nor even to read. */
export function digestOfPart({ organization, duties }: FreshPart): string {
  const digest = createHash('sha1').update(JSON.stringify([RECORD_FORMAT, organization?.name, organization?.path]))
  // One after the other: the text of a whole year would be a large object that is thrown away at once.
  for (const duty of duties) digest.update(JSON.stringify(duty))
  return digest.digest('base64url')
}
