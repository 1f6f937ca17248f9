import { defineModule } from '@cloud/core/defineModule'
import { careContract } from '@shared/modules/care/contract'
import { careRoutes } from './routes'

export { EXEMPTION_FACT, grantExemption, recordVisit, VISIT_FACT } from './commands'
export {
  findTurningExemptions,
  listExemptions,
  listMembersOn,
  listVisits,
  listVisitsTo,
  type VisitHours,
} from './queries'

/** 关怀 — of whom attendance is not demanded, and study brought to them (B-31). Meetings and hours read it. */
export const care = defineModule({ name: 'care', contract: careContract, routes: careRoutes })
