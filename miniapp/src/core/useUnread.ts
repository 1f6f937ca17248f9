import { remindersContract } from '@shared/modules/reminders/contract'
import { INBOX_PAGE } from '@shared/modules/reminders/model'
import { useEffect } from 'react'
import { createClient } from './api'
import { showCount } from './counts'
import { session } from './session'
import { useStore } from './store'
import { useQuery } from './useQuery'

const api = createClient(remindersContract)

/** How many messages wait unread in the inbox, looked up when the page is shown; the navigation shows the same number. */
export function useUnread(): number {
  const person = useStore(session, (state) => state.person)
  const { data } = useQuery(person && 'reminders/unread', () => api.inbox({ query: { limit: '1' } }), {
    freshMs: 30_000,
    keep: false,
  })
  const unread = data?.unread ?? 0
  useEffect(() => showCount(INBOX_PAGE, unread), [unread])
  return unread
}
