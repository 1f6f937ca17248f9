import { defineRoutes } from '@cloud/core/http/route'
import { OK } from '@shared/core/contract'
import { appraisalsContract } from '@shared/modules/appraisals/contract'
import { correctRating, linkMeeting, planAppraisal, proposeRatings, takeStep } from './commands/lead'
import { acknowledge, castBallot, writeSelf } from './commands/takePart'
import { presentDetail } from './present'
import { getCase } from './queries'
import { readBallotSheet, readSelf } from './views/ballotSheet'
import { exportResult } from './views/exportResult'
import { listAppraisals, readProposal } from './views/lists'

export const appraisalRoutes = defineRoutes(appraisalsContract, {
  list: (call) => listAppraisals(call, call.query),
  proposal: (call) => readProposal(call, call.query),
  plan: async (call) => ({ id: await planAppraisal(call, call.body) }),
  get: async (call) => presentDetail(call, await getCase(call.actor, call.params.caseId)),
  linkMeeting: async (call) => {
    await linkMeeting(call, call.params.caseId, call.body.meetingId)
    return OK
  },
  step: async (call) => {
    await takeStep(call, call.params.caseId, call.body.step, call.body.reason)
    return OK
  },
  self: (call) => readSelf(call, call.params.caseId),
  saveSelf: async (call) => {
    await writeSelf(call, call.params.caseId, call.body.values, false)
    return { savedAt: call.now }
  },
  handInSelf: async (call) => {
    await writeSelf(call, call.params.caseId, call.body.values, true)
    return OK
  },
  ballotSheet: (call) => readBallotSheet(call, call.params.caseId, call.query.round),
  cast: async (call) => ({
    ...OK,
    repeated: await castBallot(call, call.params.caseId, call.body.round, call.body.form),
  }),
  propose: async (call) => {
    await proposeRatings(call, call.params.caseId, call.body.meetingId, call.body.rows)
    return OK
  },
  correct: async (call) => {
    await correctRating(call, call.params.caseId, call.body)
    return OK
  },
  acknowledge: async (call) => {
    await acknowledge(call, call.params.caseId)
    return OK
  },
  export: (call) => exportResult(call, call.params.caseId),
})
