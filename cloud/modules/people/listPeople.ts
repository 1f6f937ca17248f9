import { mustBeAllowed, pathsOver, withinPaths } from '@cloud/core/authorize'
import { escapeRegex } from '@cloud/core/database/escapeRegex'
import { findPage, type Page, type PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { getOrganizationFor, listOrganizations } from '@cloud/modules/organizations/index'
import { ORGANISER_ROLES } from '@shared/core/roles'
import type { Organization } from '@shared/modules/organizations/model'
import type { Membership } from '@shared/modules/people/model'
import { personPolicy } from '@shared/modules/people/policy'
import type { ListedPerson } from '@shared/modules/people/rows'
import type { QueryFilter } from 'mongoose'
import { People, type PersonRecord } from './collection'
import { standingTo, visiblePeople } from './queries'

export interface PeopleQuery {
  search?: string | undefined
  organizationId?: string | undefined
  within?: string | undefined
  teamId?: string | undefined
  membership?: Membership | undefined
  exempt?: 'yes' | 'no' | undefined
  left?: 'yes' | 'no' | undefined
  sort?: string | undefined
}

const SHOWN = {
  name: 1,
  sortKey: 1,
  organizationId: 1,
  path: 1,
  groupId: 1,
  teamId: 1,
  teamPath: 1,
  membership: 1,
  post: 1,
  sex: 1,
  ethnicity: 1,
  education: 1,
  birthOn: 1,
  joinedOn: 1,
  fullOn: 1,
  exempt: 1,
  leftOn: 1,
} as const

const ORDERS: Readonly<Record<string, readonly (keyof PersonRecord)[]>> = {
  name: ['sortKey'],
  organization: ['path', 'sortKey'],
  joinedOn: ['joinedOn'],
}

/** Index order of a list; names run through one branch or a search, otherwise branch after branch, as a superior looks at them. */
function orderOf({ sort, organizationId, search }: PeopleQuery): Record<string, 1 | -1> {
  const usual = organizationId || search ? 'name' : 'organization'
  const direction = sort?.startsWith('-') ? -1 : 1
  const fields = ORDERS[sort?.replace('-', '') ?? usual] ?? ['sortKey']
  return Object.fromEntries([...fields, '_id'].map((field) => [field, direction]))
}

/** People belong to where they work by their register or by their team. */
function atOrBelow({ path, kind }: Pick<Organization, 'path' | 'kind'>): QueryFilter<PersonRecord> {
  const range = { $gte: path, $lt: `${path}\uffff` }
  const isWorkplace = kind === 'unit' || kind === 'department' || kind === 'team'
  return isWorkplace ? { $or: [{ path: range }, { teamPath: range }] } : { path: range }
}

async function filterOf(work: Work, query: PeopleQuery): Promise<QueryFilter<PersonRecord>> {
  const { search, organizationId, within, teamId, membership, exempt, left, sort } = query
  const place = within ? await getOrganizationFor(work.actor, within) : undefined
  const guarded = exempt !== undefined || left !== undefined || sort?.endsWith('joinedOn')
  const keeperOf = pathsOver(work.actor, ['administrator', ...ORGANISER_ROLES])
  mustBeAllowed(!guarded || keeperOf.length > 0, '只有支部和上级的工作人员可以这样筛选和排序')
  return {
    $and: [
      visiblePeople(work.actor),
      // What a row would not show must not be told by its place in the list either.
      ...(guarded ? [withinPaths(keeperOf)] : []),
      {
        ...(organizationId && { organizationId }),
        ...(place && atOrBelow(place)),
        ...(teamId && { teamId }),
        ...(membership && { membership }),
        ...(exempt && { exempt: exempt === 'yes' }),
        ...(left && { left: left === 'yes' ? true : { $ne: true } }),
        ...(search && { name: { $regex: `^${escapeRegex(search)}` } }),
      },
    ],
  }
}

/** A page of the register within the actor's reach. Plain fields beyond name, place and post only where he may look at the record. */
export async function listPeople(work: Work, query: PeopleQuery, page: PageRequest): Promise<Page<ListedPerson>> {
  const filter = await filterOf(work, query)
  const { items, next } = await findPage<PersonRecord>(People, filter, orderOf(query), page, SHOWN, ['joinedOn'])
  const ids = new Set(
    items.flatMap(({ organizationId, groupId = [], teamId = [] }) => [organizationId, groupId, teamId].flat()),
  )
  const organizations = await listOrganizations({ ids: [...ids] })
  const names = new Map(organizations.map((organization) => [organization.id, organization.name]))
  const present = (person: PersonRecord): ListedPerson => {
    const seen: Partial<PersonRecord> = personPolicy.view(standingTo(work.actor, person)) ? person : {}
    return {
      id: person._id,
      name: person.name,
      organizationId: person.organizationId,
      organizationName: names.get(person.organizationId) ?? '',
      groupName: (person.groupId && names.get(person.groupId)) || null,
      teamName: (person.teamId && names.get(person.teamId)) || null,
      membership: person.membership,
      post: person.post ?? null,
      sex: seen.sex ?? null,
      ethnicity: seen.ethnicity ?? null,
      education: seen.education ?? null,
      birthOn: seen.birthOn ?? null,
      joinedOn: seen.joinedOn ?? null,
      fullOn: seen.fullOn ?? null,
      exempt: seen.exempt ?? null,
      leftOn: seen.leftOn ?? null,
    }
  }
  return { items: items.map(present), next }
}
