import type { CloudModule } from './core/defineModule'
import { accounts } from './modules/accounts/index'
import { appraisals } from './modules/appraisals/index'
import { audit } from './modules/audit/index'
import { burden } from './modules/burden/index'
import { calendar } from './modules/calendar/index'
import { campaigns } from './modules/campaigns/index'
import { care } from './modules/care/index'
import { defineDuties } from './modules/duties/index'
import { exchange } from './modules/exchange/index'
import { feeds } from './modules/feeds/index'
import { files } from './modules/files/index'
import { defineHandovers } from './modules/handovers/index'
import { learning } from './modules/learning/index'
import { meetings } from './modules/meetings/index'
import { memberLife } from './modules/memberLife/index'
import { organizations } from './modules/organizations/index'
import { people } from './modules/people/index'
import { quiz } from './modules/quiz/index'
import { defineReminders } from './modules/reminders/index'
import { talks } from './modules/talks/index'

const handovers = defineHandovers(() => modules)

/** Everything that may contribute obligations and notices; duties are planned, people are reminded, from all of them. */
const contributing: readonly CloudModule[] = [
  accounts,
  organizations,
  people,
  calendar,
  audit,
  exchange,
  care,
  talks,
  meetings,
  memberLife,
  appraisals,
  handovers,
  burden,
  files,
  quiz,
  campaigns,
  learning,
]

/** Registry 2 — every module of the service. */
export const modules: readonly CloudModule[] = [
  ...contributing,
  feeds,
  defineDuties(contributing),
  defineReminders(contributing),
]
