import { accounts } from '@cloud/modules/accounts/index'
import { audit } from '@cloud/modules/audit/index'
import { organizations } from '@cloud/modules/organizations/index'
import { people } from '@cloud/modules/people/index'

/** What signing in needs of the service. */
export const PLATFORM = [accounts, organizations, people, audit]
