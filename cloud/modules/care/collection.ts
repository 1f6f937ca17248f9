import { count, defineCollection, flag, optionalText, text, texts, when } from '@cloud/core/database/collection'
import type { Exemption, Visit } from '@shared/modules/care/model'

/** `organizationId` is where it was registered; who may see it follows from the branch the person belongs to now. */
export interface ExemptionRecord extends Omit<Exemption, 'id' | 'category'> {
  _id: string
  /** Sealed: a word about somebody's health. */
  category: string
  /** Sealed; see `fieldCipher`. */
  detail?: string
  byId: string
  at: Date
  endedBecause?: string
}

export const Exemptions = defineCollection<ExemptionRecord>(
  'careExemptions',
  {
    personId: text,
    organizationId: text,
    path: text,
    category: text,
    from: text,
    to: { type: String, default: null },
    detail: optionalText,
    byId: text,
    at: when,
    endedBecause: optionalText,
  },
  [
    { keys: { organizationId: 1 } },
    { keys: { personId: 1, from: -1, _id: -1 } },
    { keys: { from: 1 } },
    { keys: { to: 1 } },
  ],
)

/** A withdrawn visit stays readable in the store and counts nowhere. */
export interface VisitRecord extends Omit<Visit, 'id'> {
  _id: string
  year: number
  byId: string
  at: Date
  live: boolean
  withdrawnBecause?: string
}

export const Visits = defineCollection<VisitRecord>(
  'careVisits',
  {
    personId: text,
    organizationId: text,
    path: text,
    on: text,
    year: count,
    minutes: count,
    topic: text,
    visitorIds: texts,
    hours: count,
    byId: text,
    at: when,
    live: flag,
    withdrawnBecause: optionalText,
  },
  [{ keys: { organizationId: 1, year: 1, on: -1, _id: -1 } }, { keys: { personId: 1, year: 1, on: -1, _id: -1 } }],
)
