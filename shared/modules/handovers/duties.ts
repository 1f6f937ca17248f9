import { type Obligation, obligationKey, type Rung } from '@shared/core/obligation'
import { earlierOf, type PlainDate } from '@shared/core/plainDate'
import { ROLE_LABELS } from '@shared/core/roles'
import type { WorkCalendar } from '@shared/core/workCalendar'
import type { Handover } from './model'
import { dueDay, giverOf, stateOf } from './rules'

/** No regulation names days for a handover; the unit does. */
export const HANDOVER_SETTING = { document: '单位设置', article: '岗位交接期限' }

/** A question is answered within so many days. */
export const ANSWER_DAYS = 3

/** On opening, the day before, on the day; then whoever is above the seat. */
const ladderOf = (handover: Pick<Handover, 'role'>, days: number): Rung[] => [
  { id: 'open', offsetDays: -days, to: 'owner' },
  { id: 'T-1', offsetDays: -1, to: 'owner' },
  { id: 'T', offsetDays: 0, to: 'owner' },
  handover.role === 'secretary'
    ? { id: 'T+1', offsetDays: 1, to: 'superior' }
    : { id: 'T+1', offsetDays: 1, to: 'secretary' },
  { id: 'T+3', offsetDays: 3, to: 'superior' },
]

export interface HandoverFacts {
  organizationName: string
  fromName: string
  toName: string
  /** Who answers above the seat; hands over where nobody can, and looks for somebody while it is empty. */
  superiorId?: string
  days: number
  calendar: WorkCalendar
}

/** What a handover asks: of the predecessor to hand over and to answer, of the successor to take over, of the superior to fill the seat. */
export function handoverDuties(handover: Handover, facts: HandoverFacts): Obligation[] {
  const state = stateOf(handover)
  if (state === 'withdrawn') return []
  const { id, organizationId, entries, openedOn, role } = handover
  const { organizationName, fromName, toName, superiorId, days, calendar } = facts
  const seat = `${organizationName}${ROLE_LABELS[role]}`
  const page = `/modules/handovers/pages/detail/index?id=${id}`
  const finished = entries.find((entry) => entry.kind === 'finish')
  const duty = (
    rule: string,
    personId: string,
    more: {
      title: string
      why: string
      label: string
      dueOn: PlainDate
      from?: PlainDate
      doneOn?: PlainDate | undefined
    },
  ): Obligation => ({
    key: obligationKey(`handovers.${rule}`, personId, id),
    module: 'handovers',
    rule: `handovers.${rule}`,
    owner: { kind: 'person', id: personId },
    organizationId,
    title: more.title,
    why: more.why,
    period: id,
    opensOn: earlierOf(more.from ?? openedOn, more.dueOn),
    dueOn: more.dueOn,
    source: HANDOVER_SETTING,
    ...(more.doneOn && { doneBy: { module: 'handovers', id, on: more.doneOn } }),
    action: { page, label: more.doneOn ? '查看' : more.label },
    ladder: ladderOf(handover, days),
  })
  const duties: Obligation[] = []
  const giverId = giverOf(handover) ?? superiorId
  const given = entries.find((entry) => entry.kind === 'give')
  if (giverId && giverId !== handover.toId)
    duties.push(
      duty('give', giverId, {
        title: `${giverId === handover.fromId ? '移交' : '代为移交'}${seat}的工作`,
        why: toName ? `接任人：${toName}；清单已列好，请核对补充` : '清单已列好，请核对补充',
        label: '去移交',
        dueOn: dueDay(handover, Math.ceil(days / 2), calendar),
        doneOn: given?.on ?? finished?.on,
      }),
    )
  const talks = entries.filter((entry) => entry.kind === 'ask' || entry.kind === 'answer')
  const asked = talks.filter((entry) => entry.kind === 'ask')
  const last = asked[asked.length - 1]
  const answeredOn = talks.filter((entry) => entry.kind === 'answer').slice(-1)[0]?.on
  const open = asked.filter((ask) => !talks.some((t) => t.kind === 'answer' && t.key === ask.key && t.at >= ask.at))
  if (last && giverId && giverId !== handover.toId)
    duties.push(
      duty('answer', giverId, {
        title: `答复${seat}交接中的提问`,
        why: open[0]?.text ?? last.text ?? '',
        label: '去答复',
        from: last.on,
        dueOn: dueDay({ openedOn: last.on, lastDay: null, firstDay: null }, ANSWER_DAYS, calendar),
        doneOn: open.length === 0 ? answeredOn : finished?.on,
      }),
    )
  if (handover.toId)
    duties.push(
      duty('accept', handover.toId, {
        title: `接收${seat}的工作`,
        why: fromName ? `${fromName}移交，逐项接收或提问` : '逐项接收或提问',
        label: '去接收',
        dueOn: dueDay(handover, days, calendar),
        doneOn: finished?.on,
      }),
    )
  else if (superiorId)
    duties.push(
      duty('vacant', superiorId, {
        title: `${seat}空缺，请确定接任人`,
        why: '确定前由上级照看，未办结的事在交接清单里',
        label: '去看看',
        dueOn: dueDay(handover, days, calendar),
        doneOn: finished?.on,
      }),
    )
  return duties
}
