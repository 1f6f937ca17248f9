import { defineContract, done, file } from '@shared/core/contract'
import * as v from '@shared/core/schema'

const Feed = v.object({
  id: v.id(),
  /** Absent for the own agenda. */
  organizationId: v.optional(v.id()),
  name: v.string(),
  createdAt: v.instant(),
  lastReadAt: v.nullable(v.instant()),
})

export const feedsContract = defineContract('feeds', {
  listFeeds: {
    method: 'GET',
    path: '/calendar/feeds',
    access: 'person',
    summary: '我的日历订阅链接，和还能订阅谁的日程；链接本身不再显示',
    reply: v.object({
      items: v.array(Feed),
      places: v.array(v.object({ organizationId: v.optional(v.id()), name: v.string() })),
    }),
  },
  createFeed: {
    method: 'POST',
    path: '/calendar/feeds',
    access: 'person',
    summary: '生成日历订阅链接，只显示这一次；旧的同类链接随即作废',
    body: v.object({ organizationId: v.optional(v.id()) }),
    // An answer kept for repeated requests would store the link in clear.
    once: false,
    reply: v.object({ id: v.id(), url: v.string() }),
  },
  removeFeed: {
    method: 'DELETE',
    path: '/calendar/feeds/:feedId',
    access: 'person',
    summary: '让一个日历订阅链接作废',
    params: v.object({ feedId: v.id() }),
    reply: done,
  },
  meetingFile: {
    method: 'GET',
    path: '/calendar/meetings/:meetingId/file',
    access: 'person',
    summary: '一次会议的日历文件（ics）',
    params: v.object({ meetingId: v.id() }),
    download: 'text/calendar; charset=utf-8',
    reply: file,
  },
  dayFile: {
    method: 'GET',
    path: '/calendar/days/:day/file',
    access: 'person',
    summary: '一天里要办的事的日历文件（ics），自己的或一个组织的',
    params: v.object({ day: v.plainDate() }),
    query: v.object({ organizationId: v.optional(v.id()) }),
    download: 'text/calendar; charset=utf-8',
    reply: file,
  },
})
