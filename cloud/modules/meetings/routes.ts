import { defineRoutes } from '@cloud/core/http/route'
import { OK } from '@shared/core/contract'
import { meetingsContract } from '@shared/modules/meetings/contract'
import { cancelMeeting, createMeeting, moveMeeting, notifyMeeting, readNotice } from './commands/arrange'
import { decideArrival } from './commands/arrivals'
import { correctAttendance, decideLeave, requestLeave, withdrawLeave } from './commands/attend'
import { checkIn, checkInFor } from './commands/checkIn'
import { answerInvitation, inviteBranches, listJoinable } from './commands/joint'
import { listLecturers, setLecture } from './commands/lecture'
import { approveMeeting, correctField, fileMinutes, returnMinutes, saveDraft } from './commands/record'
import { lifeHandlers } from './life/routes'
import { presentDetail } from './present'
import { getMeeting } from './queries'
import { exportAttendance, exportLedger, readArchive, readAttendance, readLedger } from './views/branchViews'
import { listLectures } from './views/lectures'
import { listMeetings, readProposal } from './views/lists'
import { exportRecord, readReceipt } from './views/recordViews'
import { readMiniCode, readScreen } from './views/screen'

export const meetingRoutes = defineRoutes(meetingsContract, {
  ...lifeHandlers,
  list: (call) => listMeetings(call, call.query),
  proposal: (call) => readProposal(call, call.query),
  ledger: (call) => readLedger(call, call.query),
  exportLedger: (call) => exportLedger(call, call.query),
  attendance: (call) => readAttendance(call, call.query),
  exportAttendance: (call) => exportAttendance(call, call.query),
  archive: (call) => readArchive(call, call.query),
  checkIn: (call) => checkIn(call, call.body),
  create: async (call) => {
    const { groupId, form, ...draft } = call.body
    return { id: await createMeeting(call, { ...draft, ...(groupId && { groupId }), ...(form && { form }) }) }
  },
  get: async (call) => presentDetail(call, await getMeeting(call.actor, call.params.meetingId, call.today)),
  move: async (call) => {
    const { reason, ...edit } = call.body
    await moveMeeting(call, call.params.meetingId, edit, reason)
    return OK
  },
  notify: async (call) => ({ ...OK, people: await notifyMeeting(call, call.params.meetingId) }),
  cancel: async (call) => {
    await cancelMeeting(call, call.params.meetingId, call.body.reason)
    return OK
  },
  read: async (call) => {
    await readNotice(call, call.params.meetingId)
    return OK
  },
  screen: (call) => readScreen(call, call.params.meetingId),
  miniCode: (call) => readMiniCode(call, call.params.meetingId),
  proxy: (call) => checkInFor(call, call.params.meetingId, call.body),
  leave: async (call) => ({ ...OK, ...(await requestLeave(call, call.params.meetingId, call.body)) }),
  withdrawLeave: async (call) => ({ ...OK, status: await withdrawLeave(call, call.params.meetingId) }),
  decideArrival: async (call) => ({ ...OK, status: await decideArrival(call, call.params.meetingId, call.body) }),
  decideLeave: async (call) => ({ ...OK, status: await decideLeave(call, call.params.meetingId, call.body) }),
  saveDraft: (call) => saveDraft(call, call.params.meetingId, call.body),
  fileMinutes: async (call) => ({
    ...OK,
    ...(await fileMinutes(call, call.params.meetingId, call.body)),
  }),
  approve: async (call) => {
    await approveMeeting(call, call.params.meetingId)
    return OK
  },
  return: async (call) => {
    await returnMinutes(call, call.params.meetingId, call.body.reason)
    return OK
  },
  correctAttendance: async (call) => {
    await correctAttendance(call, call.params.meetingId, call.body)
    return OK
  },
  correct: async (call) => {
    await correctField(call, call.params.meetingId, call.body)
    return OK
  },
  lectures: (call) => listLectures(call, call.query),
  lecturers: (call) => listLecturers(call, call.params.meetingId),
  setLecture: async (call) => {
    await setLecture(call, call.params.meetingId, call.body)
    return OK
  },
  joinable: (call) => listJoinable(call, call.params.meetingId, call.query),
  invite: async (call) => {
    await inviteBranches(call, call.params.meetingId, call.body.organizationIds)
    return OK
  },
  answerInvitation: async (call) => {
    await answerInvitation(call, call.params.meetingId, call.body)
    return OK
  },
  receipt: (call) => readReceipt(call, call.params.meetingId),
  export: (call) => exportRecord(call, call.params.meetingId),
})
