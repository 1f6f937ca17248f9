import { ORGANISER_ROLES, type Role } from '@shared/core/roles'
import type { OrganizationKind } from '@shared/modules/organizations/model'

/** Who oversees the plans of all organisations below. */
export const SUPERIOR_ROLES = ['administrator', 'secretary', 'deputySecretary'] as const satisfies readonly Role[]

/** Bodies with nothing below them whose plans somebody would oversee. */
const LOWEST: readonly string[] = ['branch', 'partyGroup', 'team'] satisfies OrganizationKind[]

/** Whether an office opens the board of all below: the role alone does not tell, as a branch has a secretary, too. */
export const overseesBelow = ({ role, kind }: { role: Role; kind: string }): boolean =>
  (SUPERIOR_ROLES as readonly Role[]).includes(role) && !LOWEST.includes(kind)

export interface PlanActor {
  /** Own branch. */
  organizationId: string
  appointments: readonly { organizationId: string; path: string; role: Role }[]
}

export interface PlanSubject {
  organizationId: string
  path: string
}

export type PlanAction = 'see' | 'adjust' | 'oversee'

const holds = (actor: PlanActor, organizationId: string, roles: readonly Role[]): boolean =>
  actor.appointments.some((a) => a.organizationId === organizationId && roles.includes(a.role))

const isOver = (actor: PlanActor, { path }: PlanSubject): boolean =>
  actor.appointments.some((a) => path.startsWith(a.path) && (SUPERIOR_ROLES as readonly Role[]).includes(a.role))

/** 年度计划 — members read the plan of their own branch, its organisers change it, superiors look on. */
export const PLAN_POLICY = {
  see: (actor, plan) =>
    actor.organizationId === plan.organizationId ||
    actor.appointments.some((a) => a.organizationId === plan.organizationId) ||
    isOver(actor, plan),
  adjust: (actor, plan) => holds(actor, plan.organizationId, ORGANISER_ROLES),
  oversee: isOver,
} as const satisfies Record<PlanAction, (actor: PlanActor, plan: PlanSubject) => boolean>
