import type { Organization } from '@shared/modules/organizations/model'
import { listOrganizations } from '../../organizations/index'
import type { PersonRecord } from '../collection'

/** Those of these organisations that are teams, by id. */
export async function findTeams(
  organizationIds: readonly string[],
): Promise<Map<string, { id: string; path: string }>> {
  const teams = await listOrganizations({ ids: [...new Set(organizationIds)], kind: 'team' })
  return new Map(teams.map(({ id, path }) => [id, { id, path }]))
}

/** A team as a person's record holds it. */
export const teamFields = (
  team: { id: string; path: string } | undefined,
): Pick<PersonRecord, 'teamId' | 'teamPath'> => (team ? { teamId: team.id, teamPath: team.path } : {})

/**
 * What moving to another register means for the team: a team's register brings its team, whoever leaves one for another workplace has
 * none, and whoever goes to a branch goes on working where he works.
 */
export function teamAfterMove(
  person: Pick<PersonRecord, 'organizationId' | 'teamId'>,
  to: Pick<Organization, 'id' | 'path' | 'kind'>,
): { set: Pick<PersonRecord, 'teamId' | 'teamPath'>; dropped: ('teamId' | 'teamPath')[] } {
  if (to.kind === 'team') return { set: teamFields(to), dropped: [] }
  const stays = person.teamId !== person.organizationId || (to.kind !== 'unit' && to.kind !== 'department')
  return { set: {}, dropped: stays ? [] : ['teamId', 'teamPath'] }
}
