import { escapeRegex } from '@cloud/core/database/escapeRegex'
import { findPage, type Page, type PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import type { OrganizationKind } from '@shared/modules/organizations/model'
import type { ListedOrganization } from '@shared/modules/organizations/rows'
import type { QueryFilter } from 'mongoose'
import { getOrganizationFor } from './access'
import { type OrganizationRecord, Organizations } from './collection'
import { listOrganizations, visibleOrganizations } from './queries'

export interface OrganizationsQuery {
  search?: string | undefined
  kind?: OrganizationKind | undefined
  parentId?: string | undefined
  within?: string | undefined
  state?: 'dissolved' | undefined
  sort?: string | undefined
}

const ORDERS: Readonly<Record<string, string>> = { name: 'sortKey', foundedOn: 'foundedOn' }

/** A page of the organisations in the actor's reach; in the order of the tree, a parent before what is below it, unless sorted. */
export async function listOrganizationRows(
  work: Work,
  { search, kind, parentId, within, state, sort }: OrganizationsQuery,
  page: PageRequest,
): Promise<Page<ListedOrganization>> {
  const place = within ? await getOrganizationFor(work.actor, within) : undefined
  const filter: QueryFilter<OrganizationRecord> = {
    $and: [
      visibleOrganizations(work.actor),
      {
        ...(place && { path: { $gte: place.path, $lt: `${place.path}\uffff` } }),
        ...(search && { name: { $regex: escapeRegex(search) } }),
        ...(kind && { kind }),
        ...(parentId && { parentId }),
        dissolvedOn: { $exists: state === 'dissolved' },
      },
    ],
  }
  const direction = sort?.startsWith('-') ? -1 : 1
  const field = ORDERS[sort?.replace('-', '') ?? ''] ?? 'path'
  const order: Record<string, 1 | -1> = { [field]: direction, _id: direction }
  const { items, next } = await findPage<OrganizationRecord>(Organizations, filter, order, page, undefined, [
    'foundedOn',
  ])
  const parents = await listOrganizations({ ids: [...new Set(items.flatMap((item) => item.parentId ?? []))] })
  const names = new Map(parents.map((parent) => [parent.id, parent.name]))
  return {
    items: items.map((item) => ({
      id: item._id,
      name: item.name,
      kind: item.kind,
      parentId: item.parentId,
      parentName: (item.parentId && names.get(item.parentId)) || null,
      path: item.path,
      foundedOn: item.foundedOn ?? null,
      dissolvedOn: item.dissolvedOn ?? null,
      ownSettings: Object.keys(item.settings).length,
    })),
    next,
  }
}
