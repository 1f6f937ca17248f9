import type { CallReply } from '@shared/core/contract'
import type { dutiesContract, SlippingItem } from '@shared/modules/duties/contract'
import type { BoardLevel, HelpState } from '@shared/modules/duties/model'
import { openFile } from '@/core/openFile'
import { useAction } from '@/core/useAction'
import { usePages } from '@/core/usePages'
import { useQuery } from '@/core/useQuery'
import { dutiesApi } from './usePlan'

export type Board = CallReply<typeof dutiesContract.endpoints.listProgress>
export type Standing = CallReply<typeof dutiesContract.endpoints.getStanding>
export type Slipping = SlippingItem & { organization: string }

/** What is looked at; every part is absent for “all”. */
export interface BoardFilter {
  organizationId?: string | undefined
  year?: string | undefined
  rule?: string | undefined
  level?: BoardLevel | undefined
  state?: HelpState | undefined
  name?: string | undefined
}

const PAGE = '30'

/** The parts of a filter that are set, as the service is asked. */
const asked = <T extends object>(filter: T): { [K in keyof T]: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value)) as { [K in keyof T]: NonNullable<T[K]> }

/** All organisations below one: sums, kinds of duty, and the rows the filter lets through, page by page. */
export function useBoard(filter: BoardFilter) {
  const query = asked(filter)
  const board = usePages(
    `progress:${JSON.stringify(query)}`,
    (cursor) => dutiesApi.listProgress({ query: { ...query, limit: PAGE, ...(cursor && { cursor }) } }),
    { keep: false },
  )
  const download = useAction(async () => openFile(await dutiesApi.exportProgress({ query })))
  return { ...board, download }
}

/** What falls due next in all of them, soonest first, page by page. */
export function useSlipping({ organizationId, year, rule }: BoardFilter) {
  const query = asked({ organizationId, year, rule })
  return usePages(
    `slipping:${JSON.stringify(query)}`,
    (cursor) => dutiesApi.listSlipping({ query: { ...query, limit: PAGE, ...(cursor && { cursor }) } }),
    { keep: false },
  )
}

/** One organisation: who leads it, and what is missing. */
export const useStanding = (organizationId: string, year: number) =>
  useQuery(
    `standing:${organizationId}:${year}`,
    () => dutiesApi.getStanding({ query: { organizationId, year: String(year) } }),
    { keep: false },
  )
