import type { NoticeSource } from '@cloud/core/notice'
import { namesOf } from '@cloud/modules/people/index'
import { dayLabel, yearOf } from '@shared/core/plainDate'
import { INBOX_PAGE } from '@shared/modules/reminders/model'
import { type AbsenceRecord, Absences } from './collection'
import { ABSENCE_FACT } from './commands/absences'

/** Whoever stands in learns of it before the first reminder arrives in another's place. */
export const absenceNotices: NoticeSource = {
  facts: [ABSENCE_FACT],
  async find(_, change) {
    const absence = await Absences.findById(change.factId).lean<AbsenceRecord>()
    if (!absence) return undefined
    const { from, to, personId, deputyId, organizationId, path } = absence
    const name = (await namesOf([personId])).get(personId) ?? ''
    const days = `${dayLabel(from, yearOf(from))}到${dayLabel(to, yearOf(from))}`
    return {
      subject: `${ABSENCE_FACT}:${absence._id}`,
      revision: `1:${to}`,
      organizationId,
      path,
      recipients: [deputyId],
      text: {
        title: `${name}外出，提醒由你接`,
        why: `${days}，${name}的待办提醒会同时发给你。转来的只是提醒，能办什么仍看你自己的职务。`,
        note: '请留意转来的提醒',
        dueOn: from,
        page: INBOX_PAGE,
        label: '看收件箱',
      },
    }
  },
}
