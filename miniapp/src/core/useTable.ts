import { type Table, usualColumns } from '@shared/core/table'
import { useRef, useState } from 'react'
import type { PageOf } from './askPages'
import { session } from './session'
import { keptAs } from './storage'
import { useStore } from './store'
import { useAction } from './useAction'
import { invalidate, useQuery } from './useQuery'
import { useRested } from './useRested'

type Filter = Readonly<Record<string, string | undefined>>

/** Grows with every change for many: rows fetched before it are not shown again. */
let round = 0

/** After many records were changed: every list is asked for anew, from its first page. */
export function forgetTables(): void {
  round += 1
  invalidate('table/')
}

const PAGE = '100'

/** The columns this person has chosen for a table, kept in this browser. */
function useColumns<Row>(table: Table<Row>) {
  const personId = useStore(session, (state) => state.person?.id ?? '')
  const kept = keptAs<string[]>(`columns/${personId}/${table.id}`)
  const [shown, setShown] = useState(() => kept.read() ?? usualColumns(table))
  const choose = (ids: readonly string[]) => {
    setShown([...ids])
    kept.write([...ids])
  }
  return { shown, setShown: choose }
}

/**
 * A list the service sorts, filters and pages: the state behind a `DataTable`.
 * @param ask the list's endpoint; it is handed the filters, `search`, `sort`, `cursor` and `limit` in `Query`'s form
 * @param given filters to begin with, from the page's address
 */
export function useTable<Row extends { id: string }, Query extends object>(
  table: Table<Row>,
  ask: (query: Query) => Promise<PageOf<Row>>,
  given: Filter & { search?: string; sort?: string } = {},
) {
  const { search: searchGiven = '', sort: sortGiven, ...filterGiven } = given
  const [sort, setSort] = useState(sortGiven)
  const [search, setSearch] = useState(searchGiven)
  const [filter, setFilter] = useState<Filter>(filterGiven)
  const rested = useRested(search.trim())
  const asked = { ...filter, ...(rested && { search: rested }), ...(sort && { sort }) }
  const key = `table/${table.id}/${JSON.stringify(asked)}`
  const askPage = (cursor?: string) => ask({ ...asked, limit: PAGE, ...(cursor && { cursor }) } as unknown as Query)

  const first = useQuery(key, () => askPage(), { keep: false })
  // While another order or filter is on its way, the rows before stay.
  const last = useRef<PageOf<Row>>()
  if (first.data) last.current = first.data
  const start = first.data ?? last.current
  const [further, setFurther] = useState<PageOf<Row> & { of: string }>()
  const later = further?.of === `${round} ${key}` && first.data ? further : undefined
  const next = later ? later.next : (start?.next ?? null)
  const load = useAction(async () => {
    if (!next) return
    const page = await askPage(next)
    setFurther({ of: `${round} ${key}`, items: [...(later?.items ?? []), ...page.items], next: page.next })
  })
  const known = new Set(start?.items.map(({ id }) => id))
  const rows = [...(start?.items ?? []), ...(later?.items.filter(({ id }) => !known.has(id)) ?? [])]

  const [selection, setSelection] = useState<{ of: string; ids: ReadonlySet<string> }>({ of: key, ids: new Set() })
  return {
    rows,
    waiting: start === undefined,
    busy: load.busy || first.loading,
    error: first.error ?? load.error,
    more: next !== null,
    loadMore: () => void load.run(),
    refresh: async () => {
      setFurther(undefined)
      await first.refresh()
    },
    sort,
    setSort,
    search,
    setSearch,
    filter,
    setFilter: (id: string, value: string | undefined) => setFilter((before) => ({ ...before, [id]: value })),
    ...useColumns(table),
    // Only what is seen can be selected: another question begins without a selection.
    selected: selection.of === key ? selection.ids : new Set<string>(),
    setSelected: (ids: ReadonlySet<string>) => setSelection({ of: key, ids }),
    /** The same question for an export. */
    asked: asked as unknown as Query,
  }
}
