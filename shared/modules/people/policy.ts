import { ORGANISER_ROLES, type Role, UNION_STAFF_ROLES } from '@shared/core/roles'

/** How an actor stands to a person's record. */
export interface PersonStanding {
  isSelf: boolean
  /** Roles held in the person's own branch. */
  rolesInBranch: readonly Role[]
  /** Roles held in the branch or in an organisation above it. */
  rolesOver: readonly Role[]
  /** Both belong to the same branch. */
  sameBranch: boolean
}

const organises = (roles: readonly Role[]) => roles.some((role) => (ORGANISER_ROLES as readonly Role[]).includes(role))
const keepsRegister = ({ rolesInBranch, rolesOver }: PersonStanding) =>
  rolesOver.includes('administrator') ||
  rolesInBranch.includes('secretary') ||
  rolesInBranch.includes('organizationCommissioner')

/** Who may do what with a person's record. */
export const personPolicy = {
  /** Name, branch and kind of membership. */
  list: (s: PersonStanding) => s.isSelf || s.sameBranch || organises(s.rolesInBranch) || s.rolesOver.length > 0,
  /** All plain fields, and masked numbers. */
  view: (s: PersonStanding) =>
    s.isSelf ||
    organises(s.rolesInBranch) ||
    s.rolesOver.includes('administrator') ||
    s.rolesOver.includes('secretary'),
  /** A sealed number in full; every time is audited. */
  reveal: (s: PersonStanding) => s.isSelf || keepsRegister(s),
  edit: keepsRegister,
  /** Put somebody into a team: it is where people work, not what the register says of them. */
  assignTeam: ({ rolesOver }: PersonStanding) =>
    rolesOver.some((role) => (UNION_STAFF_ROLES as readonly Role[]).includes(role)),
  /** Record that somebody leaves, or take it back; nobody does it for himself. */
  leave: (s: PersonStanding) => keepsRegister(s) && !s.isSelf,
  /** Open an account, reset its password, close it. */
  account: (s: PersonStanding) => s.rolesOver.includes('administrator'),
  invite: (s: PersonStanding) => organises(s.rolesInBranch) || s.rolesOver.includes('administrator'),
} as const satisfies Record<string, (standing: PersonStanding) => boolean>

export type PersonAction = keyof typeof personPolicy
export const PERSON_ACTIONS = Object.keys(personPolicy) as PersonAction[]
