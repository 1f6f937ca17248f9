import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'

interface PageOf<Row> {
  items: Row[]
  next: string | null
}

/** A list that grows page by page; it begins anew whenever its first page is asked for again. */
export function usePages<Row, First extends PageOf<Row>>(
  key: string,
  askFirst: () => Promise<First>,
  askNext: (cursor: string) => Promise<PageOf<Row>>,
  keep = false,
) {
  const first = useQuery(key, askFirst, { keep })
  const [further, setFurther] = useState<PageOf<Row> & { of: unknown }>()
  const later = further && further.of === first.data ? further : undefined
  const next = later ? later.next : (first.data?.next ?? null)
  const more = useAction(async () => {
    if (!next) return
    const page = await askNext(next)
    setFurther({ of: first.data, items: [...(later?.items ?? []), ...page.items], next: page.next })
  })
  return {
    first,
    rows: [...(first.data?.items ?? []), ...(later?.items ?? [])],
    hasMore: next !== null,
    more,
    error: more.error,
  }
}
