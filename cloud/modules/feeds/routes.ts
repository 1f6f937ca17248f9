import { defineRoutes } from '@cloud/core/http/route'
import { getMeetingDate } from '@cloud/modules/meetings/index'
import { OK } from '@shared/core/contract'
import { feedsContract } from '@shared/modules/feeds/contract'
import type { AgendaEvent } from '@shared/modules/feeds/model'
import { loadAgenda, meetingEvent } from './agenda'
import { createFeed, listFeeds, ownerFor, removeFeed } from './links'
import { writeIcs } from './writeIcs'

const asFile = (fileName: string, events: readonly AgendaEvent[], now: string, publicUrl: string) => ({
  fileName,
  bytes: new TextEncoder().encode(
    writeIcs(
      '知行',
      events.map((event) => ({ event, sequence: 0, changedAt: now })),
      publicUrl,
    ),
  ),
})

export const feedRoutes = defineRoutes(feedsContract, {
  listFeeds: (call) => listFeeds(call),
  createFeed: (call) => createFeed(call, call.body.organizationId),
  removeFeed: async (call) => {
    await removeFeed(call, call.params.feedId)
    return OK
  },
  meetingFile: async ({ actor, params, today, now, deps }) => {
    const meeting = await getMeetingDate(actor, params.meetingId, today)
    return asFile(`${meeting.on} ${meeting.title}.ics`, [meetingEvent(meeting)], now, deps.config.publicUrl)
  },
  dayFile: async ({ actor, params, query, now, deps }) => {
    const owner = await ownerFor(actor, query.organizationId)
    const events = await loadAgenda(owner, params.day, params.day)
    return asFile(
      `${params.day} 要办的事.ics`,
      events.filter(({ cancelled }) => !cancelled),
      now,
      deps.config.publicUrl,
    )
  },
})
