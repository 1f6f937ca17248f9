import { defineModule } from '@cloud/core/defineModule'
import { appraisalsContract } from '@shared/modules/appraisals/contract'
import { appraisalNotices } from './notices'
import { appraisalObligations } from './obligations'
import { appraisalRoutes } from './routes'
import { appraisalMatters } from './seatMatters'

/** 民主评议党员 — self-appraisal, mutual appraisal, ballot, rating, told to the member; forms leave totals and nothing else. */
export const appraisals = defineModule({
  name: 'appraisals',
  contract: appraisalsContract,
  routes: appraisalRoutes,
  obligations: appraisalObligations,
  notices: appraisalNotices,
  openMatters: appraisalMatters,
})
