import { recordAudit } from '@cloud/core/audit'
import { recordChange } from '@cloud/core/change'
import { newId } from '@cloud/core/database/id'
import { standIn } from '@cloud/core/database/places'
import { takeTurn } from '@cloud/core/database/takeTurn'
import type { Work } from '@cloud/core/deps'
import { nameSortKey } from '@cloud/core/table/sortKey'
import { AppError, ruleBroken } from '@shared/core/errors'
import { inForce } from '@shared/core/norm'
import { laterOf, type PlainDate } from '@shared/core/plainDate'
import { COMMITTEE_ROLES, ROLE_LABELS, type Role } from '@shared/core/roles'
import type { OrganizationKind, UnitSettings } from '@shared/modules/organizations/model'
import { branchCommittee } from '@shared/modules/organizations/norms'
import { mostSeats, pathBelow, placementFaults } from '@shared/modules/organizations/rules'
import { type AppointmentRecord, Appointments, type OrganizationRecord, Organizations } from './collection'
import { getOrganization, listAppointmentsSince } from './queries'

export interface OrganizationDraft {
  name: string
  kind: OrganizationKind
  parentId: string | null
  foundedOn?: PlainDate | undefined
  /** Today unless told otherwise. */
  enteredOn?: PlainDate | undefined
}

/**
 * Adds organisations, parents before children. @param parents organisations of the same batch by id, so that a child may stand
 * below one that is only being created. @throws AppError rule_broken when one may not stand where it should.
 */
export async function insertOrganizations(
  work: Work,
  drafts: readonly (OrganizationDraft & { id: string })[],
  batchId?: string,
): Promise<OrganizationRecord[]> {
  const records = new Map<string, OrganizationRecord>()
  await standIn(drafts.flatMap((draft) => draft.parentId ?? []))
  for (const draft of drafts) {
    const parent =
      draft.parentId === null ? null : (records.get(draft.parentId) ?? (await getOrganization(draft.parentId)))
    const faults = placementFaults(draft.kind, parent)
    if (faults.length > 0) throw ruleBroken(faults)
    if (parent?.dissolvedOn) throw new AppError('conflict', `“${parent.name}”已撤销，下面不能再设组织`)
    records.set(draft.id, {
      _id: draft.id,
      name: draft.name,
      sortKey: nameSortKey(draft.name),
      kind: draft.kind,
      parentId: draft.parentId,
      path: pathBelow(parent?.path ?? null, draft.id),
      ...(draft.foundedOn && { foundedOn: draft.foundedOn }),
      enteredOn: draft.enteredOn ?? work.today,
      settings: {},
      ...(batchId && { batchId }),
    })
  }
  const rows = [...records.values()]
  await Organizations.insertMany(rows)
  await recordChange(
    work,
    rows.map((row) => ({ organizationId: row._id, fact: 'organizations.organization', factId: row._id })),
  )
  return rows
}

/** Creates one organisation. @throws AppError conflict when the parent already has one of this name. */
export async function createOrganization(work: Work, draft: OrganizationDraft): Promise<string> {
  if (await Organizations.exists({ parentId: draft.parentId, name: draft.name }))
    throw new AppError('conflict', `这里已经有“${draft.name}”了`, [{ field: 'name', message: '同一上级下不能重名' }])
  const [record] = await insertOrganizations(work, [{ ...draft, id: newId() }])
  if (!record) throw new AppError('internal', '没有建成，请重试')
  await recordAudit(work, {
    action: 'organizations.create',
    subject: { kind: 'organization', id: record._id },
    place: { organizationId: record._id, path: record.path },
    summary: `新建组织“${record.name}”`,
  })
  return record._id
}

/** Renames an organisation or changes its founding day. */
export async function editOrganization(
  work: Work,
  id: string,
  edit: { name?: string | undefined; foundedOn?: PlainDate | null | undefined },
): Promise<void> {
  const before = await getOrganization(id)
  const set = {
    ...(edit.name !== undefined && { name: edit.name, sortKey: nameSortKey(edit.name) }),
    ...(edit.foundedOn && { foundedOn: edit.foundedOn }),
  }
  await Organizations.updateOne(
    { _id: id },
    { ...(Object.keys(set).length > 0 && { $set: set }), ...(edit.foundedOn === null && { $unset: { foundedOn: 1 } }) },
  )
  await recordAudit(work, {
    action: 'organizations.edit',
    subject: { kind: 'organization', id },
    place: { organizationId: id, path: before.path },
    summary: `更改组织“${before.name}”`,
    details: { before: { name: before.name, foundedOn: before.foundedOn ?? null }, after: edit },
  })
  await recordChange(work, [{ organizationId: id, fact: 'organizations.organization', factId: id }])
}

