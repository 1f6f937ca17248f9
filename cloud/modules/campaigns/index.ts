import { defineModule } from '@cloud/core/defineModule'
import { campaignsContract } from '@shared/modules/campaigns/contract'
import { closeJob, wordsJob } from './jobs'
import { campaignNotices } from './notices'
import { campaignRoutes } from './routes'
import { standingsConsumer } from './standings/consumer'

/** 活动 — 安全生产月 and others: nodes in time for an audience, how far everybody is, and what came of it. */
export const campaigns = defineModule({
  name: 'campaigns',
  contract: campaignsContract,
  routes: campaignRoutes,
  jobs: [closeJob, wordsJob],
  consumers: [standingsConsumer],
  notices: campaignNotices,
})
