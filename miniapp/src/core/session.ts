import type { Role } from '@shared/core/roles'
import { keptAs } from './storage'
import { createStore } from './store'

/** Who is signed in here. */
export interface SignedPerson {
  id: string
  name: string
  organizationId: string
  /** Where the person stands: the body overseen, otherwise the own branch. */
  organization: string
  /** Roles held anywhere today; pages show from it, the service decides. */
  roles: readonly Role[]
  /** Bodies in which one of these roles oversees those below, the own one first; a secretary of a committee is in the register of a branch. */
  overseeing?: readonly string[]
}

export interface SessionState {
  token?: string
  person?: SignedPerson
}

const kept = keptAs<SessionState>('session')

export const session = createStore<SessionState>(kept.read() ?? {})

session.subscribe(() => kept.write(session.get()))

const endings = new Set<() => void>()

/** Called whenever a session ends, to drop what belonged to that person. */
export const onSignOut = (forget: () => void): void => {
  endings.add(forget)
}

/** Keeps the token and the person of a sign-in. */
export const startSession = (token: string, person: SignedPerson | undefined): void => session.set({ token, person })

/** Forgets token, person and everything kept for them on this phone. */
export function endSession(): void {
  session.set({ token: undefined, person: undefined })
  kept.forget()
  for (const forget of endings) forget()
}

let running: Promise<void> | undefined

/**
 * Runs a sign-in unless one is running already; both callers then wait for the same one.
 * Two WeChat logins at once would make each other's session key invalid.
 */
export function signInOnce(signIn: () => Promise<void>): Promise<void> {
  running ??= signIn().finally(() => {
    running = undefined
  })
  return running
}
