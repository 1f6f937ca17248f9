import { burdenContract } from '@shared/modules/burden/contract'
import { createClient } from '@/core/api'
import { usePages } from '@/core/usePages'
import { useQuery } from '@/core/useQuery'

export const burdenApi = createClient(burdenContract)

/** `2026-06` and the months around it. */
export function monthBeside(month: string, step: number): string {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + step
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
}

/** What one organisation was asked in a month. */
export const useMonth = (organizationId: string | undefined, month: string) =>
  useQuery(organizationId && `burden:${organizationId}:${month}`, () =>
    burdenApi.getMonth({ query: { organizationId: organizationId ?? '', month } }),
  )

/** What everything below an organisation was asked, page by page. */
export function useBranches(organizationId: string | undefined, month: string) {
  const ask = (cursor?: string) =>
    burdenApi.compareBranches({
      query: { month, limit: '30', ...(organizationId && { organizationId }), ...(cursor && { cursor }) },
    })
  return usePages(`burden-below:${organizationId ?? ''}:${month}`, ask)
}
