import { remindersContract } from '@shared/modules/reminders/contract'
import { createClient } from './api'
import { isH5 } from './platform'
import { session } from './session'
import { useStore } from './store'
import { askForMessages } from './subscribe'
import { invalidate, useQuery } from './useQuery'

const api = createClient(remindersContract)
const key = 'reminders/templates'
/** With this many messages in stock nobody is asked again. */
const ENOUGH = 3

/**
 * “提醒我” — lets a page ask for one-time messages at a natural tap: planning, signing up, checking in. What to ask for is fetched
 * beforehand, because WeChat accepts the question only directly in the tap: call `ask()` first thing in the handler, before anything
 * is awaited. `canAsk` says whether there is anything to ask; in the browser there never is.
 */
export function useSubscribe(): { canAsk: boolean; ask: () => Promise<number> } {
  const person = useStore(session, (state) => state.person)
  const { data } = useQuery(person && !isH5 ? key : undefined, () => api.templates(), { freshMs: 300_000, keep: false })
  const wanted = (data?.templates ?? []).filter(({ balance, refused }) => balance < ENOUGH && !refused)
  /** @returns how many messages were agreed to. */
  const ask = async (): Promise<number> => {
    const consents = await askForMessages(wanted.map(({ id }) => id))
    if (consents.length === 0) return 0
    const results = consents.map(({ templateId, accepted }) => ({
      templateId,
      decision: accepted ? 'accept' : 'reject',
    }))
    // A lost report does no harm: WeChat tells the service of the same tap.
    await api.subscribe({ body: { results } }).catch(() => undefined)
    invalidate(key)
    return consents.filter(({ accepted }) => accepted).length
  }
  return { canAsk: wanted.length > 0, ask }
}
