import { remindersContract, type StandingReminder } from '@shared/modules/reminders/contract'
import { createClient } from './api'
import { session } from './session'
import { useStore } from './store'
import { useAction } from './useAction'
import { invalidate, useQuery } from './useQuery'

const api = createClient(remindersContract)

/** The open duties I was reminded of, and the answer 知道了 to one of them. */
export function useStanding() {
  const person = useStore(session, (state) => state.person)
  const { data, refresh } = useQuery(person && 'reminders/standing', () => api.standing(), { freshMs: 30_000 })
  const answer = useAction(async (key, itemId: string, byOn: string | undefined) => {
    await api.answer({ params: { itemId }, body: { byOn } }, { key })
    invalidate('reminders/')
    await refresh()
  })
  const find = (dutyKey: string): StandingReminder | undefined => data?.items.find((item) => item.dutyKey === dutyKey)
  return { find, answer }
}
