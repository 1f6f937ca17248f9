import type { Handlers } from '@cloud/core/http/route'
import { OK } from '@shared/core/contract'
import type { demandEndpoints } from '@shared/modules/learning/demandEndpoints'
import { exportPeople, readGroups, readPeople } from './board'
import { createDemand, moveDemand, withdrawDemand } from './commands'
import { proposeDemand, readDemand, readDemands } from './queries'

export const demandHandlers: Handlers<typeof demandEndpoints> = {
  demands: (call) => readDemands(call, call.query),
  proposeDemand: (call) => proposeDemand(call, call.query),
  createDemand: (call) => createDemand(call, call.body),
  async moveDemand(call) {
    await moveDemand(call, call.params.demandId, call.body.dueOn, call.body.reason)
    return OK
  },
  async withdrawDemand(call) {
    await withdrawDemand(call, call.params.demandId, call.body.reason)
    return OK
  },
  demand: (call) => readDemand(call, call.params.demandId),
  demandGroups: (call) => readGroups(call, call.params.demandId, call.query),
  demandPeople: (call) => readPeople(call, call.params.demandId, call.query),
  exportDemand: (call) => exportPeople(call, call.params.demandId, call.query),
}
