import type { CloudModule } from './core/defineModule'
import { accounts } from './modules/accounts/index'
import { audit } from './modules/audit/index'
import { calendar } from './modules/calendar/index'
import { organizations } from './modules/organizations/index'
import { people } from './modules/people/index'

/** Registry 2 — every module of the service. */
export const modules: readonly CloudModule[] = [accounts, organizations, people, calendar, audit]
