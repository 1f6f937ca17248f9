import { inForce } from '@shared/core/norm'
import { type Obligation, obligationKey, type Rung, STANDARD_LADDER } from '@shared/core/obligation'
import { addDays, earlierOf, laterOf, type PlainDate } from '@shared/core/plainDate'
import { toWorkingDay, type WorkCalendar } from '@shared/core/workCalendar'
import { lastEntry } from '@shared/core/workflow'
import { isDue } from '../attendance'
import type { Attendance, Meeting } from '../model'
import { LIFE_MEETING } from '../norms'
import { stateOf } from '../steps'
import type { Rectification } from './model'
import { CHECK_DAYS, LIST_DAYS } from './preparation'
import { rectificationState } from './rectification'

export const preparationPage = (meetingId: string): string =>
  `/modules/meetings/pages/preparation/index?id=${meetingId}`
export const rectificationsPage = (organizationId: string, meetingId = ''): string =>
  `/modules/meetings/pages/rectifications/index?organizationId=${organizationId}${meetingId ? `&meetingId=${meetingId}` : ''}`
export const rectificationPage = (id: string): string => `/modules/meetings/pages/rectification/index?id=${id}`

const OWN_LADDER = [
  { id: 'T-3', offsetDays: -3, to: 'owner' },
  { id: 'T', offsetDays: 0, to: 'owner' },
  { id: 'T+1', offsetDays: 1, to: 'secretary' },
] as const satisfies readonly Rung[]

const duty = (
  rule: string,
  personId: string,
  period: string,
  rest: Pick<Obligation, 'organizationId' | 'title' | 'why' | 'opensOn' | 'dueOn' | 'action' | 'ladder'>,
  done?: { id: string; on: PlainDate },
): Obligation => ({
  key: obligationKey(rule, personId, period),
  module: 'meetings',
  rule,
  owner: { kind: 'person', id: personId },
  period,
  source: inForce(LIFE_MEETING, rest.dueOn).source,
  ...rest,
  ...(done && { doneBy: { module: 'meetings', ...done } }),
})

/** As much of a life meeting as its duties follow from. */
export type LifeMeeting = Pick<Meeting, 'id' | 'organizationId' | 'kind' | 'title' | 'on' | 'chairId' | 'entries'>

/**
 * What a life meeting asks before and after: everybody due to write the own notes before it, the chair to draw up the list after it.
 * @param notes day on which a person's notes were ready, by person. @param listedOn day of the first item.
 */
export function lifeMeetingDuties(
  meeting: LifeMeeting,
  attendances: readonly Attendance[],
  notes: ReadonlyMap<string, PlainDate>,
  listedOn: PlainDate | undefined,
  calendar: WorkCalendar,
): Obligation[] {
  const notify = lastEntry(meeting.entries, 'notify')
  const state = stateOf(meeting.entries)
  if (meeting.kind !== 'lifeMeeting' || !notify || state === 'cancelled') return []
  const { id, organizationId, on, title } = meeting
  const asking = state === 'notified'
  const own = attendances.filter(isDue).flatMap((one) => {
    const readyOn = notes.get(one.personId)
    if (!readyOn && !asking) return []
    const opensOn = earlierOf(notify.on, on)
    return [
      duty(
        'meetings.lifeNote',
        one.personId,
        id,
        {
          organizationId,
          title: `写${title}个人检视`,
          why: '会前个人准备',
          opensOn,
          dueOn: laterOf(addDays(on, -1), opensOn),
          action: { page: preparationPage(id), label: readyOn ? '查看' : '去写' },
          ladder: OWN_LADDER,
        },
        readyOn && { id, on: readyOn },
      ),
    ]
  })
  const list = duty(
    'meetings.listRectifications',
    meeting.chairId,
    id,
    {
      organizationId,
      title: `列出${title}整改清单`,
      why: '会后制定整改措施，逐一整改落实',
      opensOn: on,
      dueOn: toWorkingDay(calendar, addDays(on, LIST_DAYS), 'after'),
      action: { page: rectificationsPage(organizationId, id), label: listedOn ? '查看' : '去列' },
      ladder: OWN_LADDER,
    },
    listedOn && { id, on: listedOn },
  )
  return [...own, list]
}

/**
 * What an item asks: the responsible person to carry it out by its day, somebody else to check it.
 * @param checkerId absent when the branch has nobody but the responsible person.
 */
export function rectificationDuties(
  item: Rectification,
  checkerId: string | undefined,
  calendar: WorkCalendar,
): Obligation[] {
  const { id, organizationId, entries, dueOn } = item
  const state = rectificationState(entries)
  const opened = entries[0]?.on ?? dueOn
  const finished = state === 'open' ? undefined : lastEntry(entries, 'finish')
  const closed = state === 'closed' ? lastEntry(entries, 'close') : undefined
  const page = rectificationPage(id)
  const carry = duty(
    'meetings.rectify',
    item.personId,
    id,
    {
      organizationId,
      title: `整改：${item.problem.slice(0, 30)}`,
      why: '你是责任人',
      opensOn: earlierOf(opened, dueOn),
      dueOn,
      action: { page, label: finished ? '查看' : '去办理' },
      ladder: STANDARD_LADDER,
    },
    finished && { id, on: finished.on },
  )
  if (!finished || !checkerId) return [carry]
  const check = duty(
    'meetings.checkRectification',
    checkerId,
    id,
    {
      organizationId,
      title: `核对整改：${item.problem.slice(0, 30)}`,
      why: '责任人已办完报核',
      opensOn: finished.on,
      dueOn: toWorkingDay(calendar, addDays(finished.on, CHECK_DAYS), 'after'),
      action: { page, label: closed ? '查看' : '去核对' },
      ladder: OWN_LADDER,
    },
    closed && { id, on: closed.on },
  )
  return [carry, check]
}
