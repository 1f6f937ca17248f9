import { openFile } from '@/core/openFile'
import { useAction } from '@/core/useAction'
import { usePages } from '@/core/usePages'
import { meetingsApi } from './meetingsApi'

const PAGE = '30'

/** Meetings of an organisation, the latest first; of the own branch when none is named. */
export function useMeetingList(organizationId: string | undefined) {
  const query = { limit: PAGE, ...(organizationId && { organizationId }) }
  return usePages(`meetings/list/${organizationId ?? ''}`, (cursor) =>
    meetingsApi.list({ query: { ...query, ...(cursor && { cursor }) } }),
  )
}

/** 支部工作手册 of a year. */
export function useLedger(organizationId: string, year: number, wanted: boolean) {
  const query = { organizationId, year: String(year) }
  const ledger = usePages(
    wanted && organizationId ? `meetings/ledger/${organizationId}/${year}` : undefined,
    (cursor) => meetingsApi.ledger({ query: { ...query, limit: PAGE, ...(cursor && { cursor }) } }),
  )
  const download = useAction(async () => openFile(await meetingsApi.exportLedger({ query })))
  return { ...ledger, download }
}
