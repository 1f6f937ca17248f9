import { defineRoutes } from '@cloud/core/http/route'
import { OK } from '@shared/core/contract'
import { talksContract } from '@shared/modules/talks/contract'
import { confirmTalk, disputeTalk, recordTalk, withdrawTalk } from './commands'
import { readOverview } from './overview'
import { listTalks, readCoverage, readTalk, readTalkProposal } from './views'

export const talkRoutes = defineRoutes(talksContract, {
  list: (call) => listTalks(call, call.query),
  proposal: (call) => readTalkProposal(call),
  coverage: (call) => readCoverage(call, call.query),
  overview: (call) => readOverview(call, call.query),
  record: async (call) => ({ id: await recordTalk(call, call.body) }),
  get: (call) => readTalk(call, call.params.talkId),
  confirm: async (call) => {
    await confirmTalk(call, call.params.talkId, call.body.reason)
    return OK
  },
  dispute: async (call) => {
    await disputeTalk(call, call.params.talkId, call.body.reason)
    return OK
  },
  withdraw: async (call) => {
    await withdrawTalk(call, call.params.talkId, call.body.reason)
    return OK
  },
})
