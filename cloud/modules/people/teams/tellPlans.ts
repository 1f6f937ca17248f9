import { recordChange } from '@cloud/core/change'
import type { Work } from '@cloud/core/deps'
import type { Audience } from '@shared/core/audience'
import { listAudiencePlaces } from './audience'

/** Everybody's plan a record with an audience reaches is computed anew: one change row for each organisation with people it is meant for. */
export async function tellPlans(
  work: Pick<Work, 'now'>,
  fact: string,
  { _id: factId, audience }: { _id: string; audience: Audience },
): Promise<void> {
  const places = await listAudiencePlaces(audience)
  await recordChange(
    work,
    places.map((organizationId) => ({ organizationId, fact, factId })),
  )
}
