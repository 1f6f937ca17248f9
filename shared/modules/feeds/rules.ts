import { addDays, type PlainDate, plainDateOfInstant } from '@shared/core/plainDate'
import { type AgendaEvent, CANCELLED_DAYS, type PublishedEvent } from './model'

const isSame = (a: AgendaEvent, b: AgendaEvent): boolean =>
  (['title', 'note', 'on', 'startTime', 'endTime', 'place', 'page', 'cancelled'] as const).every(
    (field) => a[field] === b[field],
  )

/**
 * What is published now, from what was published before and what stands in the agenda. A changed event keeps its uid and counts up
 * (RFC 5545, 3.8.7.4); one that is gone is published as cancelled for a while, because a calendar that was not told keeps showing it.
 * @param from first day the feed reaches back to; what lies before is left out without a word.
 * @param now UTC ISO.
 */
export function publish(
  before: readonly PublishedEvent[],
  agenda: readonly AgendaEvent[],
  from: PlainDate,
  now: string,
): PublishedEvent[] {
  const known = new Map(before.map((one) => [one.event.uid, one]))
  const current = new Set(agenda.map(({ uid }) => uid))
  const published = agenda.map((event): PublishedEvent => {
    const earlier = known.get(event.uid)
    if (!earlier) return { event, sequence: 0, changedAt: now }
    return isSame(earlier.event, event) ? earlier : { event, sequence: earlier.sequence + 1, changedAt: now }
  })
  const gone = before
    .filter(({ event }) => !current.has(event.uid) && event.on >= from)
    .map(
      (one): PublishedEvent =>
        one.event.cancelled
          ? one
          : { event: { ...one.event, cancelled: true }, sequence: one.sequence + 1, changedAt: now },
    )
  const oldest = addDays(plainDateOfInstant(now), -CANCELLED_DAYS)
  const lasts = ({ event, changedAt }: PublishedEvent) => !event.cancelled || plainDateOfInstant(changedAt) >= oldest
  return [...published, ...gone].filter(lasts)
}

/** Words about others do not leave the product through a link anybody may pass on: their names become “某同志”. */
export function withoutNames(text: string, names: readonly string[]): string {
  return names.reduce((rest, name) => (name.length >= 2 ? rest.split(name).join('某同志') : rest), text)
}
