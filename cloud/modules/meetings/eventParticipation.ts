import { recordChange } from '@cloud/core/change'
import type { Work } from '@cloud/core/deps'
import { settingsOf } from '@cloud/modules/organizations/index'
import { type PlainDate, yearOf } from '@shared/core/plainDate'
import { hoursBetween } from '@shared/modules/meetings/hours'
import { attendanceId, Participations } from './collection'
import { PARTICIPATION_FACT } from './participations'

/** Somebody's part in an event outside of meetings. */
export interface EventParticipation {
  eventId: string
  title: string
  on: PlainDate
  startTime: string
  endTime: string
  personId: string
  name: string
  organizationId: string
  path: string
}

/** Puts down that somebody took part in an event; once, however often it is said. Its hours follow the unit's conversion of that day. */
export async function recordEventParticipation(work: Work, event: EventParticipation): Promise<void> {
  const { eventId, personId, name, organizationId, path, title, on } = event
  const settings = await settingsOf({ id: organizationId, path })
  const row = {
    ...{ meetingId: eventId, personId, name, organizationId, path, title, on },
    kind: 'event' as const,
    year: yearOf(on),
    status: 'present' as const,
    due: false,
    hours: hoursBetween(event.startTime, event.endTime, settings),
  }
  await Participations.updateOne({ _id: attendanceId(eventId, personId) }, { $setOnInsert: row }, { upsert: true })
  await recordChange(work, [{ organizationId, fact: PARTICIPATION_FACT, factId: eventId }])
}
