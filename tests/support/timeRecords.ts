import { Appointments } from '@cloud/modules/organizations/index'
import mongoose from 'mongoose'
import type { Branch } from './factories'
import type { TestService } from './service'

const newest = async (collection: string, where: Record<string, string>): Promise<string> => {
  const row = await mongoose.connection.collection<{ _id: string }>(collection).findOne(where, { sort: { _id: -1 } })
  if (!row) throw new Error(`no ${collection}`)
  return row._id
}

/** A handover that runs, a change in a member's record, and a correction that waits: ids under the names endpoints call them. */
export async function addTimeRecords(
  service: TestService,
  branch: Branch,
  administrator: string,
  personId: string,
): Promise<{ handoverId: string; changeId: string; correctionId: string }> {
  const fields = { post: '安全员', phone: '13800000001' }
  await service.as(branch.secretary).put(`/people/${personId}`, { fields, reason: '岗位调整' })
  await service.as(personId).post('/me/corrections', { field: 'education', value: '本科' })
  const office = await Appointments.findOne({ organizationId: branch.id, role: 'disciplineCommissioner' }).lean()
  await service.as(administrator).post(`/appointments/${office?._id}/end`, { to: '2026-06-10', reason: '工作调动' })
  await service.drain()
  return {
    handoverId: await newest('handovers', { organizationId: branch.id }),
    changeId: await newest('personChanges', { personId }),
    correctionId: await newest('personCorrections', { personId }),
  }
}
