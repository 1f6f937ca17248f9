import { type Obligation, obligationKey } from '@shared/core/obligation'
import { addDays, earlierOf, laterOf, plainDateOfInstant } from '@shared/core/plainDate'
import type { WorkCalendar } from '@shared/core/workCalendar'
import { lastEntry } from '@shared/core/workflow'
import { branchIdsOf, peopleOf } from '../joint'
import type { Attendance, Meeting } from '../model'
import { UNIT_SETTING } from '../norms'
import { isAttendanceOpen, stateOf } from '../steps'
import { type MeetingFacts, meetingDuties, PAPER_LADDER } from './meetingDuties'
import { detailPage } from './planYear'

/**
 * What a meeting asks of the people of one branch. Whoever arranged it writes, decides on leave and approves for all; coming is asked of
 * each branch's own members, in that branch's plan.
 */
export function branchDuties(
  meeting: MeetingFacts & Pick<Meeting, 'joined'>,
  attendances: readonly Attendance[],
  organizationId: string,
  approverIds: readonly string[],
  calendar: WorkCalendar,
): Obligation[] {
  if (branchIdsOf(meeting).length === 1) return meetingDuties(meeting, attendances, approverIds, calendar)
  const own = peopleOf(meeting, attendances, organizationId)
  if (organizationId !== meeting.organizationId)
    return meetingDuties({ ...meeting, organizationId }, own, [], calendar).filter(isAttending)
  const others = meetingDuties(meeting, attendances, approverIds, calendar).filter((duty) => !isAttending(duty))
  return [...meetingDuties(meeting, own, approverIds, calendar).filter(isAttending), ...others]
}

const isAttending = ({ rule }: Obligation): boolean => rule === 'meetings.attend'

/** 答复邀请 — the secretary of a branch that was asked says whether it comes, three days before at the latest. */
export function invitationDuties(
  meeting: MeetingFacts,
  organizationId: string,
  approverIds: readonly string[],
): Obligation[] {
  const state = stateOf(meeting.entries)
  const [personId] = approverIds
  if (!personId || !(state === 'planned' || isAttendanceOpen(state))) return []
  const plan = lastEntry(meeting.entries, 'plan')
  const opensOn = plan ? earlierOf(plainDateOfInstant(plan.at), meeting.on) : meeting.on
  return [
    {
      key: obligationKey('meetings.answerInvitation', personId, `${meeting.id}-${organizationId}`),
      module: 'meetings',
      rule: 'meetings.answerInvitation',
      owner: { kind: 'person', id: personId },
      organizationId,
      title: `答复：联合召开${meeting.title}`,
      why: `${meeting.on} ${meeting.startTime}，参加的话本支部的台账、学时和计划一起记`,
      period: meeting.id,
      opensOn,
      dueOn: laterOf(opensOn, addDays(meeting.on, -3)),
      source: UNIT_SETTING,
      action: { page: detailPage(meeting.id), label: '答复' },
      ladder: PAPER_LADDER,
    },
  ]
}
