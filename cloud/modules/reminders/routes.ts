import { recordAudit } from '@cloud/core/audit'
import { defineRoutes } from '@cloud/core/http/route'
import { OK } from '@shared/core/contract'
import { remindersContract } from '@shared/modules/reminders/contract'
import { comeBack, goAway } from './commands/absences'
import { answerReminder } from './commands/answer'
import { bookReport, markAllRead, markRead } from './commands/inbox'
import { reportEmployee, setHours, setWecomId } from './commands/settings'
import { exportHistory } from './views/exportHistory'
import { findHistory } from './views/history'
import { findInbox, findStanding } from './views/inbox'
import { getSettings, listDeputies } from './views/settings'
import { findTemplates } from './views/templates'
import { findUnreachable } from './views/unreachable'

export const reminderRoutes = defineRoutes(remindersContract, {
  inbox: ({ actor, query }) => findInbox(actor.personId, query),
  standing: async ({ actor, today }) => ({ items: await findStanding(actor.personId, today) }),
  read: async (call) => {
    await markRead(call, call.params.itemId)
    return OK
  },
  readAll: async (call) => {
    await markAllRead(call)
    return OK
  },
  answer: async (call) => {
    await answerReminder(call, call.params.itemId, call.body.byOn)
    return OK
  },
  templates: async ({ deps, actor }) => ({ templates: await findTemplates(deps, actor.personId) }),
  subscribe: async (call) => {
    await bookReport(call, call.body.results)
    return OK
  },
  unreachable: (call) => findUnreachable(call, call.query.organizationId),
  history: (call) => findHistory(call.actor, call.query),
  exportHistory: async (call) => {
    const { rows, ...table } = await exportHistory(call, call.query)
    await recordAudit(call, {
      action: 'reminders.export',
      subject: { kind: 'table', id: 'reminders' },
      summary: `导出提醒记录 ${rows} 条`,
    })
    return table
  },
  settings: (call) => getSettings(call),
  setHours: async (call) => {
    await setHours(call, call.body)
    return OK
  },
  goAway: async (call) => ({ id: await goAway(call, call.body, await listDeputies(call)) }),
  comeBack: async (call) => {
    await comeBack(call, call.params.absenceId)
    return OK
  },
  bindEmployee: async (call) => {
    await reportEmployee(call, call.body.state)
    return OK
  },
  setAddress: async (call) => {
    await setWecomId(call, call.params.personId, call.body.wecomAccount)
    return OK
  },
})
