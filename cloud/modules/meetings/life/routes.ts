import type { Handlers } from '@cloud/core/http/route'
import { OK } from '@shared/core/contract'
import type { lifeEndpoints } from '@shared/modules/meetings/life/endpoints'
import { addOpinion, saveNote, setTheme, withdrawOpinion } from './prepare'
import { readPreparation } from './readPreparation'
import { exportRectifications, readRectification, readRectifications } from './readRectifications'
import { actOnItem, addRectification, changeItem } from './rectify'

export const lifeHandlers: Handlers<typeof lifeEndpoints> = {
  rectifications: (call) => readRectifications(call, call.query),
  exportRectifications: (call) => exportRectifications(call, call.query),
  rectification: (call) => readRectification(call, call.params.rectificationId),
  actOnRectification: async (call) => {
    await actOnItem(call, call.params.rectificationId, call.body.step, call.body.text)
    return OK
  },
  changeRectification: async (call) => {
    await changeItem(call, call.params.rectificationId, call.body)
    return OK
  },
  addRectification: async (call) => ({ id: await addRectification(call, call.params.meetingId, call.body) }),
  preparation: (call) => readPreparation(call, call.params.meetingId),
  setTheme: async (call) => {
    await setTheme(call, call.params.meetingId, call.body.theme)
    return OK
  },
  addOpinion: async (call) => ({ id: await addOpinion(call, call.params.meetingId, call.body.text) }),
  withdrawOpinion: async (call) => {
    await withdrawOpinion(call, call.params.meetingId, call.body.id)
    return OK
  },
  saveNote: async (call) => {
    await saveNote(call, call.params.meetingId, call.body.text, call.body.ready)
    return { savedAt: call.now }
  },
}
