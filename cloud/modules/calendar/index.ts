import { defineModule } from '@cloud/core/defineModule'
import { calendarContract } from '@shared/modules/calendar/contract'
import { calendarRoutes } from './routes'

export { forgetWorkCalendar, loadWorkCalendar } from './loadWorkCalendar'

/** 工作日历 — statutory holidays and exchanged working days, year by year, confirmed or provisional. */
export const calendar = defineModule({ name: 'calendar', contract: calendarContract, routes: calendarRoutes })
