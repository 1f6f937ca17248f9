import { defineRoutes } from '@cloud/core/http/route'
import { OK } from '@shared/core/contract'
import { careContract } from '@shared/modules/care/contract'
import { endExemption, grantExemption, recordVisit, revealExemption, withdrawVisit } from './commands'
import { readExemptions, readVisits } from './queries'

export const careRoutes = defineRoutes(careContract, {
  exemptions: (call) => readExemptions(call, call.query),
  exempt: async (call) => ({ id: await grantExemption(call, call.body) }),
  endExemption: async (call) => {
    await endExemption(call, call.params.exemptionId, call.body.to, call.body.reason)
    return OK
  },
  reveal: async (call) => ({ value: await revealExemption(call, call.params.exemptionId, call.body.purpose) }),
  visits: (call) => readVisits(call, call.query),
  visit: (call) => recordVisit(call, call.body),
  withdrawVisit: async (call) => {
    await withdrawVisit(call, call.params.visitId, call.body.reason)
    return OK
  },
})
