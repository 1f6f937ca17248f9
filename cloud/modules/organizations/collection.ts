import { anything, defineCollection, optionalText, text } from '@cloud/core/database/collection'
import { setFindPaths } from '@cloud/core/database/places'
import type { PlainDate } from '@shared/core/plainDate'
import type { Role } from '@shared/core/roles'
import type { OrganizationKind, UnitSettings } from '@shared/modules/organizations/model'

export interface OrganizationRecord {
  _id: string
  name: string
  /** Puts names in order: by reading, numbers by value. */
  sortKey: string
  kind: OrganizationKind
  parentId: string | null
  path: string
  foundedOn?: PlainDate
  enteredOn: PlainDate
  dissolvedOn?: PlainDate
  settings: Partial<UnitSettings>
  /** Import batch that created it. */
  batchId?: string
}

export const Organizations = defineCollection<OrganizationRecord>(
  'organizations',
  {
    name: text,
    sortKey: text,
    kind: text,
    parentId: { type: String, default: null },
    path: text,
    foundedOn: optionalText,
    enteredOn: text,
    dissolvedOn: optionalText,
    settings: anything,
    batchId: optionalText,
  },
  [
    { keys: { path: 1 }, unique: true },
    { keys: { path: 1, _id: 1 } },
    { keys: { kind: 1, path: 1 } },
    { keys: { kind: 1, _id: 1 } },
    { keys: { sortKey: 1, _id: 1 } },
    { keys: { foundedOn: 1, _id: 1 } },
    { keys: { parentId: 1, name: 1 }, unique: true },
    { keys: { batchId: 1 }, where: { batchId: { $exists: true } } },
  ],
)

setFindPaths(async (ids) => {
  const rows = await Organizations.find({ _id: { $in: [...ids] } }, { path: 1 }).lean<OrganizationRecord[]>()
  return new Map(rows.map(({ _id, path }) => [_id, path]))
})

/** 任职 — dated; an ended one stays. */
export interface AppointmentRecord {
  _id: string
  personId: string
  organizationId: string
  path: string
  role: Role
  from: PlainDate
  /** Last day in office; null while it lasts. */
  to: PlainDate | null
  batchId?: string
}

export const Appointments = defineCollection<AppointmentRecord>(
  'appointments',
  {
    personId: text,
    organizationId: text,
    path: text,
    role: text,
    from: text,
    to: { type: String, default: null },
    batchId: optionalText,
  },
  [
    { keys: { organizationId: 1, from: 1 } },
    { keys: { path: 1, from: 1, _id: 1 } },
    { keys: { from: 1, _id: 1 } },
    { keys: { personId: 1, from: 1 } },
    { keys: { personId: 1, organizationId: 1, role: 1 }, unique: true, where: { to: null } },
    { keys: { batchId: 1 }, where: { batchId: { $exists: true } } },
  ],
)
