import { recordAudit } from '@cloud/core/audit'
import { recordChange } from '@cloud/core/change'
import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import type { Organization } from '@shared/modules/organizations/model'
import {
  type AppointmentRecord,
  Appointments,
  type ClosedOffice,
  closeOffices,
  listOrganizations,
} from '../organizations/index'
import { Corrections, type PersonRecord } from './collection'
import { branchChanges, writeRecord } from './commands'
import { teamAfterMove } from './teams/teamFields'

/** Open offices these persons hold in their own branch or its groups, or in the team whose register they are in: they end with a move. */
export async function listBranchOffices(persons: readonly PersonRecord[]): Promise<AppointmentRecord[]> {
  const byId = new Map(persons.map((person) => [person._id, person]))
  const offices = await Appointments.find({ personId: { $in: [...byId.keys()] }, to: null }).lean<AppointmentRecord[]>()
  const branches = await listOrganizations({ ids: [...new Set(persons.map((person) => person.organizationId))] })
  const isBranch = new Set(branches.filter(({ kind }) => kind === 'branch' || kind === 'team').map(({ id }) => id))
  return offices.filter((office) => {
    const person = byId.get(office.personId)
    return person && isBranch.has(person.organizationId) && office.path.startsWith(person.path)
  })
}

/**
 * Moves a person to another branch, team or department; the group stays behind, offices in the old branch end today.
 * @returns the offices that ended. @throws AppError conflict when already there, or when the branch has been dissolved.
 */
export async function movePerson(
  work: Work,
  person: PersonRecord,
  branch: Organization,
  reason: string,
  batchId?: string,
): Promise<ClosedOffice[]> {
  if (person.organizationId === branch.id) throw new AppError('conflict', `${person.name}已经在“${branch.name}”`)
  if (branch.dissolvedOn) throw new AppError('conflict', `“${branch.name}”已撤销，${person.name}不能转到那里`)
  const offices = await listBranchOffices([person])
  const ended = await closeOffices(work, offices, work.today, `转到“${branch.name}”：${reason}`)
  const place = { organizationId: branch.id, path: branch.path }
  const { set, dropped } = teamAfterMove(person, branch)
  const goes = [...dropped, ...(person.groupId ? (['groupId'] as const) : [])]
  await writeRecord(work, person, { ...place, ...set }, goes, reason, batchId)
  // What the person says is wrong in the record is now for the keeper of the new register to look at.
  await Corrections.updateMany({ personId: person._id, state: 'waiting' }, { $set: place })
  await recordAudit(work, {
    action: 'people.move',
    subject: { kind: 'person', id: person._id },
    place,
    summary: `把“${person.name}”转到“${branch.name}”：${reason}`,
    details: { from: person.organizationId, to: branch.id },
  })
  await recordChange(work, branchChanges([{ ...place, ...set }]))
  return ended
}
