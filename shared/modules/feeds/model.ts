import type { PlainDate } from '@shared/core/plainDate'

/** 日程 — something that stands in a calendar: a meeting to come to, a duty to be done by a day. */
export interface AgendaEvent {
  /** Stays the same however often it is moved. */
  uid: string
  title: string
  /** Why, and according to what. */
  note: string
  on: PlainDate
  /** `HH:MM`, Asia/Shanghai; without it the event takes the whole day. */
  startTime?: string
  endTime?: string
  place?: string
  /** Page of the product it leads to. */
  page: string
  cancelled: boolean
}

/** An event as it was last published: subscribers learn of a change by the higher number. */
export interface PublishedEvent {
  event: AgendaEvent
  sequence: number
  /** UTC ISO. */
  changedAt: string
}

/** Whose agenda it is. */
export type FeedOwner = { kind: 'person' | 'organization'; id: string }

/** So far back and ahead a subscription reaches, in days. */
export const FEED_BACK_DAYS = 31
export const FEED_AHEAD_DAYS = 366
/** A cancelled event is announced as cancelled for so long before it is left out: every phone asks within that time. */
export const CANCELLED_DAYS = 30
export const MAX_EVENTS = 2_000
/** How often a calendar is told to ask again, seconds. */
export const REFRESH_SECONDS = 3_600
