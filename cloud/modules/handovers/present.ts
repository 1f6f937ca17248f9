import type { Actor } from '@cloud/core/actor'
import { loadWorkCalendar } from '@cloud/modules/calendar/index'
import { listOrganizations, settingsOfAll } from '@cloud/modules/organizations/index'
import { namesOf } from '@cloud/modules/people/index'
import type { DetailItem, HandoverDetail, ListedHandover, ShownEntry } from '@shared/modules/handovers/contract'
import type { HandoverEntry } from '@shared/modules/handovers/model'
import { HANDOVER_POLICY, type HandoverSubject } from '@shared/modules/handovers/policy'
import { dueDay, isPending, mayBeAsked, type ShownItem, stateOf } from '@shared/modules/handovers/rules'
import type { HandoverRecord } from './collection'
import { subjectOf } from './queries'

const SHOWN_ACTIONS = ['add', 'give', 'accept', 'finish', 'standIn', 'correct', 'export'] as const

/** Handovers as lists show them. */
export async function presentList(records: readonly HandoverRecord[]): Promise<ListedHandover[]> {
  const organizations = await listOrganizations({ ids: [...new Set(records.map((record) => record.organizationId))] })
  const settings = await settingsOfAll(organizations)
  const byId = new Map(organizations.map((organization) => [organization.id, organization]))
  const names = await namesOf(records.flatMap(({ fromId, toId }) => [fromId, toId].filter((id) => id !== null)))
  const calendar = await loadWorkCalendar()
  return records.map((record) => {
    const { fromId, toId, entries } = record
    const person = (id: string | null, day: HandoverRecord['lastDay']) =>
      id === null ? null : { personId: id, name: names.get(id) ?? '', day }
    return {
      id: record._id,
      organizationId: record.organizationId,
      organizationName: byId.get(record.organizationId)?.name ?? '',
      role: record.role,
      state: stateOf(record),
      openedOn: record.openedOn,
      dueOn: dueDay(record, settings.get(record.organizationId)?.handoverDays ?? 0, calendar),
      finishedOn: entries.find((entry) => entry.kind === 'finish')?.on ?? null,
      from: person(fromId, record.lastDay),
      to: person(toId, record.firstDay),
    }
  })
}

const presentEntry = ({ kind, at, on, byName, text }: HandoverEntry): ShownEntry => ({
  kind,
  at,
  on,
  byName,
  ...(text && { text }),
})

function allowedOn(actor: Actor, subject: HandoverSubject, item: ShownItem, askable: boolean): DetailItem['allowed'] {
  const pending = isPending(item)
  const may = (action: 'accept' | 'ask' | 'answer' | 'add') => pending && HANDOVER_POLICY[action](actor, subject)
  return [
    ...(may('accept') ? (['accept'] as const) : []),
    ...(askable && may('ask') && item.state === 'waiting' ? (['ask'] as const) : []),
    ...(may('answer') && item.state === 'asked' ? (['answer'] as const) : []),
    ...(may('add') && item.addedBy ? (['close'] as const) : []),
  ]
}

/** One handover as its page shows it. */
export async function presentDetail(
  actor: Actor,
  record: HandoverRecord,
  items: readonly ShownItem[],
): Promise<HandoverDetail> {
  const [brief] = await presentList([record])
  if (!brief) throw new Error('one record gives one line')
  const subject = subjectOf(record)
  const pending = items.filter(isPending).length
  const given = record.entries.some((entry) => entry.kind === 'give')
  const fits = { add: true, give: !given, accept: pending > 0, finish: pending === 0, standIn: true }
  const standIn = record.entries.filter((entry) => entry.kind === 'standIn').slice(-1)[0]
  return {
    ...brief,
    standIn: standIn ? { name: standIn.byName, reason: standIn.text ?? '' } : null,
    items: items.map((item) => ({
      key: item.key,
      title: item.title,
      why: item.why,
      ...(item.dueOn && { dueOn: item.dueOn }),
      ...(item.page && { page: item.page }),
      listedOn: item.listedOn,
      added: item.addedBy !== undefined,
      state: item.state,
      talk: item.talk.map(presentEntry),
      allowed: allowedOn(actor, subject, item, mayBeAsked(item, record)),
    })),
    pending,
    entries: record.entries.filter((entry) => !entry.key).map(presentEntry),
    allowed: SHOWN_ACTIONS.filter(
      (action) => HANDOVER_POLICY[action](actor, subject) && (!(action in fits) || fits[action as keyof typeof fits]),
    ),
  }
}
