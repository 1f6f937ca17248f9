import type { PlainDate } from '@shared/core/plainDate'

/** 日程 — what stands on a day of an organisation without being owed, for example a meeting that was arranged. */
export interface DatedEvent {
  /** Of the record; an obligation fulfilled by it says the same, and is shown in its place. */
  id: string
  title: string
  /** Where, or who with. */
  note: string
  on: PlainDate
  /** `HH:MM`, Asia/Shanghai. */
  startTime: string
  endTime: string
  /** How far it is, in a few characters. */
  state: string
  /** Until it is announced it is the organisers' own plan. */
  announced: boolean
  page: string
}

/** What a module has arranged for an organisation between two days; what was called off is left out. */
export type DatedEventSource = (organizationId: string, from: PlainDate, to: PlainDate) => Promise<DatedEvent[]>
