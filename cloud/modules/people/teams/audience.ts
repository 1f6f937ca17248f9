import type { Actor } from '@cloud/core/actor'
import { holdsRoleOver, mustBeAllowed } from '@cloud/core/authorize'
import { findPage, type Page, type PageRequest } from '@cloud/core/database/paging'
import { readShared } from '@cloud/core/database/sharedReads'
import type { Audience } from '@shared/core/audience'
import { AppError } from '@shared/core/errors'
import type { Role } from '@shared/core/roles'
import type { QueryFilter } from 'mongoose'
import { listOrganizations } from '../../organizations/index'
import { People, type PersonRecord } from '../collection'

/** Somebody something is meant for: as much as lists and boards need. */
export interface AudienceMember {
  id: string
  name: string
  organizationId: string
  path: string
  teamId?: string
  teamPath?: string
  post?: string
}

const MEMBER = { name: 1, sortKey: 1, organizationId: 1, path: 1, teamId: 1, teamPath: 1, post: 1 } as const
const DEFAULT_LIMIT = 200

type Range = { $gte: string; $lt: string }
const below = (path: string): Range => ({ $gte: path, $lt: `${path}\uffff` })

/** Paths of the organisations of an audience; what stands below another of them is said by that one. */
async function pathsOf({ organizationIds }: Audience): Promise<string[]> {
  const paths = (await listOrganizations({ ids: organizationIds })).map(({ path }) => path)
  return paths.filter((path, i) => !paths.some((other, j) => j < i && path.startsWith(other)))
}

/** Parts of an audience, each one range of an index; nobody is in two of them. */
function partsOf(
  paths: readonly string[],
  { posts = [] }: Audience,
): { by: 'path' | 'teamPath'; where: QueryFilter<PersonRecord> }[] {
  const both = { left: { $ne: true }, ...(posts.length > 0 && { post: { $in: posts } }) }
  const elsewhere = { $nor: paths.map((path) => ({ path: below(path) })) }
  return [
    ...paths.map((path) => ({ by: 'path' as const, where: { ...both, path: below(path) } })),
    ...paths.map((path) => ({
      by: 'teamPath' as const,
      where: { $and: [{ ...both, teamPath: below(path) }, elsewhere] },
    })),
  ]
}

const CURSOR = /^(\d{1,3})(?:\.([\w-]+))?$/

/**
 * Everybody something is meant for who has not left: first the registers, organisation after organisation and by name, then those who
 * are there by their team only. A page reads no more than it shows. @throws AppError invalid_input for a foreign cursor.
 */
export async function listAudience(audience: Audience, request: PageRequest): Promise<Page<AudienceMember>> {
  const parts = partsOf(await pathsOf(audience), audience)
  const [, start = '', inner] = CURSOR.exec(request.cursor ?? '0') ?? []
  if (start === '') throw new AppError('invalid_input', '翻页标记无效，请从第一页重新打开')
  const limit = request.limit ?? DEFAULT_LIMIT
  const items: AudienceMember[] = []
  let cursor = inner
  for (let part = Number(start); part < parts.length; part += 1) {
    const { by, where } = parts[part] ?? {}
    if (!by || !where) break
    const order = { [by]: 1, sortKey: 1, _id: 1 } as const
    const page = await findPage<PersonRecord>(People, where, order, { cursor, limit: limit - items.length }, MEMBER)
    items.push(...page.items.map(({ _id, sortKey: _, ...rest }) => ({ id: _id, ...rest })))
    if (page.next) return { items, next: `${part}.${page.next}` }
    if (items.length === limit) return { items, next: part + 1 < parts.length ? `${part + 1}` : null }
    cursor = undefined
  }
  return { items, next: null }
}

/** People of an audience that are held at a time. */
const AUDIENCE_PAGE = 500

/** Everybody something is meant for, so many at a time: however many they are, no more than a page of them is held. */
export async function* pagesOfEverybody(audience: Audience, limit = AUDIENCE_PAGE): AsyncGenerator<AudienceMember[]> {
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Page<AudienceMember> = await listAudience(audience, { cursor, limit })
    if (page.items.length > 0) yield page.items
    cursor = page.next
  }
}

/** How many people something is meant for; those who have left do not count. */
export async function countAudience(audience: Audience): Promise<number> {
  const parts = partsOf(await pathsOf(audience), audience)
  const counts: number[] = []
  for (const { where } of parts) counts.push(await People.countDocuments(where))
  return counts.reduce((sum, n) => sum + n, 0)
}

