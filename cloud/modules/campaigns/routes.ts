import { defineRoutes } from '@cloud/core/http/route'
import { OK } from '@shared/core/contract'
import { campaignsContract } from '@shared/modules/campaigns/contract'
import { summaryText } from '@shared/modules/campaigns/summary'
import { createCampaign } from './commands/create'
import { cancelCampaign, editCampaign, openCampaign } from './commands/lead'
import { addNode, cancelNode, editNode, pushNode } from './commands/nodes'
import { nudgeGroup } from './commands/nudge'
import { readNode } from './commands/read'
import { readContest, switchOff, switchOn } from './contest/contest'
import { checkInToEvent, checkInToEventFor } from './events/checkIn'
import { decideEventArrival, leaveEvent, readEventScreen } from './events/screen'
import { readBoard, readGroup } from './standings/board'
import { closeCampaign, getSummary } from './summary/close'
import { writeDocx } from './summary/writeDocx'
import { deleteTemplate, listTemplates, saveTemplate } from './templates'
import { listCampaigns, readCampaign, readMine } from './views/present'

export const campaignRoutes = defineRoutes(campaignsContract, {
  templates: listTemplates,
  saveTemplate: async (call) => ({ id: await saveTemplate(call, call.params.campaignId, call.body.name) }),
  deleteTemplate: async (call) => {
    await deleteTemplate(call, call.params.templateId)
    return OK
  },
  create: async (call) => ({ id: await createCampaign(call, call.body) }),
  list: (call) => listCampaigns(call, call.query),
  mine: readMine,
  detail: (call) => readCampaign(call, call.params.campaignId),
  edit: async (call) => {
    await editCampaign(call, call.params.campaignId, call.body)
    return OK
  },
  open: async (call) => ({ ...OK, people: await openCampaign(call, call.params.campaignId) }),
  cancel: async (call) => {
    await cancelCampaign(call, call.params.campaignId, call.body.reason)
    return OK
  },
  addNode: async (call) => ({ id: await addNode(call, call.params.campaignId, call.body) }),
  editNode: async (call) => {
    await editNode(call, call.params.campaignId, call.params.nodeId, call.body)
    return OK
  },
  cancelNode: async (call) => {
    await cancelNode(call, call.params.campaignId, call.params.nodeId, call.body.reason)
    return OK
  },
  push: async (call) => {
    await pushNode(call, call.params.campaignId, call.params.nodeId)
    return OK
  },
  read: async (call) => {
    await readNode(call, call.params.campaignId, call.params.nodeId)
    return OK
  },
  checkIn: (call) => checkInToEvent(call, call.body),
  eventProxy: (call) => checkInToEventFor(call, call.params.campaignId, call.params.nodeId, call.body),
  eventLeave: async (call) => {
    await leaveEvent(call, call.params.campaignId, call.params.nodeId, call.body.reason)
    return OK
  },
  eventScreen: (call) => readEventScreen(call, call.params.campaignId, call.params.nodeId),
  decideArrival: async (call) => {
    await decideEventArrival(call, call.params.campaignId, call.params.nodeId, call.body)
    return OK
  },
  contest: (call) => readContest(call, call.params.campaignId),
  switchOn: async (call) => {
    await switchOn(call, call.params.campaignId, call.body)
    return OK
  },
  switchOff: async (call) => {
    await switchOff(call, call.params.campaignId, call.body.feature)
    return OK
  },
  board: (call) => readBoard(call, call.params.campaignId, call.query),
  group: (call) => readGroup(call, call.params.campaignId, call.params.groupId),
  close: async (call) => {
    await closeCampaign(call, call.params.campaignId)
    return OK
  },
  summary: async (call) => {
    const summary = await getSummary(call, call.params.campaignId)
    return {
      ...summary,
      nodes: [...summary.nodes],
      units: [...summary.units],
      teams: [...summary.teams],
      text: summaryText(summary),
    }
  },
  summaryFile: async (call) => {
    const summary = await getSummary(call, call.params.campaignId)
    return { fileName: `${summary.title}总结.docx`, bytes: await writeDocx(summary) }
  },
  nudge: async (call) => ({ ...OK, ...(await nudgeGroup(call, call.params.campaignId, call.params.groupId)) }),
})
