import type { DatedEventSource } from '@cloud/core/datedEvent'
import { type BoundRoutes, defineRoutes } from '@cloud/core/http/route'
import { OK } from '@shared/core/contract'
import { dutiesContract } from '@shared/modules/duties/contract'
import { addLocalItem, closeLocalItem, moveDuty, removeLocalItem, restoreDuty, waiveDuty } from './commands'
import { exportPlan } from './exportPlan'
import { exportProgress } from './exportProgress'
import { getMonth } from './month'
import { listProgress } from './progress'
import { getPlan } from './queries'
import type { Reconciler } from './reconcile'
import { getStanding, listSlipping } from './slipping'
import { getToday } from './today'

export const dutyRoutes = (reconciler: Reconciler, dated: readonly DatedEventSource[]): BoundRoutes => {
  const labels = Object.assign({}, ...reconciler.sources.map((source) => source.labels)) as Record<string, string>
  return defineRoutes(dutiesContract, {
    // Sent as prepared text made from declared fields only; a test parses it with the contract.
    getToday,
    getPlan: (call) => getPlan(call, call.query),
    getMonth: (call) => getMonth(call, dated, call.query),
    listProgress: (call) => listProgress(call, call.query, labels),
    listSlipping: (call) => listSlipping(call, call.query),
    getStanding: (call) => getStanding(call, call.query),
    exportProgress: (call) => exportProgress(call, call.query),
    exportPlan: async (call) => exportPlan(await getPlan(call, call.query)),
    async move(call) {
      await moveDuty(call, reconciler, call.body)
      return OK
    },
    async waive(call) {
      await waiveDuty(call, reconciler, call.body)
      return OK
    },
    async restore(call) {
      await restoreDuty(call, reconciler, call.body)
      return OK
    },
    addLocal: (call) => addLocalItem(call, reconciler, call.body),
    async closeLocal(call) {
      await closeLocalItem(call, reconciler, { id: call.params.id, ...call.body })
      return OK
    },
    async removeLocal(call) {
      await removeLocalItem(call, reconciler, call.params.id)
      return OK
    },
  })
}
