import { pathsOver } from '@cloud/core/authorize'
import { listActorAppointments, listOrganizations } from '@cloud/modules/organizations/index'
import type { PlainDate } from '@shared/core/plainDate'
import { UNION_STAFF_ROLES } from '@shared/core/roles'
import type { Organization } from '@shared/modules/organizations/model'

/** Everything at or below the organisation an import is for. */
export interface Reach {
  root: Organization
  all: readonly Organization[]
  /** Teams there, and those elsewhere into which whoever began the import may put people. */
  teams: readonly Organization[]
  /** All of these. */
  byId: ReadonlyMap<string, Organization>
  groupsOf(branchId: string): readonly Organization[]
}

/** Teams at or below the offices of whoever began the import, besides those below its organisation. */
async function listTeamsElsewhere(starterId: string, path: string, today: PlainDate): Promise<Organization[]> {
  const appointments = starterId ? await listActorAppointments(starterId, today) : []
  const teams: Organization[] = []
  for (const pathPrefix of pathsOver({ appointments }, UNION_STAFF_ROLES))
    teams.push(...(await listOrganizations({ pathPrefix, kind: 'team' })))
  return teams.filter((team) => team.dissolvedOn === undefined && !team.path.startsWith(path))
}

/** Loads the organisations in reach of a batch. @throws Error when its own organisation is gone. */
export async function loadReach(
  batch: { organizationId: string; path: string; startedById: string },
  today: PlainDate,
): Promise<Reach> {
  const all = (await listOrganizations({ pathPrefix: batch.path })).filter((one) => one.dissolvedOn === undefined)
  const elsewhere = await listTeamsElsewhere(batch.startedById, batch.path, today)
  const teams = [...all.filter(({ kind }) => kind === 'team'), ...elsewhere]
  const byId = new Map([...all, ...elsewhere].map((organization) => [organization.id, organization]))
  const root = byId.get(batch.organizationId)
  if (!root) throw new Error(`organisation ${batch.organizationId} of an import is gone`)
  const groups = new Map<string, Organization[]>()
  for (const organization of all) {
    if (organization.kind !== 'partyGroup' || organization.parentId === null) continue
    groups.set(organization.parentId, [...(groups.get(organization.parentId) ?? []), organization])
  }
  return { root, all, teams, byId, groupsOf: (branchId) => groups.get(branchId) ?? [] }
}
