import type { Actor } from '@cloud/core/actor'
import { found, pathsOver, withinPaths } from '@cloud/core/authorize'
import { findPage, type Page, type PageRequest } from '@cloud/core/database/paging'
import { isSharingReads, readShared, readSharedById } from '@cloud/core/database/sharedReads'
import type { PlainDate } from '@shared/core/plainDate'
import { type Role, UNION_ROLES } from '@shared/core/roles'
import {
  DEFAULT_SETTINGS,
  type Organization,
  type OrganizationKind,
  type UnitSettings,
} from '@shared/modules/organizations/model'
import type { QueryFilter } from 'mongoose'
import { Appointments, type OrganizationRecord, Organizations } from './collection'

const present = (record: OrganizationRecord): Organization => {
  const { _id, batchId: _, sortKey: __, ...rest } = record
  return { id: _id, ...rest }
}

/** @throws AppError not_found. */
export async function getOrganization(id: string): Promise<Organization> {
  return present(found(await Organizations.findById(id).lean<OrganizationRecord>(), '个组织'))
}

export interface OrganizationFilter {
  ids?: readonly string[]
  /** Only at or below this path. */
  pathPrefix?: string
  kind?: OrganizationKind
  /** Directly below one of these; null stands for the top. */
  parentIds?: readonly (string | null)[]
}

const readByIds = (ids: readonly string[]) =>
  readSharedById('organizations', ids, (missing) =>
    Organizations.find({ _id: { $in: [...missing] } }).lean<OrganizationRecord[]>(),
  )

/** Path by id as it was seen last: only a guess at what will be asked for next. */
const pathsSeen = new Map<string, string>()

