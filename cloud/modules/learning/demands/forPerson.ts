import type { Work } from '@cloud/core/deps'
import { meantFor } from '@cloud/modules/people/index'
import { addDays } from '@shared/core/plainDate'
import type { QueryFilter } from 'mongoose'
import { type DemandRecord, Demands } from './collection'

/** Days for which something missed still stands in front of people, as on the Today page. */
const MISSED_DAYS = 31
/** More than anybody is ever asked for at once. */
const MOST = 30

/** What is asked of the actor at present, the first due day first. */
export const listDemandsFor = ({ actor, today }: Work, courseId?: string): Promise<DemandRecord[]> =>
  Demands.find({
    ...meantFor(actor),
    live: true,
    dueOn: { $gte: addDays(today, -MISSED_DAYS) },
    ...(courseId && { courseId }),
  } as QueryFilter<DemandRecord>)
    .sort({ dueOn: 1, _id: 1 })
    .limit(MOST)
    .lean<DemandRecord[]>()

export const lineOfDemand = ({ _id, askedBy, dueOn, why }: DemandRecord) => ({ id: _id, askedBy, dueOn, why })

/** Who asks the actor for this course. */
export async function findDemandFor(work: Work, courseId: string) {
  const [first] = await listDemandsFor(work, courseId)
  return first && lineOfDemand(first)
}