/** Everybody who has not left and counts in these groups: the people of a team, of a register those who are in no team. */
export async function listGroupPeople(groupIds: readonly string[]): Promise<AudienceMember[]> {
  const ids = { $in: [...groupIds] }
  const rows = [
    ...(await People.find({ teamId: ids, left: { $ne: true } }, MEMBER).lean<PersonRecord[]>()),
    ...(await People.find({ organizationId: ids, teamId: { $exists: false }, left: { $ne: true } }, MEMBER).lean<
      PersonRecord[]
    >()),
  ]
  return rows
    .sort((a, b) => (a.sortKey < b.sortKey ? -1 : a.sortKey > b.sortKey ? 1 : a._id < b._id ? -1 : 1))
    .map(({ _id, sortKey: _, ...rest }) => ({ id: _id, ...rest }))
}

/** Organisations in whose registers those stand something is meant for: whose plans it concerns. */
export async function listAudiencePlaces(audience: Audience): Promise<string[]> {
  const places = new Set<string>()
  for (const { where } of partsOf(await pathsOf(audience), audience))
    for (const id of await People.distinct('organizationId', where)) places.add(id)
  return [...places]
}

/** Registers and teams in which those stand something is meant for, of people whose register or team is at or below these paths. */
export async function listAudienceGroups(
  audience: Audience,
  within: readonly string[],
): Promise<{ organizationIds: string[]; teamIds: string[] }> {
  const registers = new Set<string>()
  const teams = new Set<string>()
  const own = within.flatMap((path) => [{ path: below(path) }, { teamPath: below(path) }])
  if (own.length === 0) return { organizationIds: [], teamIds: [] }
  for (const { where } of partsOf(await pathsOf(audience), audience)) {
    const seen: QueryFilter<PersonRecord> = { $and: [where, { $or: own }] }
    for (const id of await People.distinct('organizationId', seen)) registers.add(id)
    for (const id of await People.distinct('teamId', seen)) if (id) teams.add(id)
  }
  return { organizationIds: [...registers], teamIds: [...teams] }
}

/** Everybody in the registers of exactly these organisations who has not left, by name. */
export async function listRegistered(organizationIds: readonly string[]): Promise<AudienceMember[]> {
  const rows = await readShared(['registered', organizationIds], () =>
    People.find({ organizationId: { $in: [...organizationIds] }, left: { $ne: true } }, MEMBER)
      .sort({ organizationId: 1, sortKey: 1 })
      .lean<PersonRecord[]>(),
  )
  return rows.map(({ _id, sortKey: _, ...rest }) => ({ id: _id, ...rest }))
}

/** Register and team of these people; unknown ids are absent. */
export async function listGroupsOf(
  personIds: readonly string[],
): Promise<Pick<AudienceMember, 'id' | 'organizationId' | 'teamId'>[]> {
  const rows = await People.find({ _id: { $in: [...new Set(personIds)] } }, { organizationId: 1, teamId: 1 }).lean<
    PersonRecord[]
  >()
  return rows.map(({ _id, organizationId, teamId }) => ({ id: _id, organizationId, ...(teamId && { teamId }) }))
}

/** Filter for records with an `audience` that are meant for the actor. */
export const meantFor = (actor: Pick<Actor, 'placeIds' | 'post'>): Record<string, unknown> => ({
  'audience.organizationIds': { $in: [...actor.placeIds] },
  $or: [
    { 'audience.posts': { $exists: false } },
    { 'audience.posts': { $size: 0 } },
    ...(actor.post ? [{ 'audience.posts': actor.post }] : []),
  ],
})

/** @throws AppError not_found or forbidden unless the actor holds one of these roles over every organisation of the audience. */
export async function mustReachAudience(
  actor: Actor,
  { organizationIds }: Audience,
  roles: readonly Role[],
): Promise<void> {
  const places = await listOrganizations({ ids: [...new Set(organizationIds)] })
  const isOver = (path: string) => holdsRoleOver(actor, { organizationId: '', path }, roles)
  mustBeAllowed(
    places.length === new Set(organizationIds).size && places.every(({ path }) => isOver(path)),
    '对象里有不在你管理范围的组织，请重新选择',
  )
}
