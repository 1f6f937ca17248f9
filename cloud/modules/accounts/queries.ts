import type { Actor } from '@cloud/core/actor'
import type { Deps } from '@cloud/core/deps'
import type { Me } from '@shared/modules/accounts/contract'
import { listOrganizations } from '../organizations/index'
import { Accounts, Identities, type IdentityRecord, Sessions } from './collection'

/** Who is signed in, with names for the pages. */
export async function describeMe(actor: Actor): Promise<Me> {
  const ids = [...new Set([actor.organizationId, ...actor.appointments.map((a) => a.organizationId)])]
  const organizations = new Map(
    (await listOrganizations({ ids })).map((organization) => [organization.id, organization]),
  )
  const account = await Accounts.findById(actor.personId, { mustChange: 1 }).lean()
  return {
    personId: actor.personId,
    name: actor.name,
    organizationId: actor.organizationId,
    organizationName: organizations.get(actor.organizationId)?.name ?? '',
    appointments: actor.appointments.map(({ organizationId, role }) => ({
      organizationId,
      organizationName: organizations.get(organizationId)?.name ?? '',
      kind: organizations.get(organizationId)?.kind ?? '',
      role,
    })),
    mustChangePassword: account?.mustChange ?? false,
  }
}

export interface Reach {
  /** Open id of the bound WeChat, in clear; for sending only. */
  openId?: string
  identityId?: string
  hasAccount: boolean
  lastSeenAt?: Date
}

/** How each of these persons can be reached. A person with neither a WeChat nor an account ever used is reached by nothing. */
export async function findReach(deps: Deps, personIds: readonly string[]): Promise<Map<string, Reach>> {
  const ids = [...new Set(personIds)]
  const identities = await Identities.find({ personId: { $in: ids } }).lean<IdentityRecord[]>()
  const seen = await Sessions.find({ personId: { $in: ids } }, { personId: 1, seenAt: 1 })
    .sort({ personId: 1, seenAt: 1 })
    .lean<{ personId: string; seenAt: Date }[]>()
  const accounts = new Set(
    (await Accounts.find({ _id: { $in: ids } }, { _id: 1 }).lean<{ _id: string }[]>()).map((row) => row._id),
  )
  const reach = new Map<string, Reach>(ids.map((id) => [id, { hasAccount: accounts.has(id) }]))
  for (const { personId, openId, _id } of identities) {
    const entry = personId ? reach.get(personId) : undefined
    if (entry) Object.assign(entry, { openId: deps.cipher.open(openId), identityId: _id })
  }
  for (const { personId, seenAt } of seen) {
    const entry = reach.get(personId)
    if (entry) entry.lastSeenAt = seenAt
  }
  return reach
}

/** The identity and person behind an openid WeChat tells us of. */
export async function findIdentity(
  deps: Deps,
  openId: string,
): Promise<{ identityId: string; personId?: string } | undefined> {
  const row = await Identities.findOne({
    openIdHash: deps.cipher.fingerprint(`openid:${openId}`),
  }).lean<IdentityRecord>()
  return row ? { identityId: row._id, ...(row.personId && { personId: row.personId }) } : undefined
}
