import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'

interface Page<T> {
  items: T[]
  next: string | null
}

/** A list read page by page: the first is asked for by the key, more by a tap. Another key begins anew. */
export function usePaged<T, P extends Page<T>>(key: string, ask: (cursor?: string) => Promise<P>, keep = true) {
  const first = useQuery(key, () => ask(), { keep })
  const [more, setMore] = useState<{ of: unknown; items: T[]; next: string | null }>()
  const further = more?.of === first.data ? more : undefined
  const next = further ? further.next : (first.data?.next ?? null)
  const load = useAction(async () => {
    if (!next) return
    const page = await ask(next)
    setMore({ of: first.data, items: [...(further?.items ?? []), ...page.items], next: page.next })
  })
  return {
    ...first,
    items: [...(first.data?.items ?? []), ...(further?.items ?? [])],
    more: next !== null,
    loadMore: load.run,
    busy: load.busy,
    error: first.error ?? load.error,
  }
}
