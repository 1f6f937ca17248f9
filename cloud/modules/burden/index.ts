import { defineModule } from '@cloud/core/defineModule'
import { burdenContract } from '@shared/modules/burden/contract'
import { burdenConsumer } from './consumer'
import { burdenRoutes } from './routes'

export { addException, endExceptionsOf, isSwitchedOnFor, listSwitchedOn } from './guard'

/** 减负 — what is asked of each branch, and the guard over points, rankings and time online. */
export const burden = defineModule({
  name: 'burden',
  contract: burdenContract,
  routes: burdenRoutes,
  consumers: [burdenConsumer],
})
