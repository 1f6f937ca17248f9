import { defineModule } from '@cloud/core/defineModule'
import { memberLifeContract } from '@shared/modules/memberLife/contract'
import { lifeNotices } from './notices'
import { lifeObligations } from './obligations'
import { memberLifeRoutes } from './routes'

/** 党员组织生活 — derived from meetings, care and talks: absences (B-32), hours (B-40, B-41), dual life (B-30). Writes nothing. */
export const memberLife = defineModule({
  name: 'memberLife',
  contract: memberLifeContract,
  routes: memberLifeRoutes,
  obligations: lifeObligations,
  notices: lifeNotices,
})
