import { createHash, randomBytes } from 'node:crypto'
import type { Actor } from '@cloud/core/actor'
import { recordAudit } from '@cloud/core/audit'
import { found, mustBeAllowed } from '@cloud/core/authorize'
import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import { takeTurn } from '@cloud/core/database/takeTurn'
import type { Deps, Work } from '@cloud/core/deps'
import { getPlanName } from '@cloud/modules/duties/index'
import { listAppointmentsOf, listOrganizations } from '@cloud/modules/organizations/index'
import { findPersonBrief, hasLeft } from '@cloud/modules/people/index'
import { plainDateOf } from '@shared/core/plainDate'
import { ORGANISER_ROLES, type Role } from '@shared/core/roles'
import type { FeedOwner } from '@shared/modules/feeds/model'
import { type FeedRecord, Feeds } from './collection'

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url')
const ownerOf = (personId: string, organizationId: string | undefined): string =>
  organizationId ? `organization:${organizationId}` : `person:${personId}`

/** Organisations whose whole agenda an officer may carry about: those he organises himself. */
const organisedBy = (offices: readonly { organizationId: string; role: Role }[]): string[] => [
  ...new Set(
    offices
      .filter(({ role }) => (ORGANISER_ROLES as readonly Role[]).includes(role))
      .map(({ organizationId }) => organizationId),
  ),
]

export async function listFeeds({ actor }: Work) {
  const rows = await Feeds.find({ personId: actor.personId }).limit(50).lean<FeedRecord[]>()
  const organised = organisedBy(actor.appointments)
  const ids = [...new Set([...organised, ...rows.flatMap(({ organizationId }) => organizationId ?? [])])]
  const names = new Map((await listOrganizations({ ids })).map(({ id, name }) => [id, name]))
  const nameOf = (id: string | undefined) => (id ? (names.get(id) ?? '已撤销的组织') : '我自己的')
  return {
    items: rows.map(({ _id, organizationId, createdAt, readAt }) => ({
      id: _id,
      ...(organizationId && { organizationId }),
      name: nameOf(organizationId),
      createdAt: createdAt.toISOString(),
      lastReadAt: readAt?.toISOString() ?? null,
    })),
    places: [
      { name: nameOf(undefined) },
      ...organised.map((organizationId) => ({ organizationId, name: nameOf(organizationId) })),
    ],
  }
}

/** A new link; the earlier one to the same agenda ends. @returns the address, which is kept nowhere. */
export async function createFeed(work: Work, organizationId: string | undefined): Promise<{ id: string; url: string }> {
  const { actor, deps } = work
  if (organizationId) {
    await getPlanName(actor, organizationId)
    mustBeAllowed(organisedBy(actor.appointments).includes(organizationId), '只有这个组织的书记和委员可以订阅它的日程')
  }
  const token = randomBytes(32).toString('base64url')
  const id = newId()
  const owner = ownerOf(actor.personId, organizationId)
  await inTransaction(async () => {
    await takeTurn(`feed:${actor.personId}:${owner}`)
    await Feeds.deleteOne({ personId: actor.personId, owner })
    await Feeds.create({
      _id: id,
      tokenHash: hashOf(token),
      personId: actor.personId,
      owner,
      ...(organizationId && { organizationId }),
      createdAt: new Date(work.now),
    })
    await audit(work, 'feeds.create', id, '生成日历订阅链接')
  })
  return { id, url: `${deps.config.publicUrl}/ics/${token}.ics` }
}

export async function removeFeed(work: Work, feedId: string): Promise<void> {
  const { deletedCount } = await Feeds.deleteOne({ _id: feedId, personId: work.actor.personId })
  found(deletedCount === 1 ? true : undefined, '个订阅链接')
  await audit(work, 'feeds.remove', feedId, '让日历订阅链接作废')
}

const audit = (work: Work, action: string, id: string, summary: string): Promise<void> =>
  recordAudit(work, { action, subject: { kind: 'calendarFeed', id }, summary })

/** Links of a person who has left end. */
export const removeFeedsOf = async (personId: string): Promise<void> => {
  await Feeds.deleteMany({ personId })
}

const READ_NOTE_MS = 3_600_000

/** Whose agenda a token opens, today; undefined when it opens nothing: never made, revoked, the person gone, the office ended. */
export async function openFeed(deps: Deps, token: string): Promise<{ owner: FeedOwner; name: string } | undefined> {
  const now = deps.clock.now()
  const feed = await Feeds.findOne({ tokenHash: hashOf(token) }).lean<FeedRecord>()
  const person = feed && (await findPersonBrief(feed.personId))
  if (!feed || !person || hasLeft(person, plainDateOf(now))) return undefined
  const { organizationId } = feed
  if (now - (feed.readAt?.getTime() ?? 0) > READ_NOTE_MS)
    await Feeds.updateOne({ _id: feed._id }, { $set: { readAt: new Date(now) } })
  if (!organizationId) return { owner: { kind: 'person', id: person.id }, name: '知行 · 我要办的' }
  const offices = await listAppointmentsOf(person.id, plainDateOf(now))
  const [organization] = await listOrganizations({ ids: [organizationId] })
  if (!organization || !organisedBy(offices).includes(organizationId)) return undefined
  return { owner: { kind: 'organization', id: organizationId }, name: `知行 · ${organization.name}` }
}

/** Is this the actor's own agenda, or one of an organisation whose plan he may see? @throws AppError not_found otherwise. */
export async function ownerFor(actor: Actor, organizationId: string | undefined): Promise<FeedOwner> {
  if (!organizationId) return { kind: 'person', id: actor.personId }
  await getPlanName(actor, organizationId)
  return { kind: 'organization', id: organizationId }
}
