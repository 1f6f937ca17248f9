import { recordChange } from '@cloud/core/change'
import type { Work } from '@cloud/core/deps'
import { listAudiencePlaces } from '@cloud/modules/people/index'
import { type DemandRecord, Demands } from './collection'

export const DEMAND_FACT = 'learning.demand'

/** Everybody's plan it reaches is computed anew: one change row for each organisation with people it is meant for. */
export async function tellPlans(
  work: Pick<Work, 'now'>,
  { _id, audience }: Pick<DemandRecord, '_id' | 'audience'>,
): Promise<void> {
  const places = await listAudiencePlaces(audience)
  await recordChange(
    work,
    places.map((organizationId) => ({ organizationId, fact: DEMAND_FACT, factId: _id })),
  )
}

/** The same for everything that is asked of one course: it has gone out of use, or come back. */
export async function tellPlansOfCourse(work: Pick<Work, 'now'>, courseId: string): Promise<void> {
  for (const demand of await Demands.find({ courseId, live: true }, { audience: 1 }).lean<DemandRecord[]>())
    await tellPlans(work, demand)
}
