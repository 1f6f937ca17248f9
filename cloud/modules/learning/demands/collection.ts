import { anything, defineCollection, flag, optionalText, text, when } from '@cloud/core/database/collection'
import type { PlainDate } from '@shared/core/plainDate'

/** 学习要求 — a fact: an organisation asks some people to learn a course by a day. */
export interface DemandRecord {
  _id: string
  courseId: string
  /** As the course was called when it was asked for. */
  title: string
  /** Who asks. */
  organizationId: string
  path: string
  askedBy: string
  audience: { organizationIds: string[]; posts: string[] }
  why: string
  askedOn: PlainDate
  dueOn: PlainDate
  byId: string
  at: Date
  live: boolean
  withdrawnBecause?: string
}

export const Demands = defineCollection<DemandRecord>(
  'learningDemands',
  {
    courseId: text,
    title: text,
    organizationId: text,
    path: text,
    askedBy: text,
    audience: anything,
    why: text,
    askedOn: text,
    dueOn: text,
    byId: text,
    at: when,
    live: flag,
    withdrawnBecause: optionalText,
  },
  [
    { keys: { 'audience.organizationIds': 1, live: 1, dueOn: 1, _id: 1 } },
    { keys: { courseId: 1, live: 1, dueOn: 1, _id: 1 } },
    { keys: { path: 1, dueOn: 1, _id: 1 } },
  ],
)
