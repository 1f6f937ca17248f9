import { useRef, useState } from 'react'
import type { PageOf } from './askPages'
import { useQuery } from './useQuery'
import { useRested } from './useRested'

const MOST = '100'

/**
 * What can be chosen from a list that may be long: its first hundred, and a search where there are more.
 * @param key names the question; undefined asks nothing yet
 * @param ask the list's endpoint, handed `limit` and, once something was typed, `search`
 */
export function useChoices<Page extends PageOf<unknown>>(
  key: string | undefined,
  ask: (query: { limit: string; search?: string }) => Promise<Page>,
) {
  const [typed, setTyped] = useState('')
  const search = useRested(typed.trim())
  const { data, error, refresh } = useQuery(
    key && `${key}/${search}`,
    () => ask({ limit: MOST, ...(search && { search }) }),
    { keep: false },
  )
  // While another search is on its way, what was found before stays.
  const last = useRef<{ key: string | undefined; items: Page['items']; isLong: boolean }>({
    key,
    items: [],
    isLong: false,
  })
  if (last.current.key !== key) {
    last.current = { key, items: [], isLong: false }
    if (typed) setTyped('')
  }
  if (data) last.current.items = data.items
  // Once too long, always: the field must not go while somebody types in it.
  if (data && data.next !== null) last.current.isLong = true
  return {
    items: last.current.items as Page['items'][number][],
    error,
    refresh,
    /** For a `ChoiceField`: present where the list is too long to be shown whole. */
    search: last.current.isLong ? { value: typed, onChange: setTyped } : undefined,
  }
}
