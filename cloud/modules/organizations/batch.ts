import { recordChange } from '@cloud/core/change'
import { claimPlaces } from '@cloud/core/database/places'
import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import type { PlainDate } from '@shared/core/plainDate'
import { Appointments, Organizations } from './collection'

/**
 * Takes back what an import batch created here. @throws AppError conflict that names organisations on which something has been
 * built since (other organisations or appointments).
 */
export async function removeBatchOrganizations(work: Work, batchId: string): Promise<void> {
  const rows = await Organizations.find({ batchId }).lean<{ _id: string; name: string }[]>()
  const ids = rows.map((row) => row._id)
  await claimPlaces(ids)
  const children = await Organizations.find({ parentId: { $in: ids }, batchId: { $ne: batchId } }).lean<
    { parentId: string }[]
  >()
  const offices = await Appointments.find({ organizationId: { $in: ids }, batchId: { $ne: batchId } }).lean<
    { organizationId: string }[]
  >()
  const built = new Set([...children.map((row) => row.parentId), ...offices.map((row) => row.organizationId)])
  const names = rows.filter((row) => built.has(row._id)).map((row) => row.name)
  if (names.length > 0)
    throw new AppError('conflict', `导入后已在这些组织下增加了内容，不能整批撤销：${names.slice(0, 10).join('、')}`)
  const appointments = await Appointments.find({ batchId }, { organizationId: 1 }).lean<
    { _id: string; organizationId: string }[]
  >()
  await Appointments.deleteMany({ batchId })
  await Organizations.deleteMany({ batchId })
  await recordChange(work, [
    ...ids.map((id) => ({ organizationId: id, fact: 'organizations.organization', factId: id })),
    ...appointments.map((row) => ({
      organizationId: row.organizationId,
      fact: 'organizations.appointment',
      factId: row._id,
    })),
  ])
}

/** Organisations an import batch has created. */
export const findBatchOrganizations = (batchId: string): Promise<{ _id: string }[]> =>
  Organizations.find({ batchId }, { _id: 1 }).lean<{ _id: string }[]>()

/** Those of these persons who were appointed to something outside the import batch. */
export async function findOfficesBeside(personIds: readonly string[], batchId: string): Promise<string[]> {
  const found = new Set<string>()
  for (let i = 0; i < personIds.length; i += 1_000) {
    const rows = await Appointments.find(
      { personId: { $in: personIds.slice(i, i + 1_000) }, batchId: { $ne: batchId } },
      { personId: 1 },
    ).lean<{ personId: string }[]>()
    for (const { personId } of rows) found.add(personId)
  }
  return [...found]
}

/** Sets founding days; `null` takes one away. */
export async function setFoundingDays(
  work: Work,
  days: readonly { id: string; foundedOn: PlainDate | null }[],
): Promise<void> {
  if (days.length === 0) return
  await Organizations.bulkWrite(
    days.map(({ id, foundedOn }) => ({
      updateOne: {
        filter: { _id: id },
        update: foundedOn ? { $set: { foundedOn } } : { $unset: { foundedOn: 1 as const } },
      },
    })),
  )
  await recordChange(
    work,
    days.map(({ id }) => ({ organizationId: id, fact: 'organizations.organization', factId: id })),
  )
}
