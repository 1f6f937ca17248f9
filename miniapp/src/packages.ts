import type { ModulePackage } from './modulePackage'
import { accounts } from './modules/accounts/package'
import { appraisals } from './modules/appraisals/package'
import { audit } from './modules/audit/package'
import { burden } from './modules/burden/package'
import { calendar } from './modules/calendar/package'
import { campaigns } from './modules/campaigns/package'
import { care } from './modules/care/package'
import { duties } from './modules/duties/package'
import { exchange } from './modules/exchange/package'
import { feeds } from './modules/feeds/package'
import { handovers } from './modules/handovers/package'
import { learning } from './modules/learning/package'
import { meetings } from './modules/meetings/package'
import { memberLife } from './modules/memberLife/package'
import { organizations } from './modules/organizations/package'
import { people } from './modules/people/package'
import { quiz } from './modules/quiz/package'
import { reminders } from './modules/reminders/package'
import { talks } from './modules/talks/package'

/** Registry 3: every module with pages adds its `package.ts` here; sub-packages and the desktop's side navigation follow. */
export const packages: ModulePackage[] = [
  duties,
  meetings,
  talks,
  learning,
  campaigns,
  quiz,
  memberLife,
  care,
  appraisals,
  handovers,
  reminders,
  people,
  organizations,
  burden,
  exchange,
  audit,
  calendar,
  feeds,
  accounts,
]
