import { pathsOver, withinPaths } from '@cloud/core/authorize'
import { escapeRegex } from '@cloud/core/database/escapeRegex'
import { findPage, type Page, type PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import { addDays, addMonths } from '@shared/core/plainDate'
import { COMMITTEE_ROLES, type Role } from '@shared/core/roles'
import { ORGANIZATION_KINDS, type OrganizationKind } from '@shared/modules/organizations/model'
import { organizationPolicy } from '@shared/modules/organizations/policy'
import { termEnd, termYears } from '@shared/modules/organizations/rules'
import type { OfficeHolder } from '@shared/modules/people/rows'
import type { QueryFilter } from 'mongoose'
import {
  type AppointmentRecord,
  Appointments,
  getOrganizationFor,
  listOrganizations,
  standing,
} from '../organizations/index'
import { People } from './collection'
import { namesOf, visiblePeople } from './queries'

export interface OfficesQuery {
  search?: string | undefined
  within?: string | undefined
  role?: Role | undefined
  state?: 'current' | 'ending' | 'ended' | undefined
  sort?: string | undefined
}

/** Whoever reads offices of others: those who keep or lead, each below the own office. */
const READERS: readonly Role[] = ['administrator', 'secretary', 'deputySecretary', 'organizationCommissioner']
/** An office counts as ending this many days before. */
const SOON_DAYS = 90
/** A search by name looks at this many persons. */
const MOST_NAMESAKES = 500

/** Offices whose end is written down and near, or whose usual term is over or nearly so. */
async function endingSoon({ today, actor }: Work): Promise<QueryFilter<AppointmentRecord>> {
  const soon = addDays(today, SOON_DAYS)
  const terms: QueryFilter<AppointmentRecord>[] = []
  for (const kind of ORGANIZATION_KINDS) {
    const years = termYears(kind, today)
    if (years === undefined) continue
    const ids = await idsOfKind(pathsOver(actor, READERS), kind)
    const since = addMonths(soon, -12 * years)
    terms.push({ organizationId: { $in: ids }, to: null, role: { $in: [...COMMITTEE_ROLES] }, from: { $lte: since } })
  }
  return { $or: [{ to: { $gte: today, $lte: soon } }, ...terms] }
}

async function idsOfKind(paths: readonly string[], kind: OrganizationKind): Promise<string[]> {
  const ids: string[] = []
  for (const pathPrefix of paths) ids.push(...(await listOrganizations({ pathPrefix, kind })).map(({ id }) => id))
  return ids
}

async function filterOf(work: Work, { search, within, role, state }: OfficesQuery) {
  const place = within ? await getOrganizationFor(work.actor, within) : undefined
  const { today } = work
  const found = search
    ? await People.find(
        { $and: [visiblePeople(work.actor), { name: { $regex: `^${escapeRegex(search)}` } }] },
        { _id: 1 },
      )
        .limit(MOST_NAMESAKES + 1)
        .lean<{ _id: string }[]>()
    : undefined
  if (found && found.length > MOST_NAMESAKES)
    throw new AppError('invalid_input', `名字这样开头的人超过 ${MOST_NAMESAKES} 个，请多写几个字`)
  return {
    $and: [
      withinPaths(pathsOver(work.actor, READERS)),
      {
        ...(place && { path: { $gte: place.path, $lt: `${place.path}\uffff` } }),
        ...(role && { role }),
        ...(found && { personId: { $in: found.map(({ _id }) => _id) } }),
      },
      ...(state === 'current' ? [{ from: { $lte: today } }, { $or: [{ to: null }, { to: { $gte: today } }] }] : []),
      ...(state === 'ended' ? [{ to: { $lt: today, $ne: null } }] : []),
      ...(state === 'ending' ? [await endingSoon(work)] : []),
    ],
  } as QueryFilter<AppointmentRecord>
}

/** A page of who holds which office where, within the actor's reach; organisation after organisation unless told otherwise. */
export async function listOffices(work: Work, query: OfficesQuery, page: PageRequest): Promise<Page<OfficeHolder>> {
  const direction = query.sort?.startsWith('-') ? -1 : 1
  const fields = query.sort?.endsWith('from') ? ['from', '_id'] : ['path', 'from', '_id']
  const order = Object.fromEntries(fields.map((field) => [field, direction] as const))
  const { items, next } = await findPage<AppointmentRecord>(Appointments, await filterOf(work, query), order, page)
  const names = await namesOf(items.map(({ personId }) => personId))
  const places = await listOrganizations({ ids: [...new Set(items.map(({ organizationId }) => organizationId))] })
  const byId = new Map(places.map((place) => [place.id, place]))
  return {
    items: items.map(({ _id, personId, organizationId, path, role, from, to }) => {
      const place = byId.get(organizationId)
      const may = to === null && organizationPolicy.appoint(standing(work.actor, path))
      return {
        id: _id,
        personId,
        personName: names.get(personId) ?? '',
        organizationId,
        organizationName: place?.name ?? '',
        role,
        from,
        to,
        termEndsOn: place && to === null ? termEnd(place.kind, role, from, work.today) : null,
        allowed: may ? ['end'] : [],
      }
    }),
    next,
  }
}
