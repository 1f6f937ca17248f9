import { takeTurn } from '@cloud/core/database/takeTurn'
import { settingsOf } from '@cloud/modules/organizations/index'
import { yearOf } from '@shared/core/plainDate'
import type { JoinedBranch, LessonHours } from '@shared/modules/meetings/model'
import { type MeetingRecord, Meetings } from './collection'

async function nextPage(organizationId: string, year: number): Promise<number> {
  const last = await Meetings.findOne(
    { organizationId, ledgerYear: year, ledgerNumber: { $exists: true } },
    { ledgerNumber: 1 },
  )
    .sort({ ledgerNumber: -1 })
    .lean<{ ledgerNumber: number }>()
  const joint = await Meetings.find({ partnerIds: organizationId, ledgerYear: year }, { joined: 1 }).lean<
    Pick<MeetingRecord, 'joined'>[]
  >()
  const pages = joint.map((meeting) => ledgerNumberOf(meeting, organizationId))
  return Math.max(last?.ledgerNumber ?? 0, ...pages) + 1
}

/** The page a joint record has in this partner's ledger; 0 while it has none. */
export const ledgerNumberOf = ({ joined }: Pick<MeetingRecord, 'joined'>, organizationId: string): number =>
  joined?.find((branch) => branch.organizationId === organizationId)?.ledgerNumber ?? 0

async function hoursRule(place: { id: string; path: string }): Promise<LessonHours> {
  const { minutesPerStudyHour, studyHoursPerDay, lecturerTimes } = await settingsOf(place)
  return { minutesPerStudyHour, studyHoursPerDay, lecturerTimes }
}

/**
 * What approval fixes for every branch that held the meeting: a page in its own ledger, and its own conversion of hours. Two approvals
 * at once wait for each other, branch by branch in one order.
 */
export async function assignPages(
  meeting: Pick<MeetingRecord, 'organizationId' | 'path' | 'on' | 'joined'>,
): Promise<Pick<MeetingRecord, 'ledgerYear' | 'ledgerNumber' | 'hourSettings' | 'joined'>> {
  const { organizationId, path, on } = meeting
  const ledgerYear = yearOf(on)
  const partners = (meeting.joined ?? []).filter((branch) => branch.state === 'accepted')
  const concerned = [organizationId, ...partners.map((branch) => branch.organizationId)].sort()
  for (const id of concerned) await takeTurn(`meetings.ledger:${id}`)
  const joined: JoinedBranch[] = []
  for (const branch of meeting.joined ?? [])
    joined.push(
      branch.state === 'accepted'
        ? {
            ...branch,
            ledgerNumber: await nextPage(branch.organizationId, ledgerYear),
            hourSettings: await hoursRule({ id: branch.organizationId, path: branch.path }),
          }
        : branch,
    )
  return {
    ledgerYear,
    ledgerNumber: await nextPage(organizationId, ledgerYear),
    hourSettings: await hoursRule({ id: organizationId, path }),
    ...(joined.length > 0 && { joined }),
  }
}
