import { createHash, randomBytes } from 'node:crypto'
import { type Actor, ANONYMOUS } from '@cloud/core/actor'
import { newId } from '@cloud/core/database/id'
import type { Deps } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import { plainDateOf } from '@shared/core/plainDate'
import { IDLE_MINUTES, PROVING_MINUTES, SESSION_DAYS, WECHAT_IDLE_DAYS } from '@shared/modules/accounts/rules'
import { listActorAppointments } from '../organizations/index'
import { findPersonBrief, hasLeft, standingOf } from '../people/index'
import { Accounts, type SessionRecord, Sessions } from './collection'

export const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url')
const idleMs = (channel: SessionRecord['channel']): number =>
  channel === 'wechat' ? WECHAT_IDLE_DAYS * 86_400_000 : IDLE_MINUTES * 60_000

interface Kept {
  actor: Actor
  session: Pick<SessionRecord, '_id' | 'idleUntil' | 'endsAt'>
  /** Read again after this moment of the monotonic clock: what other instances revoked counts here soon. */
  freshUntil: number
}

const KEPT_MS = 3_000
const KEPT_MOST = 5_000
const kept = new Map<string, Kept>()

/** Opens a session. @returns the bearer token; it is kept nowhere. */
export async function openSession(
  deps: Deps,
  owner: { personId?: string; identityId?: string },
  channel: SessionRecord['channel'],
  device: string,
  more: Pick<SessionRecord, 'network' | 'owes'> = {},
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const now = deps.clock.now()
  await Sessions.create({
    _id: newId(),
    tokenHash: hashOf(token),
    ...owner,
    channel,
    device,
    ...more,
    createdAt: new Date(now),
    seenAt: new Date(now),
    idleUntil: new Date(now + idleMs(channel)),
    endsAt: new Date(now + (more.owes === 'code' ? PROVING_MINUTES * 60_000 : SESSION_DAYS * 86_400_000)),
  })
  return token
}

async function actorOf(session: SessionRecord, deps: Deps): Promise<Actor | undefined> {
  const base = { ...ANONYMOUS, sessionId: session._id, ...(session.identityId && { identityId: session.identityId }) }
  if (!session.personId) return { ...base, kind: 'binding' }
  const person = await findPersonBrief(session.personId)
  const today = plainDateOf(deps.clock.now())
  if (!person || hasLeft(person, today)) return undefined
  const { id: personId, name, organizationId, path } = person
  if (session.owes === 'code') return { ...base, kind: 'proving', personId, name, organizationId, path }
  const appointments = await listActorAppointments(person.id, today)
  const initial = session.channel === 'password' && (await Accounts.exists({ _id: person.id, mustChange: true }))
  return {
    ...base,
    kind: 'person',
    personId,
    name,
    organizationId,
    path,
    ...standingOf(person),
    appointments,
    ...(initial && { mustChangePassword: true }),
    ...(session.owes === 'setup' && { mustSetSecondFactor: true }),
  }
}

const expired = (): AppError => new AppError('unauthenticated', '登录已过期，请重新登录')

function keep(tokenHash: string, entry: Kept): void {
  if (kept.size >= KEPT_MOST) kept.delete(kept.keys().next().value ?? '')
  kept.set(tokenHash, entry)
}

/** Who holds this token. Kept for three seconds per process. @throws AppError unauthenticated when it has ended. */
export async function resolveActor(deps: Deps, token: string | undefined): Promise<Actor> {
  if (!token) return ANONYMOUS
  const tokenHash = hashOf(token)
  const now = deps.clock.now()
  const known = kept.get(tokenHash)
  const lasts = known && Math.min(known.session.idleUntil.getTime(), known.session.endsAt.getTime()) > now
  if (lasts && known.freshUntil > performance.now()) return known.actor
  const session = await Sessions.findOne({ tokenHash }).lean<SessionRecord>()
  if (!session || session.idleUntil.getTime() <= now || session.endsAt.getTime() <= now) {
    kept.delete(tokenHash)
    throw expired()
  }
  const actor = await actorOf(session, deps)
  if (!actor) throw expired()
  if (now - session.seenAt.getTime() > 60_000) {
    session.idleUntil = new Date(now + idleMs(session.channel))
    await Sessions.updateOne({ _id: session._id }, { $set: { seenAt: new Date(now), idleUntil: session.idleUntil } })
  }
  // What is owed may be settled at another instance: whoever owes is looked up each time.
  if (!session.owes) keep(tokenHash, { actor, session, freshUntil: performance.now() + KEPT_MS })
  return actor
}

/** Ends sessions; in this process at once, in others within three seconds. */
export async function endSessions(filter: {
  personId: string
  id?: string
  except?: string
  identityId?: string
}): Promise<number> {
  const result = await Sessions.deleteMany({
    personId: filter.personId,
    ...(filter.id && { _id: filter.id }),
    ...(filter.except && { _id: { $ne: filter.except } }),
    ...(filter.identityId && { identityId: filter.identityId }),
  })
  for (const [hash, entry] of kept) if (entry.actor.personId === filter.personId) kept.delete(hash)
  return result.deletedCount
}

/** Takes a session away that was only for binding or proving. @returns false when it had ended already. */
export async function endPassingSession(sessionId: string): Promise<boolean> {
  const { deletedCount } = await Sessions.deleteOne({ _id: sessionId })
  for (const [hash, entry] of kept) if (entry.session._id === sessionId) kept.delete(hash)
  return deletedCount === 1
}

/** Forgets what is kept in memory, after an appointment or a record changed. */
export const forgetActors = (): void => kept.clear()
