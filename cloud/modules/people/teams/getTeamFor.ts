import type { Actor } from '@cloud/core/actor'
import { found, holdsRoleOver } from '@cloud/core/authorize'
import { UNION_STAFF_ROLES } from '@shared/core/roles'
import type { Organization } from '@shared/modules/organizations/model'
import { listOrganizations } from '../../organizations/index'

/** A team into which the actor may put people; undefined for one out of reach, as for one that does not exist. */
export async function findTeamFor(actor: Actor, teamId: string): Promise<Organization | undefined> {
  const [team] = await listOrganizations({ ids: [teamId], kind: 'team' })
  const isOver = team && holdsRoleOver(actor, { organizationId: team.id, path: team.path }, UNION_STAFF_ROLES)
  return isOver ? team : undefined
}

/** @throws AppError not_found. */
export const getTeamFor = async (actor: Actor, teamId: string): Promise<Organization> =>
  found(await findTeamFor(actor, teamId), '个班组')
