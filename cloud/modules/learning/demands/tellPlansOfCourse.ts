import type { Work } from '@cloud/core/deps'
import { tellPlans } from '@cloud/modules/people/index'
import { type DemandRecord, Demands } from './collection'

export const DEMAND_FACT = 'learning.demand'

/** Plans are computed anew for everything that is asked of one course: it has gone out of use, or come back. */
export async function tellPlansOfCourse(work: Pick<Work, 'now'>, courseId: string): Promise<void> {
  for (const demand of await Demands.find({ courseId, live: true }, { audience: 1 }).lean<DemandRecord[]>())
    await tellPlans(work, DEMAND_FACT, demand)
}
