import type { CallReply } from '@shared/core/contract'
import { appraisalsContract } from '@shared/modules/appraisals/contract'
import { createClient } from '@/core/api'
import { invalidate } from '@/core/useQuery'

export const appraisalsApi = createClient(appraisalsContract)

type Replies = typeof appraisalsContract.endpoints

export type { AppraisalDetail } from '@shared/modules/appraisals/schemas'
export type AppraisalSummary = CallReply<Replies['list']>['items'][number]

/** Pages that show something an appraisal has changed ask again when they are next seen. */
export function forgetAppraisals(): void {
  for (const key of ['today', 'month:', 'plan:', 'appraisals']) invalidate(key)
}

/** Path of one of this module's pages about a case. */
export const pageOf = (name: 'board' | 'self' | 'ballot' | 'ratings', id: string): string =>
  `/modules/appraisals/pages/${name}/index?id=${id}`
