import { recordAudit } from '@cloud/core/audit'
import { recordChange } from '@cloud/core/change'
import { placedCollections } from '@cloud/core/database/collection'
import { claimPlaces, standIn } from '@cloud/core/database/places'
import type { Work } from '@cloud/core/deps'
import { AppError, ruleBroken } from '@shared/core/errors'
import type { PlainDate } from '@shared/core/plainDate'
import type { Organization } from '@shared/modules/organizations/model'
import { pathBelow, placementFaults } from '@shared/modules/organizations/rules'
import mongoose, { type Model } from 'mongoose'
import { type ClosedOffice, closeOffices } from './closing'
import { type AppointmentRecord, Appointments, Organizations } from './collection'
import { getOrganization, listOrganizations } from './queries'

/** Organisations that move along with one at most. */
const MOST_MOVED = 200

/** `places`: the organisation a record speaks of, behind all above it. */
type Placed = {
  _id: string
  organizationId: string
  path: string
  places?: string[]
  teamId?: string
  teamPath?: string
}

const idsOn = (path: string): string[] => path.split('/').filter(Boolean)

/** Every collection whose records carry the path of the organisation they belong to. */
const placedModels = (): Model<Placed>[] =>
  placedCollections.map((name) => mongoose.model(name) as unknown as Model<Placed>)

/**
 * Puts an organisation, with everything below it, under another. Records of all modules follow, except the audit trail.
 * @throws AppError rule_broken where it may not stand; conflict for a name that is taken there or a tree too large to move at once.
 */
export async function moveOrganization(work: Work, id: string, parentId: string): Promise<void> {
  const organization = await getOrganization(id)
  const parent = await getOrganization(parentId)
  const faults = placementFaults(organization.kind, parent)
  if (faults.length > 0) throw ruleBroken(faults)
  if (parent.path.startsWith(organization.path)) throw new AppError('conflict', '不能放到自己或自己的下级下面')
  if (parent.dissolvedOn) throw new AppError('conflict', `“${parent.name}”已撤销，下面不能再设组织`)
  if (await Organizations.exists({ parentId, name: organization.name }))
    throw new AppError('conflict', `“${parent.name}”下面已有“${organization.name}”`)
  const moved = await listOrganizations({ pathPrefix: organization.path })
  if (moved.length > MOST_MOVED)
    throw new AppError('conflict', `连同下级共 ${moved.length} 个组织，一次最多移 ${MOST_MOVED} 个，请先移下级`)
  await claimPlaces(moved.map((one) => one.id))
  await standIn([parentId])
  const newPath = pathBelow(parent.path, id)
  const models = placedModels()
  for (const one of moved) {
    const path = newPath + one.path.slice(organization.path.length)
    await Organizations.updateOne({ _id: one.id }, { $set: { path, ...(one.id === id && { parentId }) } })
    for (const model of models) {
      await model.updateMany({ organizationId: one.id }, { $set: { path } })
      if (model.schema.path('teamPath')) await model.updateMany({ teamId: one.id }, { $set: { teamPath: path } })
      if (model.schema.path('places'))
        await model.updateMany(
          { $and: [{ places: one.id }, { places: idsOn(one.path) }] },
          { $set: { places: idsOn(path) } },
        )
    }
  }
  await recordAudit(work, {
    action: 'organizations.move',
    subject: { kind: 'organization', id },
    place: { organizationId: id, path: newPath },
    summary: `把组织“${organization.name}”移到“${parent.name}”下面`,
    details: { before: organization.parentId, after: parentId },
  })
  await recordChange(
    work,
    moved.map((one) => ({ organizationId: one.id, fact: 'organizations.organization', factId: one.id })),
  )
}

/**
 * 撤销组织 — nothing is asked of it from now on; its records stay. Nobody and no body may be left in it; offices end.
 * @returns the offices that ended
 */
export async function dissolveOrganization(
  work: Work,
  organization: Organization,
  on: PlainDate,
  reason: string,
): Promise<ClosedOffice[]> {
  if (organization.dissolvedOn) throw new AppError('conflict', '这个组织已经撤销')
  await claimPlaces([organization.id])
  if (await Organizations.exists({ parentId: organization.id, dissolvedOn: { $exists: false } }))
    throw new AppError('conflict', '下面还有组织，先移走或撤销它们')
  const open = await Appointments.find({ organizationId: organization.id, to: null }).lean<AppointmentRecord[]>()
  const closed = await closeOffices(work, open, on, reason)
  await Organizations.updateOne({ _id: organization.id }, { $set: { dissolvedOn: on } })
  await tell(work, organization, 'organizations.dissolve', `撤销组织“${organization.name}”，自 ${on}：${reason}`)
  return closed
}

/** Takes a dissolving back; offices are given back by `reopenClosed`. @throws AppError conflict below an organisation that is dissolved itself. */
export async function restoreOrganization(work: Work, organization: Organization): Promise<void> {
  const parent = organization.parentId ? await getOrganization(organization.parentId) : undefined
  if (parent) await standIn([parent.id])
  if (parent?.dissolvedOn)
    throw new AppError('conflict', `上级“${parent.name}”已撤销，“${organization.name}”不能恢复；请先恢复上级`)
  await Organizations.updateOne({ _id: organization.id }, { $unset: { dissolvedOn: 1 } })
  await tell(work, organization, 'organizations.restore', `恢复组织“${organization.name}”`)
}

async function tell(work: Work, { id, path }: Organization, action: string, summary: string): Promise<void> {
  await recordAudit(work, {
    action,
    subject: { kind: 'organization', id },
    place: { organizationId: id, path },
    summary,
  })
  await recordChange(work, [{ organizationId: id, fact: 'organizations.organization', factId: id }])
}

/** Takes back an appointment that was made by mistake, as if it had never been. @throws AppError conflict once it has ended. */
export async function removeAppointment(work: Work, id: string): Promise<void> {
  const office = await Appointments.findOneAndDelete({ _id: id, to: null }).lean<AppointmentRecord>()
  if (!office) throw new AppError('conflict', '这项任职已经结束，不能收回')
  await recordAudit(work, {
    action: 'organizations.removeAppointment',
    subject: { kind: 'appointment', id },
    place: { organizationId: office.organizationId, path: office.path },
    summary: '收回一项误办的任命',
    details: { personId: office.personId, role: office.role, from: office.from },
  })
  await recordChange(work, [
    { organizationId: office.organizationId, fact: 'organizations.appointment', factId: office._id },
  ])
}
