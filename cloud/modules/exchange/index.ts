import { defineModule } from '@cloud/core/defineModule'
import { exchangeContract } from '@shared/modules/exchange/contract'
import { startRecovering } from './recover'
import { exchangeRoutes } from './routes'
import { importMatters } from './seatMatters'

export { settleImports } from './background'
export { startChange } from './changes/startChange'

/** 数据交换 — rosters in, and in time everything out. */
export const exchange = defineModule({
  name: 'exchange',
  contract: exchangeContract,
  routes: exchangeRoutes,
  start: startRecovering,
  openMatters: importMatters,
})
