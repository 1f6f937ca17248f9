import type { Contract } from './core/contract'
import { accountsContract } from './modules/accounts/contract'
import { appraisalsContract } from './modules/appraisals/contract'
import { auditContract } from './modules/audit/contract'
import { burdenContract } from './modules/burden/contract'
import { calendarContract } from './modules/calendar/contract'
import { campaignsContract } from './modules/campaigns/contract'
import { careContract } from './modules/care/contract'
import { dutiesContract } from './modules/duties/contract'
import { exchangeContract } from './modules/exchange/contract'
import { feedsContract } from './modules/feeds/contract'
import { filesContract } from './modules/files/contract'
import { handoversContract } from './modules/handovers/contract'
import { learningContract } from './modules/learning/contract'
import { meetingsContract } from './modules/meetings/contract'
import { memberLifeContract } from './modules/memberLife/contract'
import { organizationsContract } from './modules/organizations/contract'
import { peopleContract } from './modules/people/contract'
import { quizContract } from './modules/quiz/contract'
import { remindersContract } from './modules/reminders/contract'
import { talksContract } from './modules/talks/contract'

/** Registry 1 — every module's contract. */
export const contracts: readonly Contract[] = [
  accountsContract,
  organizationsContract,
  peopleContract,
  calendarContract,
  auditContract,
  careContract,
  exchangeContract,
  meetingsContract,
  memberLifeContract,
  appraisalsContract,
  dutiesContract,
  remindersContract,
  talksContract,
  handoversContract,
  feedsContract,
  filesContract,
  burdenContract,
  quizContract,
  campaignsContract,
  learningContract,
]
