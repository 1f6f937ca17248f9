import type { CallReply } from '@shared/core/contract'
import { careContract } from '@shared/modules/care/contract'
import { createClient } from '@/core/api'
import { invalidate } from '@/core/useQuery'

export const careApi = createClient(careContract)

type Replies = typeof careContract.endpoints
export type Exemptions = CallReply<Replies['exemptions']>
export type Exemption = Exemptions['items'][number]
export type VisitRow = CallReply<Replies['visits']>['items'][number]

/** Pages that show what an exemption or a visit has changed ask again when they are next seen. */
export function forgetCare(): void {
  for (const key of ['today', 'care', 'meetings', 'memberLife', 'talks']) invalidate(key)
}
