import type { CallReply } from '@shared/core/contract'
import { dutiesContract, type PlannedItem } from '@shared/modules/duties/contract'
import { createClient } from '@/core/api'
import { openFile } from '@/core/openFile'
import { useAction } from '@/core/useAction'
import { invalidate, useQuery } from '@/core/useQuery'

export const dutiesApi = createClient(dutiesContract)

export type Plan = CallReply<typeof dutiesContract.endpoints.getPlan>

/** What may be done with one item of a plan. */
export type PlanAct = PlannedItem['allowed'][number]

/** Everything a change of the plan shows up in. */
export function forgetPlans(): void {
  for (const key of ['today', 'month:', 'plan:']) invalidate(key)
}

/** The year's plan of an organisation, the own branch unless said otherwise. */
export function usePlan(organizationId: string | undefined, year: string | undefined) {
  const query = { ...(organizationId && { organizationId }), ...(year && { year }) }
  const plan = useQuery(`plan:${organizationId ?? ''}:${year ?? ''}`, () => dutiesApi.getPlan({ query }))
  const download = useAction(async () => openFile(await dutiesApi.exportPlan({ query })))
  return { ...plan, download }
}
