import { recordAudit } from '@cloud/core/audit'
import { administersTop, mustBeAllowed } from '@cloud/core/authorize'
import { recordChange } from '@cloud/core/change'
import { defineRoutes } from '@cloud/core/http/route'
import { OK } from '@shared/core/contract'
import { ruleBroken } from '@shared/core/errors'
import type { CalendarYear } from '@shared/core/workCalendar'
import { calendarContract } from '@shared/modules/calendar/contract'
import { calendarYearFaults } from '@shared/modules/calendar/rules'
import { listOrganizations } from '../organizations/index'
import { CalendarYears } from './collection'
import { forgetWorkCalendar, listYears } from './loadWorkCalendar'

export const calendarRoutes = defineRoutes(calendarContract, {
  years: async ({ actor }) => ({
    years: (await listYears()).map((year) => ({ ...year, workdays: [...year.workdays] })),
    allowed: administersTop(actor) ? ['confirmYear'] : [],
  }),

  confirmYear: async (call) => {
    mustBeAllowed(administersTop(call.actor), '工作日历对所有组织生效，由最上级组织的管理员确认')
    const year: CalendarYear = { year: call.params.year, status: 'confirmed', ...call.body }
    const faults = calendarYearFaults(year)
    if (faults.length > 0) throw ruleBroken(faults)
    await CalendarYears.replaceOne({ _id: String(year.year) }, { _id: String(year.year), ...year }, { upsert: true })
    forgetWorkCalendar()
    await recordAudit(call, {
      action: 'calendar.confirmYear',
      subject: { kind: 'calendarYear', id: String(year.year) },
      summary: `确认 ${year.year} 年工作日历，依据：${year.source}`,
      details: { holidays: year.holidays, workdays: year.workdays },
    })
    const branches = await listOrganizations({ kind: 'branch' })
    await recordChange(
      call,
      branches.map(({ id }) => ({ organizationId: id, fact: 'calendar.year', factId: String(year.year) })),
    )
    return OK
  },
})
