import type { MeetingKind } from '@shared/modules/meetings/model'
import { useState } from 'react'
import { openFile } from '@/core/openFile'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'
import { type LedgerRow, type MeetingSummary, meetingsApi } from './meetingsApi'

/** Further pages below the first one, which is asked for again whenever the page is shown. */
function useMore<T>(load: (cursor: string) => Promise<{ items: T[]; next: string | null }>) {
  const [pages, setPages] = useState<{ first: unknown; items: T[]; next: string | null }>()
  const more = useAction(async (_key: string, first: unknown, cursor: string) => {
    const page = await load(cursor)
    const before = pages && pages.first === first ? pages.items : []
    setPages({ first, items: [...before, ...page.items], next: page.next })
  })
  return { pages, more }
}

/** Meetings of an organisation, the latest first; of the own branch when none is named. */
export function useMeetingList(organizationId: string | undefined, kind: MeetingKind | undefined) {
  const query = { limit: 30, ...(organizationId && { organizationId }), ...(kind && { kind }) }
  const list = useQuery(`meetings/list/${organizationId ?? ''}/${kind ?? ''}`, () =>
    meetingsApi.list({ query: asText(query) }),
  )
  const { pages, more } = useMore<MeetingSummary>((cursor) => meetingsApi.list({ query: { ...asText(query), cursor } }))
  const own = pages?.first === list.data ? pages : undefined
  const next = own ? own.next : (list.data?.next ?? null)
  return {
    ...list,
    items: [...(list.data?.items ?? []), ...(own?.items ?? [])],
    next,
    more: { busy: more.busy, run: () => next && more.run(list.data, next) },
  }
}

/** 支部工作手册 of a year. */
export function useLedger(organizationId: string, year: number, wanted: boolean) {
  const query = { organizationId, year: String(year) }
  const ledger = useQuery(wanted && organizationId ? `meetings/ledger/${organizationId}/${year}` : undefined, () =>
    meetingsApi.ledger({ query: { ...query, limit: '100' } }),
  )
  const download = useAction(async () => openFile(await meetingsApi.exportLedger({ query })))
  const rows: readonly LedgerRow[] = ledger.data?.items ?? []
  return { ...ledger, rows, download }
}

const asText = <Q extends { limit: number }>({ limit, ...rest }: Q) => ({ ...rest, limit: String(limit) })
