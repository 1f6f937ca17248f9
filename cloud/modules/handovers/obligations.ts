import type { ObligationSource } from '@cloud/core/defineModule'
import { loadWorkCalendar } from '@cloud/modules/calendar/index'
import { listAppointments, listOrganizations, settingsOfAll } from '@cloud/modules/organizations/index'
import { namesOf } from '@cloud/modules/people/index'
import { addMonths, type PlainDate, plainDateFrom } from '@shared/core/plainDate'
import { handoverDuties } from '@shared/modules/handovers/duties'
import { superiorOf } from '@shared/modules/handovers/rules'
import { type HandoverRecord, Handovers, toHandover } from './collection'
import { FACT } from './openHandovers'

/** A handover falls due at most two months after it opened; one that opened late in the year is due in the next. */
const EARLIEST_MONTHS = 3

/** What handovers ask of both sides, and of the superior while a seat is empty. */
export const handoverObligations: ObligationSource = {
  facts: [FACT],
  async compute(_, organizationIds, year, today) {
    const first = addMonths(plainDateFrom(year, 1, 1), -EARLIEST_MONTHS) as PlainDate
    const records = await Handovers.find({
      organizationId: { $in: [...organizationIds] },
      openedOn: { $gte: first, $lte: plainDateFrom(year, 12, 31) },
    }).lean<HandoverRecord[]>()
    if (records.length === 0) return []
    const organizations = await listOrganizations({ ids: [...new Set(records.map((one) => one.organizationId))] })
    const byId = new Map(organizations.map((organization) => [organization.id, organization]))
    const settings = await settingsOfAll(organizations)
    const above = [...new Set(organizations.flatMap(({ path }) => path.split('/').filter(Boolean)))]
    const holders = await listAppointments(above, today)
    const names = await namesOf(records.flatMap(({ fromId, toId }) => [fromId, toId].filter((id) => id !== null)))
    const calendar = await loadWorkCalendar()
    return records.flatMap((record) => {
      const organization = byId.get(record.organizationId)
      const days = settings.get(record.organizationId)?.handoverDays
      if (!organization || days === undefined) return []
      const superiorId = superiorOf(record, holders, [record.fromId])
      const duties = handoverDuties(toHandover(record), {
        organizationName: organization.name,
        fromName: names.get(record.fromId ?? '') ?? '',
        toName: names.get(record.toId ?? '') ?? '',
        ...(superiorId && { superiorId }),
        days,
        calendar,
      })
      return duties.filter((duty) => duty.dueOn.startsWith(`${year}-`))
    })
  },
}
