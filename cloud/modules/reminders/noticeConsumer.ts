import type { Consumer } from '@cloud/core/change'
import type { Notice, NoticeSource } from '@cloud/core/notice'
import { type DeliveryDraft, deliver, placesOf, withdrawOvertaken } from './deliver'

const pagesOf = ({ recipients }: Notice): AsyncIterable<readonly string[]> | readonly (readonly string[])[] =>
  Symbol.asyncIterator in recipients ? recipients : [recipients]

async function draftsFor(notice: Notice, page: readonly string[]): Promise<DeliveryDraft[]> {
  const recipients = [...new Set(page)]
  const own = await notice.toSome?.(recipients)
  return recipients.map((recipientId) => ({
    key: `${notice.subject}|${notice.revision}|${recipientId}`,
    kind: 'notice',
    subject: notice.subject,
    rung: notice.revision,
    recipientId,
    organizationId: notice.organizationId,
    path: notice.path,
    places: notice.private ? [] : placesOf(notice.path),
    text: { ...notice.text, ...own?.get(recipientId) },
    template: notice.text.place === undefined ? 'dutyReminder' : 'meetingNotice',
    ...(notice.urgent && { urgent: true }),
  }))
}

/**
 * Turns announced facts into notices. A later one about the same record (moved, cancelled) overtakes the earlier: what is still on
 * its way to a phone is withdrawn. Taking the same change in again changes nothing.
 */
export const noticeConsumer = (sources: readonly NoticeSource[]): Consumer => ({
  name: 'reminders.notices',
  facts: [...new Set(sources.flatMap((source) => source.facts))],
  async apply(deps, changes) {
    // A meeting's check-ins alone give a change each; one look at the record says it all.
    const records = new Map(changes.map((change) => [`${change.fact}:${change.factId}`, change]))
    for (const change of records.values())
      for (const source of sources.filter((one) => one.facts.includes(change.fact))) {
        const notice = await source.find(deps, change)
        if (!notice) continue
        for await (const page of pagesOf(notice))
          await deliver(await draftsFor(notice, page), new Date(deps.clock.now()).toISOString())
        await withdrawOvertaken(notice.subject)
      }
  },
})
