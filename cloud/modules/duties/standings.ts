import type { Duty } from '@shared/modules/duties/model'
import { ruleMarks } from '@shared/modules/duties/standing'
import type { Organization } from '@shared/modules/organizations/model'
import type { AnyBulkWriteOperation } from 'mongoose'
import { type StandingRecord, Standings } from './collection'

interface OwnPlan {
  id: string
  organization: Organization | undefined
  /** Everything on the board of the organisation from the first of the years on. */
  duties: readonly Duty[]
}

/** The standings of one organisation, one per year in which it has a plan of its own. */
function standingsOf({ id, organization, duties }: OwnPlan): StandingRecord[] {
  if (!organization || !duties.some((duty) => duty.organizationId === id)) return []
  const above = organization.path.split('/').filter((one) => one !== '' && one !== id)
  return [...new Set(duties.map((duty) => duty.year))].map((year) => ({
    _id: `${id}:${year}`,
    organizationId: id,
    name: organization.name,
    kind: organization.kind,
    year,
    above,
    rules: ruleMarks(duties.filter((duty) => duty.year === year)),
  }))
}

const isSame = (stored: StandingRecord, fresh: StandingRecord): boolean => {
  const { _id, organizationId, name, kind, year, above, rules } = stored
  return JSON.stringify({ _id, organizationId, name, kind, year, above, rules }) === JSON.stringify(fresh)
}

/** Brings the standings from a year on up to date with the plans; earlier years stay as they are. */
export async function rewriteStandings(plans: readonly OwnPlan[], firstYear: number): Promise<void> {
  if (plans.length === 0) return
  const ids = plans.map(({ id }) => id)
  const rows = await Standings.find({ organizationId: { $in: ids } }).lean<StandingRecord[]>()
  const stored = new Map(rows.filter(({ year }) => year >= firstYear).map((row) => [row._id, row]))
  const writes: AnyBulkWriteOperation<StandingRecord>[] = []
  for (const standing of plans.flatMap(standingsOf)) {
    const before = stored.get(standing._id)
    stored.delete(standing._id)
    if (before && isSame(before, standing)) continue
    writes.push({ replaceOne: { filter: { _id: standing._id }, replacement: standing, upsert: true } })
  }
  for (const _id of stored.keys()) writes.push({ deleteOne: { filter: { _id } } })
  if (writes.length > 0) await Standings.bulkWrite(writes)
}
