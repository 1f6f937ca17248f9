import {
  type AppointmentRecord,
  Appointments,
  appoint,
  endAppointment,
  getOrganizationFor,
  listOrganizations,
  removeAppointment,
  reopenClosed,
  standing,
} from '@cloud/modules/organizations/index'
import { findPersonRecords, hasLeft, namesOf } from '@cloud/modules/people/index'
import { AppError } from '@shared/core/errors'
import { ROLE_LABELS } from '@shared/core/roles'
import type { Change } from '@shared/modules/exchange/change'
import { organizationPolicy } from '@shared/modules/organizations/policy'
import { type ChangeKind, NOT_FOUND, refusal, UNDOING } from './changeKind'

type Of<A extends Change['action']> = Extract<Change, { action: A }>

const findOffices = (ids: readonly string[]): Promise<AppointmentRecord[]> =>
  Appointments.find({ _id: { $in: [...ids] } }).lean<AppointmentRecord[]>()

export const appointChange: ChangeKind<Of<'offices.appoint'>> = {
  async plan(work, { organizationId, role, from }, ids) {
    const persons = new Map((await findPersonRecords(work.actor, ids)).map((person) => [person._id, person]))
    const placeIds = organizationId ? [organizationId] : [...persons.values()].map((person) => person.organizationId)
    const places = new Map((await listOrganizations({ ids: placeIds })).map((place) => [place.id, place]))
    const held = await Appointments.find({ personId: { $in: [...persons.keys()] }, role, to: null }).lean<
      AppointmentRecord[]
    >()
    return ids.map((id) => {
      const person = persons.get(id)
      const place = places.get(organizationId ?? person?.organizationId ?? '')
      if (!person || !place || !organizationPolicy.appoint(standing(work.actor, place.path)))
        return refusal(id, person?.name ?? '', NOT_FOUND)
      if (hasLeft(person, from)) return refusal(id, person.name, `已登记 ${person.leftOn} 离开单位`)
      if (place.dissolvedOn) return refusal(id, person.name, `“${place.name}”已撤销`)
      if (held.some((office) => office.personId === id && office.organizationId === place.id))
        return refusal(id, person.name, `已经是“${place.name}”${ROLE_LABELS[role]}`)
      const to = `${place.name}${ROLE_LABELS[role]}，自 ${from}`
      return { subjectId: id, name: person.name, changes: [{ field: 'office' as const, from: '', to }] }
    })
  },
  async apply(work, { organizationId, role, from }, id) {
    const [person] = await findPersonRecords(work.actor, [id])
    if (!person) throw new AppError('not_found', NOT_FOUND)
    const place = await getOrganizationFor(work.actor, organizationId ?? person.organizationId, 'appoint')
    return appoint(work, { personId: id, organizationId: place.id, role, from }, person.name)
  },
  async findBuiltOn(_, __, rows) {
    const open = new Set(
      (await findOffices(rows.map((row) => row.kept as string))).flatMap((o) => (o.to ? [] : [o._id])),
    )
    return rows.filter((row) => !open.has(row.kept as string)).map((row) => `${row.name}的这项任职后来已经结束`)
  },
  revert: (work, _, { kept }) => removeAppointment(work, kept as string),
}

export const endChange: ChangeKind<Of<'offices.end'>> = {
  async plan(work, { to }, ids) {
    const offices = new Map((await findOffices(ids)).map((office) => [office._id, office]))
    const names = await namesOf([...offices.values()].map((office) => office.personId))
    const places = await listOrganizations({ ids: [...offices.values()].map((office) => office.organizationId) })
    const placeNames = new Map(places.map((place) => [place.id, place.name]))
    return ids.map((id) => {
      const office = offices.get(id)
      if (!office || !organizationPolicy.appoint(standing(work.actor, office.path))) return refusal(id, '', NOT_FOUND)
      const name = names.get(office.personId) ?? ''
      const what = `${placeNames.get(office.organizationId) ?? ''}${ROLE_LABELS[office.role]}`
      if (office.to !== null) return refusal(id, name, `${what}已在 ${office.to} 结束`)
      if (to < office.from) return refusal(id, name, `${what}自 ${office.from} 起，免职日期不能早于它`)
      if (office.personId === work.actor.personId && office.role === 'administrator')
        return refusal(id, name, '不能免去自己的系统管理员职务')
      return { subjectId: id, name, changes: [{ field: 'office' as const, from: what, to: `至 ${to}` }] }
    })
  },
  async apply(work, { to }, id, reason) {
    const [office] = await findOffices([id])
    if (!office) throw new AppError('not_found', NOT_FOUND)
    await getOrganizationFor(work.actor, office.organizationId, 'appoint')
    await endAppointment(work, office, to, reason)
    return null
  },
  async findBuiltOn(_, { to }, rows) {
    const offices = await findOffices(rows.map((row) => row.subjectId))
    const places = await listOrganizations({ ids: offices.map((office) => office.organizationId) })
    const gone = new Set(places.flatMap(({ id, dissolvedOn }) => (dissolvedOn ? [id] : [])))
    const same = new Set(offices.flatMap((o) => (o.to === to && !gone.has(o.organizationId) ? [o._id] : [])))
    return rows.filter((row) => !same.has(row.subjectId)).map((row) => `${row.name}的任职后来又改过，或组织已撤销`)
  },
  revert: (work, { to }, { subjectId }) => reopenClosed(work, [{ id: subjectId, on: to }], UNDOING),
}
