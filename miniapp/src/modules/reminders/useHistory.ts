import type { CallInput } from '@shared/core/contract'
import { type HistoryLine, remindersContract } from '@shared/modules/reminders/contract'
import { useState } from 'react'
import { createClient } from '@/core/api'
import { openFile } from '@/core/openFile'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'

const api = createClient(remindersContract)
const LIMIT = '50'

export type HistoryFilter = Omit<CallInput<typeof remindersContract.endpoints.history>['query'], 'cursor' | 'limit'>

/** Who was told what when: filtered, page by page, and as a file. */
export function useHistory(fixed: Pick<HistoryFilter, 'dutyKey' | 'organizationId'>) {
  const person = useStore(session, (state) => state.person)
  const [chosen, setChosen] = useState<Pick<HistoryFilter, 'personId' | 'state' | 'on'>>({})
  const [more, setMore] = useState<{ items: HistoryLine[]; next: string | null }>()
  const query = { ...fixed, ...chosen }
  const first = useQuery(
    person && `reminders/history/${JSON.stringify(query)}`,
    () => api.history({ query: { ...query, limit: LIMIT } }),
    { keep: false },
  )
  const next = more ? more.next : (first.data?.next ?? null)
  const loadMore = useAction(async () => {
    const page = await api.history({ query: { ...query, limit: LIMIT, cursor: next ?? undefined } })
    setMore({ items: [...(more?.items ?? []), ...page.items], next: page.next })
  })
  const save = useAction(async () => openFile(await api.exportHistory({ query })))
  const choose = (filter: typeof chosen) => {
    setMore(undefined)
    setChosen({ ...chosen, ...filter })
  }
  return {
    ...first,
    items: [...(first.data?.items ?? []), ...(more?.items ?? [])],
    chosen,
    choose,
    next,
    loadMore,
    save,
  }
}
