import type { QueryFilter } from 'mongoose'
import { Duties, type DutyRecord } from './collection'
import type { FreshPlan } from './computeParts'
import { digestOfDuty, toRecord } from './record'

/** What of a stored duty tells whether it still holds, and where it is shown. */
type StoredDuty = Pick<DutyRecord, '_id' | 'organizationId' | 'digest' | 'boards'>

/** What is to be written of one source and year. */
export interface Differences {
  year: number
  gone: StoredDuty[]
  /** Stored already or perhaps, here or in another plan: a member who has moved brings duties along, a meeting into another year too. */
  changed: DutyRecord[]
  added: DutyRecord[]
  /** Boards on which something changed. */
  boards: string[]
  organizationIds: Set<string>
}

/** Rows in one answer of the database: what a few organisations have in a year. */
const AT_ONCE = 10_000

/** `2026` and `2026-06` are in the scope of `2026`. A `.` follows `-` in every order of characters. */
const withinScope = (scope: readonly string[]): QueryFilter<DutyRecord> => ({
  $or: scope.flatMap((period) => [{ period }, { period: { $gte: `${period}-`, $lt: `${period}.` } }]),
})

async function findStored({ source, year, parts, scope }: FreshPlan): Promise<StoredDuty[]> {
  const organizationId = { $in: parts.map((part) => part.organizationId) }
  return Duties.find(
    { organizationId, year, module: source.name, ...(scope && withinScope(scope)) },
    { organizationId: 1, digest: 1, boards: 1 },
  )
    .batchSize(AT_ONCE)
    .lean<StoredDuty[]>()
}

const findStoredIds = async (ids: readonly string[]): Promise<string[]> =>
  (
    await Duties.find({ _id: { $in: [...ids] } }, { _id: 1 })
      .batchSize(AT_ONCE)
      .lean<{ _id: string }[]>()
  ).map((record) => record._id)

/** So few are replaced whether they are stored elsewhere or not, rather than looked for. */
const FEW = 20

/** Compares plans with what is stored of them; reads only. */
export async function findDifferences(plans: readonly FreshPlan[]): Promise<Differences[]> {
  const found: (Omit<Differences, 'added'> & { unknown: DutyRecord[] })[] = []
  for (const plan of plans) {
    const { year, parts } = plan
    const before = new Map((await findStored(plan)).map((record) => [record._id, record]))
    const fresh = new Set<string>()
    const changed: DutyRecord[] = []
    const unknown: DutyRecord[] = []
    const touched: StoredDuty[] = []
    for (const { organization, duties } of parts) {
      const path = organization?.path ?? ''
      for (const duty of duties) {
        fresh.add(duty.key)
        const old = before.get(duty.key)
        if (old?.digest === digestOfDuty(duty, path)) continue
        const record = toRecord(duty, path, year)
        touched.push(record)
        if (old) {
          touched.push(old)
          changed.push(record)
        } else unknown.push(record)
      }
    }
    const gone = [...before.values()].filter((record) => !fresh.has(record._id))
    const all = [...gone, ...touched]
    const boards = [...new Set(all.flatMap((record) => record.boards))]
    found.push({
      year,
      gone,
      changed,
      unknown,
      boards,
      organizationIds: new Set(all.map((record) => record.organizationId)),
    })
  }
  const unknownIds = found.flatMap(({ unknown }) => unknown.map((record) => record._id))
  const stored = new Set(unknownIds.length > FEW ? await findStoredIds(unknownIds) : unknownIds)
  return found.map(({ unknown, changed, ...rest }) => ({
    ...rest,
    changed: [...changed, ...unknown.filter((record) => stored.has(record._id))],
    added: unknown.filter((record) => !stored.has(record._id)),
  }))
}

/** Writes what has changed. What has gone from one plan may stand in another by now; there it stays. */
export async function writeDifferences({ year, gone, changed, added }: Differences): Promise<void> {
  const writes = [
    ...gone.map(({ _id, organizationId }) => ({ deleteOne: { filter: { _id, organizationId, year } } })),
    ...changed.map((record) => ({
      replaceOne: { filter: { _id: record._id }, replacement: record, upsert: true },
    })),
  ]
  if (writes.length > 0) await Duties.bulkWrite(writes, { skipValidation: true })
  if (added.length > 0) await Duties.insertMany(added, { lean: true })
}
