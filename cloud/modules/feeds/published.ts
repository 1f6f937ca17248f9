import type { Deps } from '@cloud/core/deps'
import { addDays, plainDateOf } from '@shared/core/plainDate'
import { FEED_AHEAD_DAYS, FEED_BACK_DAYS, type FeedOwner, type PublishedEvent } from '@shared/modules/feeds/model'
import { publish } from '@shared/modules/feeds/rules'
import { loadAgenda } from './agenda'
import { Published, type PublishedRecord } from './collection'

const ATTEMPTS = 5

/**
 * What subscribers of an agenda are told now. Written down only when something changed; of two readers at once the later one starts
 * over from what the earlier has written, so that no number is given twice.
 */
export async function loadPublished(deps: Deps, owner: FeedOwner): Promise<PublishedEvent[]> {
  const _id = `${owner.kind}:${owner.id}`
  const now = deps.clock.now()
  const today = plainDateOf(now)
  const from = addDays(today, -FEED_BACK_DAYS)
  const agenda = await loadAgenda(owner, from, addDays(today, FEED_AHEAD_DAYS))
  let events: PublishedEvent[] = []
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = await Published.findById(_id).lean<PublishedRecord>()
    events = publish(before?.events ?? [], agenda, from, new Date(now).toISOString())
    if (before && JSON.stringify(before.events) === JSON.stringify(events)) return before.events
    if (await write(_id, events, before?.revision)) return events
  }
  return events
}

/** @returns false when somebody else has written since. */
async function write(_id: string, events: PublishedEvent[], revision: number | undefined): Promise<boolean> {
  if (revision === undefined)
    return Published.create({ _id, events, revision: 0 }).then(
      () => true,
      (error: { code?: number }) => {
        if (error.code === 11_000) return false
        throw error
      },
    )
  const written = await Published.updateOne({ _id, revision }, { $set: { events }, $inc: { revision: 1 } })
  return written.modifiedCount === 1
}
