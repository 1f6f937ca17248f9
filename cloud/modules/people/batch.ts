import { recordChange } from '@cloud/core/change'
import { newId } from '@cloud/core/database/id'
import type { Work } from '@cloud/core/deps'
import type { PersonFields } from '@shared/modules/people/contract'
import { listOrganizations } from '../organizations/index'
import { People, type PersonChange, PersonChanges, type PersonRecord } from './collection'
import { branchChanges, storedFields } from './commands'
import { teamAfterMove, teamFields } from './teams/teamFields'

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

export interface PersonUpdate {
  id: string
  fields: Partial<PersonFields>
  /** The branch it moves to, and its path. */
  organizationId?: string
  path?: string
  /** The team it joins. */
  team?: { id: string; path: string }
}

/** Changes many records at once; old and new values are kept with the reason, so that the batch can be taken back. */
export async function updatePeople(
  work: Work,
  updates: readonly PersonUpdate[],
  reason: string,
  batchId: string,
): Promise<void> {
  const records = await People.find({ _id: { $in: updates.map(({ id }) => id) } }).lean<PersonRecord[]>()
  const byId = new Map(records.map((record) => [record._id, record]))
  const targets = await listOrganizations({ ids: [...new Set(updates.flatMap((one) => one.organizationId ?? []))] })
  const placeOf = new Map(targets.map((target) => [target.id, target]))
  const history: PersonChange[] = []
  const joined: Pick<PersonRecord, 'organizationId' | 'teamId'>[] = []
  const writes = updates.flatMap(({ id, fields, organizationId, team }) => {
    const record = byId.get(id)
    if (!record) return []
    const place = organizationId ? placeOf.get(organizationId) : undefined
    const moved = place && teamAfterMove(record, place)
    const after: Partial<PersonRecord> = {
      ...storedFields(work, fields),
      ...(place && { organizationId: place.id, path: place.path }),
      ...teamFields(team),
      ...moved?.set,
    }
    const dropped: (keyof PersonRecord)[] = [
      ...(fields.groupId === null && record.groupId !== undefined ? (['groupId'] as const) : []),
      ...(moved?.dropped ?? []).filter((field) => !(field in after)),
    ]
    const keys = [...Object.keys(after), ...dropped] as (keyof PersonRecord)[]
    joined.push({ ...record, ...after })
    history.push({
      _id: newId(),
      personId: id,
      at: new Date(work.now),
      byId: work.actor.personId,
      byName: work.actor.name,
      reason,
      before: Object.fromEntries(keys.map((key) => [key, record[key] ?? null])),
      after,
      batchId,
    })
    return [
      {
        updateOne: {
          filter: { _id: id },
          update: {
            ...(Object.keys(after).length > 0 && { $set: after }),
            ...(dropped.length > 0 && { $unset: Object.fromEntries(dropped.map((field) => [field, 1])) }),
          },
        },
      },
    ]
  })
  if (writes.length === 0) return
  await People.bulkWrite(writes)
  await PersonChanges.insertMany(history)
  await recordChange(work, branchChanges([...records, ...joined]))
}

/** Records an import batch has created. */
export const findBatchPeople = (batchId: string): Promise<Pick<PersonRecord, '_id' | 'organizationId'>[]> =>
  People.find({ batchId }, { organizationId: 1 }).lean<Pick<PersonRecord, '_id' | 'organizationId'>[]>()

/** Persons of an import batch, created or changed by it, whose record somebody has changed since. */
export async function findPeopleEditedSince(batchId: string): Promise<string[]> {
  const created = await findBatchPeople(batchId)
  const changes = await PersonChanges.find({ batchId }, { personId: 1, at: 1 }).lean<PersonChange[]>()
  const sinceOf = new Map<string, Date | undefined>([
    ...created.map(({ _id }) => [_id, undefined] as const),
    ...changes.map(({ personId, at }) => [personId, at] as const),
  ])
  const touched = [...sinceOf.keys()]
  const edited = new Set<string>()
  for (let i = 0; i < touched.length; i += 1_000) {
    const rows = await PersonChanges.find(
      { personId: { $in: touched.slice(i, i + 1_000) }, batchId: { $ne: batchId } },
      { personId: 1, at: 1 },
    ).lean<PersonChange[]>()
    for (const { personId, at } of rows) {
      const since = sinceOf.get(personId)
      if (since === undefined || at > since) edited.add(personId)
    }
  }
  return [...edited]
}

/** Whoever came into these organisations, by register or by team, otherwise than with an import batch. */
export async function findPeopleJoined(organizationIds: readonly string[], batchId: string): Promise<string[]> {
  const ids = { $in: [...organizationIds] }
  const there = await People.find(
    { $or: [{ organizationId: ids }, { teamId: ids }], batchId: { $ne: batchId } },
    { _id: 1 },
  ).lean<{ _id: string }[]>()
  const changed = await PersonChanges.find({ batchId }, { personId: 1 }).lean<{ personId: string }[]>()
  const ofBatch = new Set(changed.map(({ personId }) => personId))
  return there.map(({ _id }) => _id).filter((id) => !ofBatch.has(id))
}

/** Takes back what an import batch did here: created persons go, changed fields get their old values. */
export async function removeBatchPeople(work: Work, batchId: string): Promise<void> {
  const created = await findBatchPeople(batchId)
  const changes = await PersonChanges.find({ batchId }).lean<PersonChange[]>()
  const ids = changes.map((change) => change.personId)
  const before = await People.find({ _id: { $in: ids } }, { organizationId: 1, teamId: 1 }).lean<PersonRecord[]>()
  for (let i = 0; i < changes.length; i += 1_000)
    await People.bulkWrite(
      changes.slice(i, i + 1_000).map(({ personId, before }) => {
        const values = Object.entries(before)
        const set = values.filter(([, value]) => value !== null)
        const unset = values.filter(([, value]) => value === null)
        return {
          updateOne: {
            filter: { _id: personId },
            update: {
              ...(set.length > 0 && { $set: Object.fromEntries(set) }),
              ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map(([key]) => [key, 1])) }),
            },
          },
        }
      }),
    )
  const after = await People.find({ _id: { $in: ids } }, { organizationId: 1, teamId: 1 }).lean<PersonRecord[]>()
  await PersonChanges.deleteMany({ batchId })
  await People.deleteMany({ batchId })
  await recordChange(work, branchChanges([...created, ...before, ...after]))
}
