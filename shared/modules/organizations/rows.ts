import * as v from '@shared/core/schema'
import { ORGANIZATION_KINDS } from './model'

/** A row of the list of organisations. */
export const ListedOrganization = v.object({
  id: v.string(),
  name: v.string(),
  kind: v.picklist(ORGANIZATION_KINDS),
  parentId: v.nullable(v.string()),
  parentName: v.nullable(v.string()),
  path: v.string(),
  foundedOn: v.nullable(v.plainDate()),
  dissolvedOn: v.nullable(v.plainDate()),
  /** How many settings it has of its own. */
  ownSettings: v.number(),
})
export type ListedOrganization = v.InferOutput<typeof ListedOrganization>
