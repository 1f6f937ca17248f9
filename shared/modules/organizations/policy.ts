import type { Role } from '@shared/core/roles'

/** Roles an appointment in this organisation or above it gives, as rights read them. */
export interface Standing {
  /** Roles held in an organisation at or above the subject. */
  rolesOver: readonly Role[]
}

/** Who may do what with an organisation. */
export const organizationPolicy = {
  /** See it in lists with its people and plan. */
  oversee: ({ rolesOver }: Standing) => rolesOver.includes('administrator') || rolesOver.includes('secretary'),
  edit: ({ rolesOver }: Standing) => rolesOver.includes('administrator'),
  appoint: ({ rolesOver }: Standing) => rolesOver.includes('administrator'),
  configure: ({ rolesOver }: Standing) => rolesOver.includes('administrator') || rolesOver.includes('secretary'),
} as const satisfies Record<string, (standing: Standing) => boolean>

export type OrganizationAction = keyof typeof organizationPolicy
export const ORGANIZATION_ACTIONS = Object.keys(organizationPolicy) as OrganizationAction[]
