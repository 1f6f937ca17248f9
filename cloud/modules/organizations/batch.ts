import { recordChange } from '@cloud/core/change'
import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import { Appointments, Organizations } from './collection'

/**
 * Takes back what an import batch created here. @throws AppError conflict that names organisations on which something has been
 * built since (other organisations or appointments).
 */
export async function removeBatchOrganizations(work: Work, batchId: string): Promise<void> {
  const rows = await Organizations.find({ batchId }).lean<{ _id: string; name: string }[]>()
  const ids = rows.map((row) => row._id)
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
