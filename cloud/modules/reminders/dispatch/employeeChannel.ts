import { digestText } from '@shared/modules/reminders/texts'
import { ReachRecords } from '../collection'
import type { Channel } from './channel'
import { fieldsFor, pickTemplate } from './templateFields'

/** Somebody WeChat called unbound is tried again after this time, or at once when the phone reports a binding. */
const UNBOUND_MS = 86_400_000

/** 用工消息 — recurring messages to staff who have bound the employee relation; no credits. */
export const employeeChannel: Channel = {
  id: 'employee',
  canReach: (deps, { reach, record }) =>
    Boolean(deps.wechat && reach.openId && Object.keys(deps.config.employee.templates).length > 0) &&
    !(
      record.employee === 'unbound' &&
      record.employeeAt &&
      deps.clock.now() - record.employeeAt.getTime() < UNBOUND_MS
    ),
  async send(deps, { personId, reach: { openId } }, { texts, template: wanted, today }) {
    const picked = pickTemplate(deps.config.employee.templates, wanted)
    if (!deps.wechat || !openId || !picked) return { result: 'passed', reason: 'noTemplate' }
    const text = digestText(texts)
    const answer = await deps.wechat.sendEmployeeMessage({
      openId,
      templateId: picked.template.id,
      page: text.page.replace(/^\//, ''),
      data: fieldsFor(picked, text, today),
      nesting: deps.config.employee.nesting,
    })
    if (answer.status === 'sent') return { result: 'sent' }
    const code = answer.code !== undefined ? { code: answer.code } : {}
    switch (answer.status) {
      case 'notBound':
        await ReachRecords.updateOne(
          { _id: personId },
          { $set: { employee: 'unbound', employeeAt: new Date(deps.clock.now()) } },
          { upsert: true },
        )
        return { result: 'passed', reason: 'notBound', ...code }
      case 'busy':
      case 'rateLimited':
        return { result: 'later', limited: answer.status === 'rateLimited', ...code }
      case 'refused':
        return { result: 'passed', reason: 'rejected', ...code }
      case 'unanswered':
        return { result: 'unknown', reason: 'noAnswer' }
    }
  },
}
