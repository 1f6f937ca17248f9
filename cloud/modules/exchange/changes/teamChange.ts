import { type ClosedOffice, getOrganization, listOrganizations, reopenClosed } from '@cloud/modules/organizations/index'
import {
  findPersonRecords,
  findTeamFor,
  listTeamOffices,
  type PersonRecord,
  setTeam,
} from '@cloud/modules/people/index'
import { AppError } from '@shared/core/errors'
import { ROLE_LABELS } from '@shared/core/roles'
import type { Change } from '@shared/modules/exchange/change'
import { type ChangeKind, UNDOING } from './changeKind'
import { editedSince, getRecord, type Planned, planPeople } from './peopleChanges'

interface TeamBefore {
  teamId: string | null
  ended: ClosedOffice[]
}

/** 调整班组 — whoever is in a team's register moves to the other team's, everybody else keeps the register. */
export const teamChange: ChangeKind<Extract<Change, { action: 'people.team' }>> = {
  async plan(work, { teamId }, ids) {
    const records = await findPersonRecords(work.actor, ids)
    const team = teamId ? await findTeamFor(work.actor, teamId) : undefined
    if (teamId && !team) throw new AppError('not_found', '没有这个班组，或不在你的管理范围')
    if (team?.dissolvedOn) throw new AppError('conflict', `“${team.name}”已撤销，请另选`)
    const places = await listOrganizations({ ids: [...new Set(records.flatMap((person) => person.teamId ?? []))] })
    const names = new Map(places.map(({ id, name }) => [id, name]))
    const offices = await listTeamOffices(records)
    const decide = (person: PersonRecord): Planned => {
      if (person.teamId === team?.id) return { refused: team ? '已经在这个班组' : '本来就没有班组' }
      if (!team && person.teamId === person.organizationId)
        return { refused: '在班组的名册里，要离开班组请调到部门或支部' }
      const held = offices.filter(({ personId }) => personId === person._id).map(({ role }) => ROLE_LABELS[role])
      return {
        changes: [
          { field: 'team', from: names.get(person.teamId ?? '') ?? '', to: team?.name ?? '' },
          ...(held.length > 0 ? [{ field: 'office' as const, from: held.join('、'), to: '随之结束' }] : []),
        ],
      }
    }
    return planPeople(work, ids, 'assignTeam', decide, records)
  },
  async apply(work, { teamId }, id, reason, batchId): Promise<TeamBefore> {
    const person = await getRecord(work, id)
    const ended = await setTeam(work, person, teamId ? await getOrganization(teamId) : null, reason, batchId)
    return { teamId: person.teamId ?? null, ended }
  },
  findBuiltOn: (_, __, rows, batch) => editedSince(rows, batch.id),
  async revert(work, _, { subjectId, kept }) {
    const { teamId, ended } = kept as TeamBefore
    await setTeam(work, await getRecord(work, subjectId), teamId ? await getOrganization(teamId) : null, UNDOING)
    await reopenClosed(work, ended, UNDOING)
  },
}
