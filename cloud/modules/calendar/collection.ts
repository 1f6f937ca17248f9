import { anything, count, defineCollection, text, texts } from '@cloud/core/database/collection'
import type { CalendarYear } from '@shared/core/workCalendar'

/** 工作日历年度 — `_id` is the year. */
export interface CalendarYearRecord extends CalendarYear {
  _id: string
}

export const CalendarYears = defineCollection<CalendarYearRecord>('calendarYears', {
  year: count,
  status: text,
  source: text,
  holidays: anything,
  workdays: texts,
})
