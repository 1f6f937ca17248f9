import { recordAudit } from '@cloud/core/audit'
import { found } from '@cloud/core/authorize'
import { recordChange } from '@cloud/core/change'
import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import { addDays, dayLabel, type PlainDate } from '@shared/core/plainDate'
import { Deliveries, type Delivery } from '../collection'
import { findSettledSubjects } from '../dispatch/findSettledSubjects'
import { mayAnswer } from '../present'

const LONGEST_DAYS = 366

/**
 * 知道了，我来办 — answers a reminder, and with it every earlier one of the same duty. It stops neither the next rung nor the way up: a
 * duty is done when the fact exists. @throws AppError not_found for an item of somebody else, conflict when nothing is left to answer.
 */
export async function answerReminder(work: Work, itemId: string, byOn: PlainDate | undefined): Promise<void> {
  const mine = { _id: itemId, recipientId: work.actor.personId }
  const row = found(await Deliveries.findOne(mine).lean<Delivery>(), '条消息')
  if (byOn && (byOn < work.today || byOn > addDays(work.today, LONGEST_DAYS)))
    throw new AppError('invalid_input', '答应的日期请选今天到一年之内', [{ field: 'byOn', message: '请另选一天' }])
  const settled = await findSettledSubjects([row])
  if (!mayAnswer(row, settled.has(row._id)))
    throw new AppError('conflict', row.answeredAt ? '这一条已经答复过了' : '这件事已经了结，不用答复')
  const now = new Date(work.now)
  await Deliveries.updateMany(
    { recipientId: work.actor.personId, subject: row.subject, _id: { $lte: itemId }, answeredAt: { $exists: false } },
    { $set: { answeredAt: now, answeredOn: work.today, ...(byOn && { byOn }), unread: 0 } },
  )
  await Deliveries.updateMany(
    { recipientId: work.actor.personId, subject: row.subject, _id: { $lte: itemId }, readAt: { $exists: false } },
    { $set: { readAt: now } },
  )
  const { organizationId, path } = row
  await recordAudit(work, {
    action: 'reminders.answer',
    subject: { kind: 'duty', id: row.subject },
    place: { organizationId, path },
    summary: `答复“${row.text.title}”的提醒：知道了${byOn ? `，${dayLabel(byOn)}前办` : ''}`,
  })
  await recordChange(work, [{ organizationId, fact: 'reminders.answer', factId: itemId }])
}
