import { defineModule } from '@cloud/core/defineModule'
import { talksContract } from '@shared/modules/talks/contract'
import { talkObligations } from './obligations'
import { talkRoutes } from './routes'

export { confirmTalk, recordTalk, TALK_FACT } from './commands'
export { listTalksWith } from './queries'

/** 谈心谈话 — who talked with whom this year, and who is still missing (B-28). */
export const talks = defineModule({
  name: 'talks',
  contract: talksContract,
  routes: talkRoutes,
  obligations: talkObligations,
})
