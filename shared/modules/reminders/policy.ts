import { ORGANISER_ROLES, type Role } from '@shared/core/roles'

/** Roles an appointment in the record's organisation or above it gives. */
export interface Standing {
  rolesOver: readonly Role[]
}

/** Who learns who was reminded, and who cannot be reached; who may say how to reach somebody. */
export const OVERSEEING_ROLES = [...ORGANISER_ROLES, 'administrator'] as const satisfies readonly Role[]

const oversees = ({ rolesOver }: Standing): boolean =>
  rolesOver.some((role) => (OVERSEEING_ROLES as readonly Role[]).includes(role))

/** Who may do what with reminders. The own inbox is the person's alone and needs no row here. */
export const reminderPolicy = {
  seeHistory: oversees,
  seeUnreachable: oversees,
  setAddress: oversees,
} as const satisfies Record<string, (standing: Standing) => boolean>
