import { recordChange } from '@cloud/core/change'
import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import { People, type PersonChange, PersonChanges, type PersonRecord } from './collection'
import { branchChanges } from './commands'

/** Records already in the register with one of these citizen's numbers (keyed hashes) or one of these names. */
export async function findRegistered(by: {
  idNumberHashes?: readonly string[]
  names?: readonly string[]
}): Promise<PersonRecord[]> {
  const found: PersonRecord[] = []
  for (const [field, values] of [
    ['idNumberHash', by.idNumberHashes ?? []],
    ['name', by.names ?? []],
  ] as const)
    for (let i = 0; i < values.length; i += 1_000)
      found.push(...(await People.find({ [field]: { $in: values.slice(i, i + 1_000) } }).lean<PersonRecord[]>()))
  return [...new Map(found.map((person) => [person._id, person])).values()]
}

/**
 * Takes back what an import batch did here: created persons go, changed fields get their old values.
 * @throws AppError conflict that names persons whose record was changed by somebody since.
 */
export async function removeBatchPeople(work: Work, batchId: string): Promise<void> {
  const created = await People.find({ batchId }).lean<PersonRecord[]>()
  const changes = await PersonChanges.find({ batchId }).sort({ at: -1 }).lean<PersonChange[]>()
  const touched = [...new Set([...created.map((person) => person._id), ...changes.map((change) => change.personId)])]
  const since = changes[0]?.at
  const later: string[] = []
  for (let i = 0; i < touched.length; i += 1_000) {
    const rows = await PersonChanges.find({
      personId: { $in: touched.slice(i, i + 1_000) },
      batchId: { $ne: batchId },
      ...(since && created.length === 0 && { at: { $gt: since } }),
    }).lean<PersonChange[]>()
    later.push(...rows.map((row) => row.personId))
  }
  if (later.length > 0) {
    const rows = await People.find({ _id: { $in: later.slice(0, 10) } }, { name: 1 }).lean<{ name: string }[]>()
    throw new AppError(
      'conflict',
      `导入后已有人更正过这些人的信息，不能整批撤销：${rows.map((row) => row.name).join('、')}`,
    )
  }
  for (const change of changes) {
    const set = Object.entries(change.before).filter(([, value]) => value !== null)
    const unset = Object.entries(change.before).filter(([, value]) => value === null)
    await People.updateOne(
      { _id: change.personId },
      {
        ...(set.length > 0 && { $set: Object.fromEntries(set) }),
        ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map(([key]) => [key, 1])) }),
      },
    )
  }
  const restored = await People.find(
    { _id: { $in: changes.map((change) => change.personId) } },
    { organizationId: 1 },
  ).lean<PersonRecord[]>()
  await PersonChanges.deleteMany({ batchId })
  await People.deleteMany({ batchId })
  await recordChange(work, branchChanges([...created, ...restored]))
}
