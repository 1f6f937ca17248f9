import type { BrowserContext } from 'playwright-core'
import type { SessionState } from '@/core/session'
import { signedPersonOf } from '@/core/signedPerson'
import type { TestService } from '../service'

/** What the pages keep in a browser in which this person has signed in. */
export async function sessionOf(service: TestService, personId: string): Promise<SessionState> {
  const { body: me } = await service.as(personId).get('/me')
  return { token: await service.tokenOf(personId), person: signedPersonOf(me) }
}

/** Puts what the pages keep into a context before its first page; Taro keeps values as `{ data }`. */
export async function keepIn(context: BrowserContext, kept: Record<string, unknown>): Promise<void> {
  await context.addInitScript(
    (values) => {
      for (const [key, data] of Object.entries(values)) localStorage.setItem(key, JSON.stringify({ data }))
    },
    kept as Record<string, object>,
  )
}
