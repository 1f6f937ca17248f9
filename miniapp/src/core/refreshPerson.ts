import type { Me } from '@shared/modules/accounts/schemas'
import { request } from './request'
import { session } from './session'
import { signedPersonOf } from './signedPerson'

/** So long what is known of a person is good enough when the app comes to the front again. */
const GOOD_MS = 10 * 60_000

let askedAt = Number.NEGATIVE_INFINITY

/** Offices come and go while somebody stays signed in for weeks: pages and navigation follow without a new sign-in. */
export async function refreshPerson(): Promise<void> {
  const known = session.get().person
  if (!known || Date.now() - askedAt < GOOD_MS) return
  askedAt = Date.now()
  try {
    const { body } = await request({ method: 'GET', path: '/me', tries: 1 })
    const person = signedPersonOf(JSON.parse(body as string) as Me)
    const { token, person: now } = session.get()
    // Somebody else may have signed in meanwhile.
    if (now?.id === person.id && JSON.stringify(now) !== JSON.stringify(person)) session.set({ token, person })
  } catch {
    // Without signal the pages go on with what is known; it is asked again the next time.
    askedAt = Number.NEGATIVE_INFINITY
  }
}
