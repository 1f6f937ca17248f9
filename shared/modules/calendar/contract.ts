import { defineContract, done } from '@shared/core/contract'
import * as v from '@shared/core/schema'

export const CalendarYearBody = v.object({
  holidays: v.pipe(
    v.record(v.string(), v.line(20)),
    v.check((days) => Object.keys(days).length <= 80, '放假日不会超过 80 天'),
  ),
  workdays: v.pipe(v.array(v.plainDate()), v.maxLength(30, '调休上班日不会超过 30 天')),
  source: v.line(120),
})

const Year = v.object({
  year: v.number(),
  status: v.picklist(['confirmed', 'provisional']),
  source: v.string(),
  holidays: v.record(v.string(), v.string()),
  workdays: v.array(v.string()),
})

export const calendarContract = defineContract('calendar', {
  years: {
    method: 'GET',
    path: '/calendar/years',
    access: 'person',
    summary: '查看工作日历：每年是否已按通知确认',
    reply: v.object({ years: v.array(Year), allowed: v.array(v.string()) }),
  },
  confirmYear: {
    method: 'PUT',
    path: '/calendar/years/:year',
    access: ['administrator'],
    summary: '按国务院办公厅当年的通知录入并确认一年的工作日历',
    params: v.object({ year: v.wholeText(2020, 2100) }),
    body: CalendarYearBody,
    reply: done,
  },
})
