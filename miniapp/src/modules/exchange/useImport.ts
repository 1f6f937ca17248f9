import { exchangeContract } from '@shared/modules/exchange/contract'
import type { ImportBatch } from '@shared/modules/exchange/rows'
import { useEffect } from 'react'
import { createClient } from '@/core/api'
import { usePages } from '@/core/usePages'
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
  return usePages(
    `exchange/rows/${importId}/${view}/${round}`,
    (cursor) => exchangeApi.rows({ params, query: { view, limit: '50', cursor } }),
    { keep: false },
  )
}

/** After anything was written: batches, rows and the register are asked for anew. */
export function forgetImports(): void {
  for (const prefix of ['exchange/', 'people/', 'organizations/']) invalidate(prefix)
  forgetTables()
}