/** Replaces the own settings of an organisation; everything below that has no own value follows. */
export async function configureOrganization(work: Work, id: string, settings: Partial<UnitSettings>): Promise<void> {
  const organization = await getOrganization(id)
  await Organizations.updateOne({ _id: id }, { $set: { settings } })
  await recordAudit(work, {
    action: 'organizations.configure',
    subject: { kind: 'organization', id },
    place: { organizationId: id, path: organization.path },
    summary: `更改“${organization.name}”的单位设置`,
    details: { before: organization.settings, after: settings },
  })
  const below = await Organizations.find(
    { path: { $gte: organization.path, $lt: `${organization.path}\uffff` } },
    { _id: 1 },
  ).lean<{ _id: string }[]>()
  await recordChange(
    work,
    below.map((row) => ({ organizationId: row._id, fact: 'organizations.organization', factId: row._id })),
  )
}

export interface AppointmentDraft {
  personId: string
  organizationId: string
  path: string
  role: Role
  from: PlainDate
}

/** Adds appointments and their change rows. The caller has checked the persons. */
export async function insertAppointments(
  work: Work,
  drafts: readonly AppointmentDraft[],
  batchId?: string,
): Promise<void> {
  if (drafts.length === 0) return
  const rows: AppointmentRecord[] = drafts.map((draft) => ({
    _id: newId(),
    ...draft,
    to: null,
    ...(batchId && { batchId }),
  }))
  await Appointments.insertMany(rows)
  await recordChange(
    work,
    rows.map((row) => ({ organizationId: row.organizationId, fact: 'organizations.appointment', factId: row._id })),
  )
}

/** Appoints a person. @throws AppError conflict when already in this office; rule_broken for an eighth committee member (B-05). */
export async function appoint(work: Work, draft: Omit<AppointmentDraft, 'path'>, personName: string): Promise<string> {
  const organization = await getOrganization(draft.organizationId)
  if (organization.dissolvedOn) throw new AppError('conflict', `“${organization.name}”已撤销，不能再任命`)
  await takeTurn(`appointments:${draft.organizationId}`)
  const offices = await listAppointmentsSince(draft.organizationId, draft.from)
  if (offices.some((office) => office.personId === draft.personId && office.role === draft.role))
    throw new AppError('conflict', `${personName}已经是这里的${ROLE_LABELS[draft.role]}`)
  // An office entered late is judged by the rule of today: the committee it fills is the one in office now.
  const committee = inForce(branchCommittee, laterOf(draft.from, work.today))
  const takesSeat = organization.kind === 'branch' && (COMMITTEE_ROLES as readonly Role[]).includes(draft.role)
  if (takesSeat && mostSeats(offices, draft, draft.from) > committee.value.most)
    throw ruleBroken([
      { message: `支委最多 ${committee.value.most} 名`, source: committee.source, fixBy: '上级党组织' },
    ])
  const record: AppointmentRecord = { _id: newId(), ...draft, path: organization.path, to: null }
  await Appointments.create(record)
  await recordAudit(work, {
    action: 'organizations.appoint',
    subject: { kind: 'appointment', id: record._id },
    place: { organizationId: organization.id, path: organization.path },
    summary: `任命${personName}为“${organization.name}”${ROLE_LABELS[draft.role]}，自 ${draft.from}`,
  })
  await recordChange(work, [{ organizationId: organization.id, fact: 'organizations.appointment', factId: record._id }])
  return record._id
}

/** Ends an appointment; the record stays. @throws AppError conflict when it has ended already. */
export async function endAppointment(
  work: Work,
  record: AppointmentRecord,
  to: PlainDate,
  reason: string,
): Promise<void> {
  if (record.to !== null) throw new AppError('conflict', '这项任职已经结束')
  if (to < record.from)
    throw new AppError('invalid_input', '免职日期早于任职日期', [{ field: 'to', message: `不能早于 ${record.from}` }])
  await Appointments.updateOne({ _id: record._id, to: null }, { $set: { to } })
  await recordAudit(work, {
    action: 'organizations.endAppointment',
    subject: { kind: 'appointment', id: record._id },
    place: { organizationId: record.organizationId, path: record.path },
    summary: `免去${ROLE_LABELS[record.role]}，至 ${to}：${reason}`,
  })
  await recordChange(work, [
    { organizationId: record.organizationId, fact: 'organizations.appointment', factId: record._id },
  ])
}
