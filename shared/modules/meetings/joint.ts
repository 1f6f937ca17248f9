import type { PlainDate } from '@shared/core/plainDate'
import { type Tally, tally } from './attendance'
import type { Attendance, JoinedBranch, Meeting, MeetingKind } from './model'
import { hasQuorum, type Quorum, quorumOf } from './quorum'

/** 联合召开 — kinds several branches may hold together; a committee, a group and an appraisal stay among themselves. */
export const JOINT_KINDS = ['branchMeeting', 'lecture', 'themeDay'] as const satisfies readonly MeetingKind[]
export const mayBeJoint = (kind: MeetingKind): boolean => JOINT_KINDS.some((own) => own === kind)
export const MOST_PARTNERS = 20

/** Branches that hold the meeting together with the one that arranged it. */
export const partnersOf = ({ joined }: Pick<Meeting, 'joined'>): readonly JoinedBranch[] =>
  (joined ?? []).filter((branch) => branch.state === 'accepted')

/** Every branch whose meeting it is, the one that arranged it first. */
export const branchIdsOf = (meeting: Pick<Meeting, 'organizationId' | 'joined'>): string[] => [
  meeting.organizationId,
  ...partnersOf(meeting).map((branch) => branch.organizationId),
]

/** Those on the list who stand there for this branch. */
export const peopleOf = (
  meeting: Pick<Meeting, 'organizationId'>,
  attendances: readonly Attendance[],
  organizationId: string,
): Attendance[] => attendances.filter((a) => (a.organizationId ?? meeting.organizationId) === organizationId)

/** One branch's own share of a joint meeting. */
export interface BranchShare {
  organizationId: string
  counts: Tally
  quorum: Quorum
}

/** Counts and quorum of each branch, from the one list: each is judged by its own members alone. */
export function sharesOf(
  meeting: Pick<Meeting, 'organizationId' | 'joined' | 'kind' | 'on'>,
  attendances: readonly Attendance[],
  over = false,
): BranchShare[] {
  return branchIdsOf(meeting).map((organizationId) => {
    const counts = tally(peopleOf(meeting, attendances, organizationId))
    return { organizationId, counts, quorum: quorumOf(meeting.kind, counts, meeting.on, over) }
  })
}

/**
 * Quorum of the whole: at a joint meeting something is decided only when every branch reaches its own. Then the first that does not
 * speaks for all.
 */
export function jointQuorum(
  meeting: Pick<Meeting, 'organizationId' | 'joined' | 'kind' | 'on'>,
  attendances: readonly Attendance[],
  over = false,
): Quorum {
  const whole = (day: PlainDate): Quorum => quorumOf(meeting.kind, tally(attendances), day, over)
  if (partnersOf(meeting).length === 0 || !hasQuorum(meeting.kind)) return whole(meeting.on)
  const short = sharesOf(meeting, attendances, over).find((share) => !share.quorum.reached)
  return short ? { ...short.quorum, message: `有支部${short.quorum.message}` } : whole(meeting.on)
}
