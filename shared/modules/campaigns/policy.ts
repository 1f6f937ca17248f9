import { type Role, TEAM_ROLES, UNION_STAFF_ROLES } from '@shared/core/roles'

interface CampaignActor {
  appointments: readonly { organizationId: string; path: string; role: Role }[]
}

/** A campaign, or a group that takes part in one. */
interface Place {
  organizationId: string
  path: string
}

/** Who sees how far the groups below are: union staff, and those who answer for the unit's Party work. */
export const OVERSEER_ROLES = [...UNION_STAFF_ROLES, 'secretary', 'deputySecretary'] as const satisfies readonly Role[]

const holdsOver = (actor: CampaignActor, { path }: Place, roles: readonly Role[]): boolean =>
  actor.appointments.some((a) => path.startsWith(a.path) && roles.includes(a.role))
const leads = (actor: CampaignActor, { organizationId }: Place): boolean =>
  actor.appointments.some(
    (a) => a.organizationId === organizationId && (TEAM_ROLES as readonly Role[]).includes(a.role),
  )

/** 权限表 — numbers for whoever is above, names only for the leaders of the very group, points and rankings only by an administrator. */
export const CAMPAIGN_POLICY = {
  /** Plan, open, move, close. */
  run: (actor: CampaignActor, campaign: Place) => holdsOver(actor, campaign, UNION_STAFF_ROLES),
  /** Switch points or rankings on for a while. */
  except: (actor: CampaignActor, campaign: Place) => holdsOver(actor, campaign, ['administrator']),
  /** Numbers of a group. */
  numbers: (actor: CampaignActor, group: Place) => holdsOver(actor, group, OVERSEER_ROLES) || leads(actor, group),
  /** Names of those who have not been reached. */
  names: (actor: CampaignActor, group: Place) => leads(actor, group),
} as const satisfies Record<string, (actor: CampaignActor, place: Place) => boolean>
