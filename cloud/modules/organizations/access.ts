import type { Actor } from '@cloud/core/actor'
import { found, mustBeAllowed } from '@cloud/core/authorize'
import type { Organization } from '@shared/modules/organizations/model'
import { type OrganizationAction, organizationPolicy, type Standing } from '@shared/modules/organizations/policy'
import { Organizations } from './collection'
import { getOrganization, visibleOrganizations } from './queries'

/** Roles the actor holds at or above a path. */
export const standing = (actor: Actor, path: string): Standing => ({
  rolesOver: actor.appointments.filter((a) => path.startsWith(a.path)).map((a) => a.role),
})

/** @throws AppError not_found outside the actor's reach, forbidden when he sees it but may not do this. */
export async function getOrganizationFor(actor: Actor, id: string, action?: OrganizationAction): Promise<Organization> {
  found(await Organizations.exists({ $and: [{ _id: id }, visibleOrganizations(actor)] }), '个组织')
  const organization = await getOrganization(id)
  if (action)
    mustBeAllowed(
      organizationPolicy[action](standing(actor, organization.path)),
      '你没有更改这个组织的权限，请联系管理员',
    )
  return organization
}
