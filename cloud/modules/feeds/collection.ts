import {
  anything,
  count,
  defineCollection,
  optionalText,
  optionalWhen,
  text,
  when,
} from '@cloud/core/database/collection'
import type { PublishedEvent } from '@shared/modules/feeds/model'

/** 日历订阅链接 — only the hash of the secret address is kept. One per person and agenda. */
export interface FeedRecord {
  _id: string
  tokenHash: string
  personId: string
  /** `person:<id>` or `organization:<id>`. */
  owner: string
  organizationId?: string
  createdAt: Date
  readAt?: Date
}

export const Feeds = defineCollection<FeedRecord>(
  'calendarFeeds',
  {
    tokenHash: text,
    personId: text,
    owner: text,
    organizationId: optionalText,
    createdAt: when,
    readAt: optionalWhen,
  },
  [
    { keys: { tokenHash: 1 }, unique: true },
    { keys: { personId: 1, owner: 1 }, unique: true },
  ],
)

/** What subscribers of an agenda were last told, so that they learn of moves and cancellations. One per agenda. */
export interface PublishedRecord {
  _id: string
  events: PublishedEvent[]
  revision: number
}

export const Published = defineCollection<PublishedRecord>('calendarPublished', { events: anything, revision: count })
