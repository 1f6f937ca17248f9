import { addDays, instantAt } from '@shared/core/plainDate'
import { type PublishedEvent, REFRESH_SECONDS } from '@shared/modules/feeds/model'
import ical, { ICalCalendarMethod, type ICalEventData, ICalEventStatus, ICalEventTransparency } from 'ical-generator'

const HALF_HOUR_MS = 30 * 60_000

/** Start and end; a duty with an hour but no end is shown for half an hour. */
function timeOf({ event }: PublishedEvent): Pick<ICalEventData, 'start' | 'end' | 'allDay'> {
  const { on, startTime, endTime } = event
  if (!startTime)
    return { allDay: true, start: new Date(`${on}T00:00:00Z`), end: new Date(`${addDays(on, 1)}T00:00:00Z`) }
  const start = new Date(instantAt(on, startTime))
  const given = endTime ? new Date(instantAt(on, endTime)) : undefined
  return { start, end: given && given > start ? given : new Date(start.getTime() + HALF_HOUR_MS) }
}

/**
 * An iCalendar file (RFC 5545), instants in UTC. Everything in it derives from the events: the same events give the same bytes.
 * @param publicUrl address of the product, for links back.
 */
export function writeIcs(name: string, events: readonly PublishedEvent[], publicUrl: string): string {
  const calendar = ical({
    name,
    prodId: { company: 'zhixing', product: 'calendar', language: 'ZH-CN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH_SECONDS,
    timezone: null,
  })
  for (const published of events) {
    const { event, sequence, changedAt } = published
    calendar.createEvent({
      id: `${event.uid}@zhixing`,
      ...timeOf(published),
      summary: event.title,
      description: event.note,
      ...(event.place && { location: event.place }),
      url: `${publicUrl}/#${event.page}`,
      sequence,
      stamp: new Date(changedAt),
      lastModified: new Date(changedAt),
      status: event.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      ...(event.startTime ? {} : { transparency: ICalEventTransparency.TRANSPARENT }),
    })
  }
  return `${calendar.toString()}\r\n`
}
