import { recordAudit } from '@cloud/core/audit'
import { recordChange } from '@cloud/core/change'
import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import type { Organization } from '@shared/modules/organizations/model'
import { type AppointmentRecord, Appointments, type ClosedOffice, closeOffices } from '../../organizations/index'
import type { PersonRecord } from '../collection'
import { branchChanges, writeRecord } from '../commands'
import { movePerson } from '../move'
import { teamFields } from './teamFields'

/** Open offices these persons hold in the team they are in; they end when somebody goes to another. */
export async function listTeamOffices(persons: readonly PersonRecord[]): Promise<AppointmentRecord[]> {
  const teamOf = new Map(persons.flatMap(({ _id, teamId }) => (teamId ? [[_id, teamId] as const] : [])))
  if (teamOf.size === 0) return []
  const offices = await Appointments.find({ personId: { $in: [...teamOf.keys()] }, to: null }).lean<
    AppointmentRecord[]
  >()
  return offices.filter((office) => teamOf.get(office.personId) === office.organizationId)
}

/**
 * Puts a person into a team, or takes him or her out of one. Whoever is in the register of a team moves to the other team's register,
 * everybody else stays in the own one. @returns the offices that ended with it. @throws AppError conflict where it cannot be done.
 */
export async function setTeam(
  work: Work,
  person: PersonRecord,
  team: Organization | null,
  reason: string,
  batchId?: string,
): Promise<ClosedOffice[]> {
  const { _id, name, organizationId, path, teamId } = person
  if (teamId === team?.id)
    throw new AppError('conflict', team ? `${name}已经在“${team.name}”` : `${name}本来就没有班组`)
  if (team?.dissolvedOn) throw new AppError('conflict', `“${team.name}”已撤销`)
  if (teamId === organizationId) {
    if (!team) throw new AppError('conflict', `${name}在班组的名册里，要离开班组请调到部门或支部`)
    return movePerson(work, person, team, reason, batchId)
  }
  const offices = await listTeamOffices([person])
  const ended = await closeOffices(
    work,
    offices,
    work.today,
    team ? `调到“${team.name}”：${reason}` : `不再编入班组：${reason}`,
  )
  await writeRecord(work, person, teamFields(team ?? undefined), team ? [] : ['teamId', 'teamPath'], reason, batchId)
  await recordAudit(work, {
    action: 'people.setTeam',
    subject: { kind: 'person', id: _id },
    place: { organizationId, path },
    summary: team ? `把“${name}”编入“${team.name}”：${reason}` : `“${name}”不再编入班组：${reason}`,
    details: { from: teamId ?? null, to: team?.id ?? null },
  })
  if (team) await recordChange(work, branchChanges([{ organizationId: team.id }]))
  return ended
}
