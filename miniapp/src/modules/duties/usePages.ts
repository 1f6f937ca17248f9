import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'

interface PageOf<Row> {
  items: Row[]
  next: string | null
}

/** A list that grows page by page; `key` names the question, another question begins anew. */
export function usePages<Row, Page extends PageOf<Row>>(
  key: string | undefined,
  ask: (cursor?: string) => Promise<Page>,
) {
  const [further, setFurther] = useState<{ of: string } & PageOf<Row>>()
  const first = useQuery(key, () => ask(), { keep: false })
  const more = further?.of === key ? further : undefined
  const next = more ? more.next : (first.data?.next ?? null)
  const loadMore = useAction(async () => {
    if (!next || !key) return
    const page = await ask(next)
    setFurther({ of: key, items: [...(more?.items ?? []), ...page.items], next: page.next })
  })
  return { ...first, items: [...(first.data?.items ?? []), ...(more?.items ?? [])], next, loadMore }
}
