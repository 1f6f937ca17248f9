import { defineRoutes } from '@cloud/core/http/route'
import { OK } from '@shared/core/contract'
import { burdenContract } from '@shared/modules/burden/contract'
import { addException, endException, getGuard } from './guard'
import { compareBranches, getMonth } from './queries'

export const burdenRoutes = defineRoutes(burdenContract, {
  getMonth: (call) => getMonth(call, call.query.organizationId, call.query.month),
  compareBranches: (call) => compareBranches(call, call.query.organizationId, call.query.month, call.query),
  getGuard: (call) => getGuard(call, call.query),
  addException: async (call) => {
    const { voluntary: _, ...draft } = call.body
    return { id: await addException(call, draft) }
  },
  endException: async (call) => {
    await endException(call, call.params.exceptionId)
    return OK
  },
})
