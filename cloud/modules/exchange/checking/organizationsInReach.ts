import { listOrganizations } from '@cloud/modules/organizations/index'
import type { Organization } from '@shared/modules/organizations/model'

/** Everything at or below the organisation an import is for. */
export interface Reach {
  root: Organization
  all: readonly Organization[]
  byId: ReadonlyMap<string, Organization>
  groupsOf(branchId: string): readonly Organization[]
}

/** Loads the organisations in reach of a batch. @throws Error when its own organisation is gone. */
export async function loadReach(batch: { organizationId: string; path: string }): Promise<Reach> {
  const all = (await listOrganizations({ pathPrefix: batch.path })).filter((one) => one.dissolvedOn === undefined)
  const byId = new Map(all.map((organization) => [organization.id, organization]))
  const root = byId.get(batch.organizationId)
  if (!root) throw new Error(`organisation ${batch.organizationId} of an import is gone`)
  const groups = new Map<string, Organization[]>()
  for (const organization of all) {
    if (organization.kind !== 'partyGroup' || organization.parentId === null) continue
    groups.set(organization.parentId, [...(groups.get(organization.parentId) ?? []), organization])
  }
  return { root, all, byId, groupsOf: (branchId) => groups.get(branchId) ?? [] }
}
