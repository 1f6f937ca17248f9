import type { ObligationSource } from '@cloud/core/defineModule'
import { type PlainDate, plainDateFrom } from '@shared/core/plainDate'
import { confirmationDuty, correctionDuty } from '@shared/modules/people/confirmation'
import { OWN_FIELDS } from '@shared/modules/people/ownFields'
import { listAppointments, listOrganizations, settingsOfAll } from '../../organizations/index'
import { type CorrectionRecord, Corrections, People, type PersonRecord } from '../collection'
import { hasLeft, namesOf } from '../queries'

const KEEPERS = ['secretary', 'organizationCommissioner'] as const
const FIELDS = { organizationId: 1, membership: 1, leftOn: 1, enteredOn: 1, confirmedOn: 1 } as const

async function correctionDuties(organizationIds: readonly string[], year: number, today: PlainDate) {
  const rows = await Corrections.find({
    organizationId: { $in: [...organizationIds] },
    openedOn: { $gte: plainDateFrom(year, 1, 1), $lte: plainDateFrom(year, 12, 31) },
  }).lean<CorrectionRecord[]>()
  if (rows.length === 0) return []
  const offices = await listAppointments([...new Set(rows.map((row) => row.organizationId))], today)
  const names = await namesOf(rows.map((row) => row.personId))
  return rows
    .filter((row) => row.state !== 'replaced')
    .map(({ _id, organizationId, personId, field, openedOn, decidedOn, decidedBy }) => {
      const keepers = KEEPERS.flatMap((role) =>
        offices.filter((o) => o.organizationId === organizationId && o.role === role),
      )
      const keeperId = decidedBy ?? keepers.find((keeper) => keeper.personId !== personId)?.personId
      return correctionDuty({
        id: _id,
        organizationId,
        personName: names.get(personId) ?? '',
        label: OWN_FIELDS[field].label,
        openedOn,
        ...(decidedOn && { decidedOn }),
        ...(keeperId && { keeperId }),
      })
    })
}

/** Once a year each member looks at the own record; what is corrected there and needs a look goes to the keeper of the register. */
export const peopleObligations: ObligationSource = {
  facts: ['people.person', 'organizations.appointment'],
  async compute(_, organizationIds, year, today) {
    const people = await People.find({ organizationId: { $in: [...organizationIds] } }, FIELDS).lean<PersonRecord[]>()
    const members = people.filter((person) => person.membership !== 'none' && !hasLeft(person, today))
    const places = await listOrganizations({ ids: [...new Set(members.map((member) => member.organizationId))] })
    const settings = await settingsOfAll(places)
    const duties = members.flatMap(({ _id, organizationId, enteredOn, confirmedOn }) => {
      const months = settings.get(organizationId)?.confirmMonths
      const person = { id: _id, organizationId, ...(enteredOn && { enteredOn }), confirmedOn: confirmedOn ?? {} }
      return months === undefined ? [] : (confirmationDuty(person, year, months) ?? [])
    })
    return [...duties, ...(await correctionDuties(organizationIds, year, today))]
  },
}
