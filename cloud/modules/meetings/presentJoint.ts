import type { Actor } from '@cloud/core/actor'
import { listOrganizations } from '@cloud/modules/organizations/index'
import { hoursOf, lecturerHours } from '@shared/modules/meetings/hours'
import { sharesOf } from '@shared/modules/meetings/joint'
import type { LessonHours } from '@shared/modules/meetings/model'
import { organises } from '@shared/modules/meetings/policy'
import { hasQuorum } from '@shared/modules/meetings/quorum'
import type { MeetingDetail } from '@shared/modules/meetings/schemas'
import { stateOf } from '@shared/modules/meetings/steps'
import type { LoadedMeeting } from './queries'

/** Branches that hold the meeting together, each with its own counts and quorum; nothing for a meeting held alone. */
export async function presentJoint(
  { meeting, attendances }: LoadedMeeting,
  actor: Actor,
): Promise<Pick<MeetingDetail, 'joint'>> {
  const { joined = [], organizationId } = meeting
  if (joined.length === 0) return {}
  const ids = [organizationId, ...joined.map((one) => one.organizationId)]
  const names = new Map((await listOrganizations({ ids })).map((one) => [one.id, one.name]))
  const state = stateOf(meeting.entries)
  const ahead = state === 'planned' || state === 'notified'
  const shares = sharesOf(meeting, attendances, state === 'filed' || state === 'locked')
  const branches = [{ organizationId, state: 'accepted' as const }, ...joined]
  return {
    joint: branches.map((branch) => {
      const share = shares.find((one) => one.organizationId === branch.organizationId)
      const host = branch.organizationId === organizationId
      return {
        organizationId: branch.organizationId,
        name: names.get(branch.organizationId) ?? '',
        host,
        state: branch.state,
        ...('reason' in branch && branch.reason && { reason: branch.reason }),
        ...(share && {
          counts: {
            due: share.counts.due,
            present: share.counts.present,
            leave: share.counts.leave,
            missing: share.counts.missing,
          },
        }),
        ...(share && hasQuorum(meeting.kind) && { quorum: share.quorum.message }),
        mayAnswer: !host && ahead && organises(actor, branch),
      }
    }),
  }
}

/** Who teaches, what, with which materials, and the hours it gives the lecturer. */
export function presentLecture({ meeting }: LoadedMeeting, settings: LessonHours): Pick<MeetingDetail, 'lecture'> {
  const { lecture, kind, startTime, endTime } = meeting
  if (!lecture) return {}
  const { lecturer, topic, materials } = lecture
  return {
    lecture: {
      lecturer,
      topic,
      hours: lecturerHours(hoursOf(kind, startTime, endTime, settings), settings),
      materials: materials.map((one) => ({ ...one })),
    },
  }
}
