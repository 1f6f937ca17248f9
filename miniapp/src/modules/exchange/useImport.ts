import { exchangeContract } from '@shared/modules/exchange/contract'
import type { ImportBatch, ImportRow } from '@shared/modules/exchange/rows'
import { useEffect, useState } from 'react'
import { createClient } from '@/core/api'
import { useAction } from '@/core/useAction'
import { invalidate, useQuery } from '@/core/useQuery'
import { forgetTables } from '@/core/useTable'

export const exchangeApi = createClient(exchangeContract)

const BUSY: readonly ImportBatch['state'][] = ['reading', 'checking', 'committing', 'undoing']
const LOOK_AGAIN_MS = 700

export const isBusy = (batch: Pick<ImportBatch, 'state'>): boolean => BUSY.includes(batch.state)

/** One batch, looked at again and again while the service works on it. */
export function useImport(importId: string | undefined) {
  const key = importId && `exchange/import/${importId}`
  const query = useQuery(key, () => exchangeApi.import({ params: { importId: importId ?? '' } }), { keep: false })
  const { data, refresh } = query
  useEffect(() => {
    if (!data || !isBusy(data)) return
    const timer = setTimeout(refresh, LOOK_AGAIN_MS)
    return () => clearTimeout(timer)
  }, [data, refresh])
  return query
}

export type RowView = 'todo' | 'importable' | 'all'

/** Rows of a batch, page by page; `changed` puts a row in place that was just decided about. */
export function useRows(importId: string, view: RowView, round: string) {
  const params = { importId }
  const first = useQuery(
    `exchange/rows/${importId}/${view}/${round}`,
    () => exchangeApi.rows({ params, query: { view, limit: '50' } }),
    { keep: false },
  )
  const [more, setMore] = useState<{ of: unknown; items: ImportRow[]; next: string | null }>()
  const later = more && more.of === first.data ? more : undefined
  const next = later ? later.next : (first.data?.next ?? null)
  const loadMore = useAction(async () => {
    const page = await exchangeApi.rows({ params, query: { view, limit: '50', cursor: next ?? undefined } })
    setMore({ of: first.data, items: [...(later?.items ?? []), ...page.items], next: page.next })
  })
  return {
    items: [...(first.data?.items ?? []), ...(later?.items ?? [])],
    loaded: first.data !== undefined,
    error: first.error ?? loadMore.error,
    next,
    loadMore,
    refresh: first.refresh,
  }
}

/** After anything was written: batches, rows and the register are asked for anew. */
export function forgetImports(): void {
  for (const prefix of ['exchange/', 'people/', 'organizations/']) invalidate(prefix)
  forgetTables()
}
