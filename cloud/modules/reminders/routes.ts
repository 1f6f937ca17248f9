import { defineRoutes } from '@cloud/core/http/route'
import { remindersContract } from '@shared/modules/reminders/contract'
import { bookReport, markAllRead, markRead } from './commands'
import { findHistory, findInbox, findTemplates, findUnreachable } from './queries'

const ok = { ok: true } as const

export const reminderRoutes = defineRoutes(remindersContract, {
  inbox: ({ actor, query }) => findInbox(actor.personId, query),
  read: async (call) => {
    await markRead(call, call.params.itemId)
    return ok
  },
  readAll: async (call) => {
    await markAllRead(call)
    return ok
  },
  templates: async ({ deps, actor }) => ({ templates: await findTemplates(deps, actor.personId) }),
  subscribe: async (call) => {
    await bookReport(call, call.body.results)
    return ok
  },
  unreachable: async (call) => ({ people: await findUnreachable(call, call.query.organizationId) }),
  history: async (call) => ({ lines: await findHistory(call.actor, call.query.dutyKey) }),
})