/** Where reads are shared those above are read along, as far as they are known: whoever computes a plan asks for their settings next. */
async function listByIds(ids: readonly string[]): Promise<OrganizationRecord[]> {
  const above = isSharingReads() ? ids.flatMap((id) => idsOnPath(pathsSeen.get(id) ?? '')) : []
  const wanted = new Set(ids)
  const rows = (await readByIds([...ids, ...above])).filter((row) => wanted.has(row._id))
  for (const { _id, path } of rows) pathsSeen.set(_id, path)
  return rows.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Organisations in order of their path: a parent stands before what is below it. Callers bound the result by ids, path or kind. */
export async function listOrganizations(filter: OrganizationFilter): Promise<Organization[]> {
  const { ids, ...others } = filter
  if (ids && Object.keys(others).length === 0) return (await listByIds(ids)).map(present)
  const where: QueryFilter<OrganizationRecord> = {
    ...(filter.ids && { _id: { $in: [...filter.ids] } }),
    ...(filter.pathPrefix !== undefined && { path: { $gte: filter.pathPrefix, $lt: `${filter.pathPrefix}\uffff` } }),
    ...(filter.kind && { kind: filter.kind }),
    ...(filter.parentIds && { parentId: { $in: [...filter.parentIds] } }),
  }
  return readShared(['organizations', where], async () =>
    (await Organizations.find(where).sort({ path: 1 }).lean<OrganizationRecord[]>()).map(present),
  )
}

/** Ids of all organisations after `afterId`, at most `limit`: for jobs that walk all of them in batches. */
export async function listOrganizationIds(afterId: string, limit: number): Promise<string[]> {
  const rows = await Organizations.find({ _id: { $gt: afterId } }, { _id: 1 })
    .sort({ _id: 1 })
    .limit(limit)
    .lean<{ _id: string }[]>()
  return rows.map((row) => row._id)
}

/** Branches at or below a path that have not been dissolved, in the order of the tree, a page at a time. */
export async function listBranchPage(
  pathPrefix: string,
  request: PageRequest,
): Promise<Page<{ id: string; name: string; path: string }>> {
  const where = {
    path: { $gte: pathPrefix, $lt: `${pathPrefix}\uffff` },
    kind: 'branch' as const,
    dissolvedOn: { $exists: false },
  }
  const { items, next } = await findPage<OrganizationRecord>(Organizations, where, { path: 1 }, request)
  return { items: items.map(({ _id, name, path }) => ({ id: _id, name, path })), next }
}

export interface Appointment {
  personId: string
  organizationId: string
  role: Role
  from: PlainDate
  to: PlainDate | null
}

/** Appointments in force on a day in these organisations. */
export async function listAppointments(organizationIds: readonly string[], day: PlainDate): Promise<Appointment[]> {
  const rows = await readShared(['appointments', organizationIds, day], () =>
    Appointments.find(
      { organizationId: { $in: [...organizationIds] }, from: { $lte: day } },
      { personId: 1, organizationId: 1, role: 1, from: 1, to: 1 },
    ).lean<Appointment[]>(),
  )
  return rows.filter((row) => row.to === null || row.to >= day)
}

/** How many branches that have not been dissolved there are at or below a path. */
export const countBranches = (pathPrefix: string): Promise<number> =>
  Organizations.countDocuments({
    kind: 'branch',
    dissolvedOn: { $exists: false },
    path: { $gte: pathPrefix, $lt: `${pathPrefix}\uffff` },
  })

/** Those of these organisations in which an appointment has begun or ended on the days after `since` until `today`. */
export async function findTurningPlaces(
  organizationIds: readonly string[],
  since: PlainDate,
  today: PlainDate,
): Promise<string[]> {
  const rows = await Appointments.find(
    { organizationId: { $in: [...organizationIds] }, from: { $lte: today } },
    { organizationId: 1, from: 1, to: 1 },
  ).lean<Pick<Appointment, 'organizationId' | 'from' | 'to'>[]>()
  const turned = rows.filter(({ from, to }) => from > since || (to !== null && to >= since && to < today))
  return [...new Set(turned.map((row) => row.organizationId))]
}

/** Appointments in an organisation that last on `day` or begin later. */
export async function listAppointmentsSince(organizationId: string, day: PlainDate): Promise<Appointment[]> {
  const rows = await Appointments.find(
    { organizationId },
    { personId: 1, organizationId: 1, role: 1, from: 1, to: 1 },
  ).lean<Appointment[]>()
  return rows.filter((row) => row.to === null || row.to >= day)
}

/** Appointments of one person in force on a day, with the path of each organisation. */
export async function listAppointmentsOf(
  personId: string,
  day: PlainDate,
): Promise<(Appointment & { path: string })[]> {
  const rows = await Appointments.find(
    { personId, from: { $lte: day } },
    { personId: 1, organizationId: 1, role: 1, from: 1, to: 1, path: 1 },
  ).lean<(Appointment & { path: string })[]>()
  return rows.filter((row) => row.to === null || row.to >= day)
}

const idsOnPath = (path: string): string[] => path.split('/').filter((part) => part !== '')

/** Settings of many organisations at once: defaults, then what each organisation above set, then its own. */
export async function settingsOfAll(
  organizations: readonly Pick<Organization, 'id' | 'path'>[],
): Promise<Map<string, UnitSettings>> {
  const ids = new Set(organizations.flatMap((organization) => idsOnPath(organization.path)))
  const rows = await readByIds([...ids])
  const own = new Map(rows.map((row) => [row._id, row.settings]))
  return new Map(
    organizations.map((organization) => {
      const layers = idsOnPath(organization.path).map((id) => own.get(id) ?? {})
      return [organization.id, Object.assign({}, DEFAULT_SETTINGS, ...layers) as UnitSettings]
    }),
  )
}

export async function settingsOf(organization: Pick<Organization, 'id' | 'path'>): Promise<UnitSettings> {
  return (await settingsOfAll([organization])).get(organization.id) ?? DEFAULT_SETTINGS
}

/** Names of organisations by their ids, which may be given more than once; unknown ids are absent. */
export async function organizationNames(ids: readonly string[]): Promise<Map<string, string>> {
  const organizations = await listOrganizations({ ids: [...new Set(ids)] })
  return new Map(organizations.map(({ id, name }) => [id, name]))
}

/** Which organisation above set what counts here, by setting; absent where the own value or the default counts. */
export async function settingOrigins(organization: Organization): Promise<Record<string, string>> {
  const above = idsOnPath(organization.path).filter((id) => id !== organization.id)
  const origins: Record<string, string> = {}
  for (const { name, settings } of await listOrganizations({ ids: above }))
    for (const key of Object.keys(settings)) origins[key] = name
  for (const key of Object.keys(organization.settings)) delete origins[key]
  return origins
}

/** Where people work: as much of the tree as union staff see, since Party bodies are not theirs to look into. */
const WORKPLACES: readonly OrganizationKind[] = ['unit', 'department', 'team', 'union']

/** Organisations the actor may look at: all below those he leads or administers, for union staff where people work, and the own ones. */
export function visibleOrganizations(actor: Actor): QueryFilter<OrganizationRecord> {
  const paths = pathsOver(actor, ['administrator', 'secretary', 'deputySecretary', 'organizationCommissioner'])
  const elsewhere = [actor, ...actor.appointments].filter((own) => !paths.some((path) => own.path.startsWith(path)))
  const workPaths = pathsOver(actor, UNION_ROLES).filter((path) => !paths.some((wider) => path.startsWith(wider)))
  const own = { _id: { $in: [...new Set(elsewhere.map((one) => one.organizationId))] } }
  const workplaces = workPaths.map((path) => ({ ...withinPaths([path]), kind: { $in: [...WORKPLACES] } }))
  if (paths.length === 0) return workplaces.length === 0 ? own : { $or: [own, ...workplaces] }
  // One range where one says it all: it can be read in the order of its index.
  return elsewhere.length === 0 && workplaces.length === 0
    ? withinPaths(paths)
    : { $or: [withinPaths(paths), own, ...workplaces] }
}
