import { ROLES } from '@shared/core/roles'
import * as v from '@shared/core/schema'
import { MEMBERSHIP_LABELS, type Membership, SEX_LABELS, type Sex } from './model'

const day = v.nullable(v.plainDate())
const words = v.nullable(v.string())

/** A row of the register. What only those who keep or oversee it may see is null for others. */
export const ListedPerson = v.object({
  id: v.string(),
  name: v.string(),
  organizationId: v.string(),
  organizationName: v.string(),
  groupName: words,
  teamName: words,
  membership: v.picklist(v.keysOf<Membership>(MEMBERSHIP_LABELS)),
  post: words,
  sex: v.nullable(v.picklist(v.keysOf<Sex>(SEX_LABELS))),
  ethnicity: words,
  education: words,
  birthOn: day,
  joinedOn: day,
  fullOn: day,
  exempt: v.nullable(v.boolean()),
  leftOn: day,
})
export type ListedPerson = v.InferOutput<typeof ListedPerson>

/** What somebody in the register holds or held. */
export const OfficeHolder = v.object({
  id: v.string(),
  personId: v.string(),
  personName: v.string(),
  organizationId: v.string(),
  organizationName: v.string(),
  role: v.picklist(ROLES),
  from: v.plainDate(),
  to: day,
  /** Last day of the usual term counted from the day of appointment; null for offices without one. */
  termEndsOn: day,
  allowed: v.array(v.string()),
})
export type OfficeHolder = v.InferOutput<typeof OfficeHolder>
