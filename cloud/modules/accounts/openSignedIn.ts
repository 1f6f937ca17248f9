import type { Deps } from '@cloud/core/deps'
import type { Call } from '@cloud/core/http/route'
import type { Endpoint } from '@shared/core/contract'
import type { Channel, Owed } from '@shared/modules/accounts/model'
import { networkOf } from '@shared/modules/accounts/rules'
import type { SignedIn } from '@shared/modules/accounts/schemas'
import { describeMe } from './queries'
import { openSession, resolveActor } from './sessions'

/** Where a session is opened from. */
export type Caller = { deps: Deps } & Pick<Call<Endpoint>, 'address' | 'userAgent'>

/** Opens a session for whoever has signed in, and says who that is; with a code still owed, nothing but the session. */
export async function openSignedIn(
  { deps, address, userAgent }: Caller,
  owner: { personId?: string; identityId?: string },
  channel: Channel,
  owes?: Owed,
): Promise<SignedIn> {
  const network = networkOf(address)
  const token = await openSession(deps, owner, channel, userAgent, { network, ...(owes && { owes }) })
  const actor = await resolveActor(deps, token)
  const me = actor.kind === 'person' ? await describeMe(actor) : null
  return { token, bound: actor.kind !== 'binding', me, ...(owes && { owes }) }
}
