import { seatPathOf } from '@cloud/core/actor'
import type { Work } from '@cloud/core/deps'
import { findReach } from '@cloud/modules/accounts/index'
import { listAppointments, listOrganizations, settingsOf } from '@cloud/modules/organizations/index'
import { namesOf } from '@cloud/modules/people/index'
import { ROLE_LABELS } from '@shared/core/roles'
import { DEFAULT_SETTINGS } from '@shared/modules/organizations/model'
import type { ReminderSettings } from '@shared/modules/reminders/contract'
import { deputiesFor } from '@shared/modules/reminders/handOver'
import { placesUpward } from '@shared/modules/reminders/placesUpward'
import { hoursFor } from '@shared/modules/reminders/quietHours'
import { type ReachRecord, ReachRecords } from '../collection'
import { listOwnAbsences } from '../commands/absences'

/** Organisations in which the actor is addressed: where he or she holds office, and the own one. */
const placesOfActor = ({ actor }: Work): string[] => [
  ...new Set([...actor.appointments.map(seatPathOf), actor.path].filter((path) => path !== '')),
]

/** Who may stand in for the actor somewhere, with the office that makes it fitting. */
export async function listDeputies(work: Work): Promise<ReminderSettings['deputies']> {
  const paths = placesOfActor(work)
  const near = paths.flatMap((path) => placesUpward(path).slice(0, 2))
  const ids = [...new Set(near.map((place) => place.organizationId))]
  const holders = await listAppointments(ids, work.today)
  const people = [...new Set(paths.flatMap((path) => deputiesFor(work.actor.personId, path, holders)))]
  const names = await namesOf(people)
  const organizations = new Map((await listOrganizations({ ids })).map((one) => [one.id, one.name]))
  return people.map((personId) => {
    const office = holders.find((holder) => holder.personId === personId)
    const label = office ? `${organizations.get(office.organizationId) ?? ''}${ROLE_LABELS[office.role]}` : ''
    return { personId, name: names.get(personId) ?? '', office: label }
  })
}

/** What a person has set for reminders, and what may be set. */
export async function getSettings(work: Work): Promise<ReminderSettings> {
  const { actor, deps, today } = work
  const record = (await ReachRecords.findById(actor.personId).lean<ReachRecord>()) ?? { _id: actor.personId }
  const unit = actor.organizationId
    ? await settingsOf({ id: actor.organizationId, path: actor.path })
    : DEFAULT_SETTINGS
  const absences = await listOwnAbsences(actor.personId, today)
  const names = await namesOf(absences.map((one) => one.deputyId))
  const openId = (await findReach(deps, [actor.personId])).get(actor.personId)?.openId
  const templates = deps.wechat && openId ? Object.values(deps.config.employee.templates) : []
  return {
    hours: hoursFor(unit, record.hours),
    own: record.hours ?? {},
    absences: absences.map(({ _id, from, to, deputyId }) => ({
      id: _id,
      from,
      to,
      deputyName: names.get(deputyId) ?? '',
    })),
    deputies: await listDeputies(work),
    employeeTemplates: templates.map((template) => template.id),
    ...(record.employee && { employee: record.employee }),
  }
}
