import type { Deps } from '@cloud/core/deps'
import { listAppointments } from '@cloud/modules/organizations/index'
import { namesOf } from '@cloud/modules/people/index'
import { addDays, type PlainDate } from '@shared/core/plainDate'
import { audienceOf } from '@shared/modules/reminders/addressees'
import { UNREACHABLE_PAGE } from '@shared/modules/reminders/model'
import { placesUpward } from '@shared/modules/reminders/placesUpward'
import { unreachableText } from '@shared/modules/reminders/texts'
import { Deliveries, type Delivery } from './collection'
import { deliver, placesOf } from './deliver'

const BATCH = 1_000
/** The same name is reported again only after so many days. */
const AGAIN_AFTER_DAYS = 30

type Unreported = Pick<Delivery, '_id' | 'recipientId' | 'organizationId' | 'path'>

/** Tells whoever answers for an organisation which of its people no message reaches; they do not hear it of themselves. */
async function reportOne(deps: Deps, day: PlainDate, rows: readonly Unreported[]): Promise<void> {
  const [first] = rows
  if (!first) return
  const people = [...new Set(rows.map((row) => row.recipientId))]
  const since = addDays(day, -AGAIN_AFTER_DAYS)
  const earlier = await Deliveries.find(
    { recipientId: { $in: people }, state: 'unreachable', reportedOn: { $gt: since } },
    { recipientId: 1 },
  ).lean<Pick<Delivery, '_id' | 'recipientId'>[]>()
  const known = new Set(earlier.map((row) => row.recipientId))
  const fresh = people.filter((id) => !known.has(id))
  if (fresh.length > 0) {
    const place = { organizationId: first.organizationId, path: first.path }
    const places = placesUpward(place.path).map((one) => one.organizationId)
    const holders = (await listAppointments(places, day)).filter((holder) => !people.includes(holder.personId))
    const owner = { kind: 'organization', id: place.organizationId } as const
    const names = await namesOf(fresh)
    const page = `${UNREACHABLE_PAGE}?organizationId=${place.organizationId}`
    const text = unreachableText(
      fresh.map((id) => names.get(id) ?? '（已移出名册）'),
      page,
    )
    const drafts = audienceOf('secretary', { owner, ...place }, holders).map(({ personId, organizationId, path }) => ({
      key: `unreachable:${place.organizationId}|${day}|${fresh[0] ?? ''}|${personId}`,
      kind: 'report' as const,
      subject: `unreachable:${place.organizationId}`,
      rung: 'unreachable',
      recipientId: personId,
      organizationId,
      path,
      places: placesOf(place.path),
      text,
      template: 'dutyReminder' as const,
    }))
    await deliver(drafts, new Date(deps.clock.now()).toISOString())
  }
  // Last, so that a process killed before is taken up again; the key of the report keeps it from being sent twice.
  await Deliveries.updateMany(
    { _id: { $in: rows.map((row) => row._id) } },
    { $set: { reportedOn: day }, $unset: { unreported: 1 } },
  )
}

/** Names the people whom nothing reached since the last run to the secretary of their organisation. */
export async function reportUnreachable(deps: Deps, day: PlainDate): Promise<void> {
  for (;;) {
    const rows = await Deliveries.find({ unreported: 1 }, { recipientId: 1, organizationId: 1, path: 1 })
      .sort({ path: 1, at: 1 })
      .limit(BATCH)
      .lean<Unreported[]>()
    for (const path of new Set(rows.map((row) => row.path)))
      await reportOne(
        deps,
        day,
        rows.filter((row) => row.path === path),
      )
    if (rows.length < BATCH) return
  }
}
