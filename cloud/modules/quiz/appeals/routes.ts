import type { Handlers } from '@cloud/core/http/route'
import { OK } from '@shared/core/contract'
import type { appealEndpoints } from '@shared/modules/quiz/appeals/endpoints'
import { appealQuestion } from './appeal'
import { acceptAppeal, rejectAppeal } from './decide'
import { listAppeals, readAppeal } from './views'

/** 异议 — said by whoever has handed in, decided by whoever looks after the exam. */
export const appealHandlers: Handlers<typeof appealEndpoints> = {
  async appealQuestion(call) {
    await appealQuestion(call, call.params.attemptId, call.body)
    return OK
  },
  appeals: (call) => listAppeals(call, call.query),
  appeal: (call) => readAppeal(call, call.params.appealId),
  async acceptAppeal(call) {
    await acceptAppeal(call, call.params.appealId, call.body)
    return OK
  },
  async rejectAppeal(call) {
    await rejectAppeal(call, call.params.appealId, call.body.why)
    return OK
  },
}
