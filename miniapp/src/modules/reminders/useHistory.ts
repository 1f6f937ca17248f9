import type { CallInput } from '@shared/core/contract'
import { remindersContract } from '@shared/modules/reminders/contract'
import { useState } from 'react'
import { createClient } from '@/core/api'
import { openFile } from '@/core/openFile'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useAction } from '@/core/useAction'
import { usePages } from '@/core/usePages'

const api = createClient(remindersContract)
const LIMIT = '50'

export type HistoryFilter = Omit<CallInput<typeof remindersContract.endpoints.history>['query'], 'cursor' | 'limit'>

/** Who was told what when: filtered, page by page, and as a file. */
export function useHistory(fixed: Pick<HistoryFilter, 'dutyKey' | 'organizationId'>) {
  const person = useStore(session, (state) => state.person)
  const [chosen, setChosen] = useState<Pick<HistoryFilter, 'personId' | 'state' | 'on'>>({})
  const query = { ...fixed, ...chosen }
  const list = usePages(
    person && `reminders/history/${JSON.stringify(query)}`,
    (cursor) => api.history({ query: { ...query, limit: LIMIT, cursor } }),
    { keep: false },
  )
  const save = useAction(async () => openFile(await api.exportHistory({ query })))
  const choose = (filter: typeof chosen) => setChosen({ ...chosen, ...filter })
  return { ...list, chosen, choose, save }
}
