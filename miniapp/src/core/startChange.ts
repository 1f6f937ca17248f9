import type { CallInput } from '@shared/core/contract'
import { exchangeContract } from '@shared/modules/exchange/contract'
import { createClient } from './api'
import { openPage } from './navigation'

const api = createClient(exchangeContract)
export type ChangeRequest = CallInput<typeof exchangeContract.endpoints.startChange>['body']

/** Has the service prepare a change for many and opens its preview; nothing is changed before it is confirmed there. */
export async function startChange(body: ChangeRequest, key: string): Promise<void> {
  const { id } = await api.startChange({ body }, { key })
  await openPage(`/modules/exchange/pages/change/index?importId=${id}`)
}
