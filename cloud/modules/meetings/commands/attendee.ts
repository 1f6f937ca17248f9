import type { Work } from '@cloud/core/deps'
import { branchIdsOf } from '@shared/modules/meetings/joint'
import type { AttendanceEntry, Standing } from '@shared/modules/meetings/model'
import type { LoadedMeeting } from '../queries'
import { invitedTo, loadRoster } from '../roster'

/** Whom an entry is put down for. */
export interface Attendee {
  personId: string
  name: string
  standing: Standing
  organizationId?: string
  /** What is on record already; absent when there is nothing of this person yet. */
  known?: readonly AttendanceEntry[]
}

/** A person not on the list yet: a member who joined since, or a guest. */
async function findNewcomer(work: Work, { meeting }: LoadedMeeting, personId: string): Promise<Attendee | undefined> {
  for (const organizationId of branchIdsOf(meeting)) {
    const roster = await loadRoster(organizationId, work.today)
    const name = roster.names.get(personId)
    if (name === undefined) continue
    const invited = invitedTo(roster, meeting.kind, meeting.groupId).find((person) => person.personId === personId)
    return { ...(invited ?? { personId, name, standing: 'guest' as const }), organizationId }
  }
  return undefined
}

/** A person of the list as he stands there, anybody else as the register has him today. */
export async function findAttendee(work: Work, loaded: LoadedMeeting, personId: string): Promise<Attendee | undefined> {
  const isMeant = (one: { personId: string }): boolean => one.personId === personId
  const listed = loaded.attendances.find(isMeant)
  if (listed) return { ...listed, known: listed.entries }
  const unlisted = loaded.unlisted.find(isMeant)
  const person = (await findNewcomer(work, loaded, personId)) ?? unlisted
  return person && { ...person, ...(unlisted && { known: unlisted.entries }) }
}
