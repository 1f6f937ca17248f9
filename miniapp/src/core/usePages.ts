import { useRef, useState } from 'react'
import { askPages, type PageOf } from './askPages'
import { useAction } from './useAction'
import { type QueryOptions, useQuery } from './useQuery'

/**
 * A list of a paged endpoint that grows page by page; `key` names the question, another question begins anew. Asked for again, it
 * comes back as far as it was shown. Every list of a paged endpoint goes through here or through `useTable`: none just ends.
 */
export function usePages<Page extends PageOf<unknown>>(
  key: string | undefined,
  ask: (cursor?: string) => Promise<Page>,
  options: QueryOptions = {},
) {
  type Row = Page['items'][number]
  const shown = useRef({ key, pages: 1 })
  if (shown.current.key !== key) shown.current = { key, pages: 1 }
  const list = useQuery(key, () => askPages(ask, shown.current.pages), options)
  const [further, setFurther] = useState<PageOf<Row> & { after: Page }>()
  const latest = useRef(list.data)
  latest.current = list.data
  const later = further && further.after === list.data ? further : undefined
  const items: Row[] = [...(list.data?.items ?? []), ...(later?.items ?? [])]
  const next = later ? later.next : (list.data?.next ?? null)
  const more = useAction(async () => {
    const after = list.data
    if (!after || next === null) return
    const page = await ask(next)
    if (shown.current.key !== key) return
    shown.current.pages += 1
    // The list was asked for again meanwhile: its end may be another one now.
    if (latest.current !== after) await list.refresh()
    else setFurther({ after, items: [...(later?.items ?? []), ...page.items], next: page.next })
  })
  return {
    ...list,
    data: list.data && { ...list.data, items, next },
    items,
    /** How many, in a heading: “30+” while there are more. */
    counted: next === null ? String(items.length) : `${items.length}+`,
    /** For a `Pager`. */
    pager: {
      shown: items.length,
      more: next !== null,
      busy: more.busy,
      error: more.error,
      onMore: () => void more.run(),
    },
  }
}
