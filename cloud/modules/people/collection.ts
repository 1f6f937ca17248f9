import { anything, defineCollection, flag, optionalText, text, when } from '@cloud/core/database/collection'
import type { PlainDate } from '@shared/core/plainDate'
import type { ConfirmedOn } from '@shared/modules/people/confirmation'
import type { LeaveReason, Membership, Sex } from '@shared/modules/people/model'
import type { OwnField } from '@shared/modules/people/ownFields'
import type { EndedOffice } from '../organizations/index'

export interface PersonRecord {
  _id: string
  name: string
  /** Puts names in the order of a Chinese register. */
  sortKey: string
  organizationId: string
  path: string
  groupId?: string
  /** 班组, and its path; whoever is in the register of a team is in that team. */
  teamId?: string
  teamPath?: string
  membership: Membership
  sex?: Sex
  ethnicity?: string
  birthOn?: PlainDate
  education?: string
  joinedOn?: PlainDate
  fullOn?: PlainDate
  post?: string
  exempt: boolean
  /** Sealed values; see `fieldCipher`. */
  idNumber?: string
  phone?: string
  address?: string
  /** Keyed hashes for exact search and uniqueness. */
  idNumberHash?: string
  phoneHash?: string
  batchId?: string
  /** Since when this register knows the person; what came before is not on record. */
  enteredOn?: PlainDate
  /** Day on which the person last confirmed a field. */
  confirmedOn?: ConfirmedOn
  leftOn?: PlainDate
  leftBecause?: LeaveReason
  /** Has the day come? Absent for whoever stays. */
  left?: boolean
  /** Offices that ended with it, and until when they were to last. */
  leftOffices?: EndedOffice[]
}

export const People = defineCollection<PersonRecord>(
  'people',
  {
    name: text,
    sortKey: text,
    organizationId: text,
    path: text,
    groupId: optionalText,
    teamId: optionalText,
    teamPath: optionalText,
    membership: text,
    sex: optionalText,
    ethnicity: optionalText,
    birthOn: optionalText,
    education: optionalText,
    joinedOn: optionalText,
    fullOn: optionalText,
    post: optionalText,
    exempt: flag,
    idNumber: optionalText,
    phone: optionalText,
    address: optionalText,
    idNumberHash: optionalText,
    phoneHash: optionalText,
    batchId: optionalText,
    enteredOn: optionalText,
    confirmedOn: anything,
    leftOn: optionalText,
    leftBecause: optionalText,
    left: { type: Boolean },
    leftOffices: anything,
  },
  [
    { keys: { organizationId: 1, name: 1 } },
    { keys: { left: 1, leftOn: 1 }, where: { leftOn: { $exists: true } } },
    { keys: { path: 1, sortKey: 1, _id: 1 } },
    { keys: { teamPath: 1, sortKey: 1, _id: 1 }, where: { teamPath: { $exists: true } } },
    { keys: { teamId: 1, sortKey: 1, _id: 1 }, where: { teamId: { $exists: true } } },
    { keys: { name: 1, _id: 1 } },
    { keys: { idNumberHash: 1 }, unique: true, where: { idNumberHash: { $exists: true } } },
    { keys: { phoneHash: 1 }, where: { phoneHash: { $exists: true } } },
    { keys: { batchId: 1 }, where: { batchId: { $exists: true } } },
  ],
)

/** 信息变更 — one row per edit of a record: old and new values, day, reason. Sealed values stay sealed here too. */
export interface PersonChange {
  _id: string
  personId: string
  at: Date
  /** From when it holds, where that is not the day of entry. */
  effectiveOn?: PlainDate
  byId: string
  byName: string
  reason: string
  before: Record<string, unknown>
  after: Record<string, unknown>
  batchId?: string
}

export const PersonChanges = defineCollection<PersonChange>(
  'personChanges',
  {
    personId: text,
    at: when,
    effectiveOn: optionalText,
    byId: { type: String, default: '' },
    byName: { type: String, default: '' },
    reason: text,
    before: anything,
    after: anything,
    batchId: optionalText,
  },
  [
    { keys: { personId: 1, at: -1 } },
    { keys: { 'before.organizationId': 1 }, where: { 'before.organizationId': { $exists: true } } },
    { keys: { 'after.organizationId': 1 }, where: { 'after.organizationId': { $exists: true } } },
    { keys: { batchId: 1 }, where: { batchId: { $exists: true } } },
  ],
)

/** 本人更正 — what a member says is wrong in the own record and the keeper of the register has to look at. */
export interface CorrectionRecord {
  _id: string
  personId: string
  organizationId: string
  path: string
  field: OwnField
  /** Sealed where the field is. */
  value: string
  openedOn: PlainDate
  at: Date
  /** `replaced`: the person has corrected it once more. */
  state: 'waiting' | 'approved' | 'refused' | 'replaced'
  decidedOn?: PlainDate
  decidedBy?: string
  reason?: string
}

export const Corrections = defineCollection<CorrectionRecord>(
  'personCorrections',
  {
    personId: text,
    organizationId: text,
    path: text,
    field: text,
    value: text,
    openedOn: text,
    at: when,
    state: text,
    decidedOn: optionalText,
    decidedBy: optionalText,
    reason: optionalText,
  },
  [{ keys: { organizationId: 1, openedOn: -1 } }, { keys: { personId: 1, state: 1 } }],
)
