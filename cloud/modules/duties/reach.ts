import type { Actor } from '@cloud/core/actor'
import { found } from '@cloud/core/authorize'
import { getOrganization } from '@cloud/modules/organizations/index'
import { AppError } from '@shared/core/errors'
import { ORGANISER_ROLES, type Role } from '@shared/core/roles'
import { overseesBelow, PLAN_POLICY, type PlanAction, SUPERIOR_ROLES } from '@shared/modules/duties/policy'
import type { Organization, OrganizationKind } from '@shared/modules/organizations/model'

const RUNNING_ROLES: readonly Role[] = [...ORGANISER_ROLES, 'groupLeader']
/** Organisations whose plan the actor runs, in the order of the appointments. */
export const organisedBy = (actor: Actor): string[] => [
  ...new Set(actor.appointments.filter((a) => RUNNING_ROLES.includes(a.role)).map((a) => a.organizationId)),
]

/** The kind of an organisation never changes. */
const kinds = new Map<string, OrganizationKind>()

async function kindOf(organizationId: string): Promise<OrganizationKind> {
  const kind = kinds.get(organizationId) ?? (await getOrganization(organizationId)).kind
  kinds.set(organizationId, kind)
  return kind
}

/** Organisations in which the actor oversees the plans of those below, the highest first. */
export async function overseenBy(actor: Actor): Promise<string[]> {
  const places = actor.appointments.filter((a) => (SUPERIOR_ROLES as readonly Role[]).includes(a.role))
  const overseen = new Set<string>()
  for (const { organizationId, role } of [...places].sort((a, b) => a.path.length - b.path.length))
    if (overseesBelow({ role, kind: await kindOf(organizationId) })) overseen.add(organizationId)
  return [...overseen]
}

/** The organisation, when the actor may do this with its plan. @throws AppError not_found for a foreign or missing one. */
export async function getPlanPlace(actor: Actor, organizationId: string, action: PlanAction): Promise<Organization> {
  if (!organizationId) throw new AppError('invalid_input', '你还没有所在支部，请先选择要看的组织')
  const organization = await getOrganization(organizationId)
  const plan = { organizationId, path: organization.path }
  return found(PLAN_POLICY[action](actor, plan) ? organization : undefined, '个组织')
}

/** The organisation over whose board the caller looks, the highest of his own unless he names one. @throws AppError not_found. */
export async function getOverseen(actor: Actor, organizationId: string | undefined): Promise<Organization> {
  const id = organizationId ?? (await overseenBy(actor))[0]
  if (!id) throw new AppError('not_found', '你没有需要照看的下级组织')
  return getPlanPlace(actor, id, 'oversee')
}
