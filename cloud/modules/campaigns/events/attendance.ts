import { found } from '@cloud/core/authorize'
import { recordChange } from '@cloud/core/change'
import type { Work } from '@cloud/core/deps'
import { recordEventParticipation } from '@cloud/modules/meetings/index'
import { findPersonBrief, type PersonBrief } from '@cloud/modules/people/index'
import type { CampaignNode } from '@shared/modules/campaigns/model'
import type { AttendanceEntry } from '@shared/modules/meetings/model'
import { type CampaignRecord, type EventAttendanceRecord, EventAttendances } from '../collection'
import { groupIdOf } from '../queries'
import { ATTENDANCE_FACT } from '../write'

export interface LoadedEvent {
  campaign: CampaignRecord
  node: CampaignNode
}

const attendanceIdOf = (nodeId: string, personId: string): string => `${nodeId}:${personId}`

/** What is known of somebody at an event, oldest first. */
export async function entriesOf(nodeId: string, personId: string): Promise<AttendanceEntry[]> {
  const row = await EventAttendances.findById(attendanceIdOf(nodeId, personId)).lean<EventAttendanceRecord>()
  return row?.entries ?? []
}

/** @throws AppError not_found for somebody the register does not know. */
export async function getAttendee(personId: string): Promise<PersonBrief> {
  return found(await findPersonBrief(personId), '个人')
}

/** Adds an entry. Two ways of checking in meet in the same document. */
export async function appendEntry(
  work: Work,
  { campaign, node }: LoadedEvent,
  person: PersonBrief,
  entry: AttendanceEntry,
): Promise<void> {
  const row = { campaignId: campaign._id, nodeId: node.id, personId: person.id, name: person.name }
  await EventAttendances.updateOne(
    { _id: attendanceIdOf(node.id, person.id) },
    { $setOnInsert: row, $push: { entries: entry } },
    { upsert: true },
  )
  if (entry.kind === 'checkIn')
    await recordEventParticipation(work, {
      eventId: node.id,
      title: node.title,
      on: node.on,
      startTime: node.startTime ?? '00:00',
      endTime: node.endTime ?? '00:00',
      personId: person.id,
      name: person.name,
      organizationId: person.organizationId,
      path: person.path,
    })
  const { organizationId } = person
  await recordChange(work, [{ organizationId, fact: ATTENDANCE_FACT, factId: `${campaign._id}:${groupIdOf(person)}` }])
}
