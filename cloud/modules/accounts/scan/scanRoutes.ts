import type { Handlers } from '@cloud/core/http/route'
import { OK } from '@shared/core/contract'
import type { scanEndpoints } from '@shared/modules/accounts/scanEndpoints'
import { awaitScan, decideScan, seeScan, startScan } from './tickets'

/** 扫码登录 */
export const scanRoutes: Handlers<typeof scanEndpoints> = {
  startScan: (call) => startScan(call),
  awaitScan: (call) => awaitScan(call, { ticketId: call.params.ticketId, ...call.body }),
  seeScan: (call) => seeScan(call, call.body.code),
  decideScan: async (call) => {
    await decideScan(call, call.body.code, call.body.accept)
    return OK
  },
}
