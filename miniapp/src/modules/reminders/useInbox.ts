import type { InboxItem } from '@shared/modules/reminders/contract'
import { remindersContract } from '@shared/modules/reminders/contract'
import { INBOX_PAGE } from '@shared/modules/reminders/model'
import { useEffect } from 'react'
import { createClient } from '@/core/api'
import { showCount } from '@/core/counts'
import { openPage } from '@/core/navigation'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useAction } from '@/core/useAction'
import { usePages } from '@/core/usePages'
import { invalidate } from '@/core/useQuery'

const api = createClient(remindersContract)
const LIMIT = '30'

/** The person's inbox, unread first, page by page; what was opened counts as read. */
export function useInbox() {
  const person = useStore(session, (state) => state.person)
  const list = usePages(person && 'reminders/inbox', (cursor) => api.inbox({ query: { limit: LIMIT, cursor } }), {
    keep: false,
  })
  const unread = list.data?.unread
  useEffect(() => {
    if (unread !== undefined) showCount(INBOX_PAGE, unread)
  }, [unread])
  const readAll = useAction(async (key) => {
    await api.readAll(undefined, { key })
    invalidate('reminders/')
    await list.refresh()
  })
  const answer = useAction(async (key, itemId: string, byOn: string | undefined) => {
    await api.answer({ params: { itemId }, body: { byOn } }, { key })
    invalidate('reminders/')
    await list.refresh()
  })
  const open = (item: InboxItem): void => {
    // The page opens at once; without signal the item simply stays unread.
    if (!item.readAt)
      api.read({ params: { itemId: item.id } }).then(
        () => invalidate('reminders/'),
        () => undefined,
      )
    openPage(item.page)
  }
  // What was read meanwhile moves to another page of the list, so an item can come twice.
  const items = [...new Map([...list.items].reverse().map((item) => [item.id, item])).values()]
  items.sort((a, b) => Number(Boolean(a.readAt)) - Number(Boolean(b.readAt)) || b.id.localeCompare(a.id))
  return { ...list, items, unread: unread ?? 0, readAll, answer, open }
}
