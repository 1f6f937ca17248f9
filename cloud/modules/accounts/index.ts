import { defineModule } from '@cloud/core/defineModule'
import { accountsContract } from '@shared/modules/accounts/contract'
import { leaverConsumer } from './leavers'
import { accountRoutes } from './routes'

export { bindIdentity, rememberIdentity, setPassword } from './commands'
export { ACCOUNT_CLOSED } from './leavers'
export { findIdentity, findReach, type Reach } from './queries'
export { forgetActors, openSession, resolveActor } from './sessions'
export { findPeopleWithAccounts } from './signedIn'

/** 账号 — signing in, binding WeChat to a person, sessions. */
export const accounts = defineModule({
  name: 'accounts',
  contract: accountsContract,
  routes: accountRoutes,
  consumers: [leaverConsumer],
})
