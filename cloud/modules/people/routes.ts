import { recordAudit } from '@cloud/core/audit'
import { found, mustBeAllowed } from '@cloud/core/authorize'
import type { Work } from '@cloud/core/deps'
import { defineRoutes } from '@cloud/core/http/route'
import { tableFile } from '@cloud/core/table/tableFile'
import { contracts } from '@shared/contracts'
import { OK } from '@shared/core/contract'
import { AppError } from '@shared/core/errors'
import { ROLES } from '@shared/core/roles'
import { branchWarnings } from '@shared/modules/organizations/rules'
import { peopleContract } from '@shared/modules/people/contract'
import { personPolicy } from '@shared/modules/people/policy'
import { OFFICES_TABLE, PEOPLE_TABLE } from '@shared/modules/people/table'
import {
  type AppointmentRecord,
  Appointments,
  appoint,
  endAppointment,
  getOrganization,
  getOrganizationFor,
  listAppointments,
} from '../organizations/index'
import { getPersonFor } from './access'
import type { PersonRecord } from './collection'
import { createPerson, editPerson } from './commands'
import { confirmationHandlers } from './confirmation/handlers'
import { leave, undoLeave } from './leaving'
import { listOffices } from './listOffices'
import { listPeople } from './listPeople'
import { findHigherPlaced } from './offices'
import { presentPerson } from './present'
import { hasLeft, listMembers, namesOf, standingTo } from './queries'
import { getTeamFor } from './teams/getTeamFor'
import { setTeam } from './teams/setTeam'
import { timeHandlers } from './time/handlers'
import { findOldValue } from './time/history'

/** Somebody whose leaving the caller may record: with an office out of reach, only an administrator over that office may. */
async function getLeaver({ actor, params, today }: Work & { params: { personId: string } }): Promise<PersonRecord> {
  const person = await getPersonFor(actor, params.personId, 'leave')
  const higher = await findHigherPlaced(actor, [person], today)
  mustBeAllowed(higher.length === 0, '这个人在上级组织还有职务，由上级组织的管理员登记')
  return person
}

export const peopleRoutes = defineRoutes(peopleContract, {
  ...timeHandlers,
  ...confirmationHandlers,

  list: (call) => listPeople(call, call.query, call.query),

  export: async (call) => {
    const { columns, ...query } = call.query
    const { rows, ...table } = await tableFile(PEOPLE_TABLE, columns, call.today, (page) =>
      listPeople(call, query, page),
    )
    await recordAudit(call, {
      action: 'people.export',
      subject: { kind: 'table', id: PEOPLE_TABLE.id },
      summary: `导出人员名册 ${rows} 人，列：${columns.join('、')}`,
    })
    return table
  },

  offices: (call) => listOffices(call, call.query, call.query),

  exportOffices: async (call) => {
    const { columns, ...query } = call.query
    const { rows, ...table } = await tableFile(OFFICES_TABLE, columns, call.today, (page) =>
      listOffices(call, query, page),
    )
    await recordAudit(call, {
      action: 'people.exportOffices',
      subject: { kind: 'table', id: OFFICES_TABLE.id },
      summary: `导出任职一览 ${rows} 条`,
    })
    return table
  },

  rights: async () => ({
    roles: ROLES.map((role) => ({
      role,
      may: contracts
        .flatMap(({ endpoints }) => Object.values(endpoints))
        .flatMap(({ access, summary }) => (Array.isArray(access) && access.includes(role) ? [summary] : [])),
    })),
  }),

  detail: async (call) => presentPerson(call, await getPersonFor(call.actor, call.params.personId, 'view')),

  reveal: async (call) => {
    const person = await getPersonFor(call.actor, call.params.personId, 'reveal')
    const { field, purpose, changeId, side = 'from' } = call.body
    const stored = changeId ? await findOldValue(person._id, changeId, field, side) : person[field]
    const sealed = found(stored, '项号码')
    await recordAudit(call, {
      action: 'people.reveal',
      subject: { kind: 'person', id: person._id },
      place: person,
      summary: `查看“${person.name}”的${changeId ? '历史' : '完整'}号码（${field}）：${purpose}`,
    })
    return { value: call.deps.cipher.open(sealed) }
  },

  create: async (call) => {
    const organization = await getOrganizationFor(call.actor, call.params.organizationId)
    const standing = standingTo(call.actor, { _id: '', organizationId: organization.id, path: organization.path })
    mustBeAllowed(personPolicy.edit(standing), '只有本支部书记、组织委员或管理员可以新增人员')
    const draft = { organizationId: organization.id, path: organization.path, fields: call.body }
    return { id: await createPerson(call, draft) }
  },

  edit: async (call) => {
    const person = await getPersonFor(call.actor, call.params.personId, 'edit')
    const { phone, idNumber } = call.body.fields
    if (phone !== undefined || idNumber !== undefined) {
      const higher = await findHigherPlaced(call.actor, [person], call.today)
      mustBeAllowed(higher.length === 0, '这个人在上级组织还有职务，号码由上级组织的管理员更正')
    }
    const { fields, reason, effectiveOn } = call.body
    await editPerson(call, person, fields, reason, undefined, effectiveOn)
    return OK
  },

  setTeam: async (call) => {
    const { teamId, reason } = call.body
    const person = await getPersonFor(call.actor, call.params.personId, 'assignTeam')
    await setTeam(call, person, teamId ? await getTeamFor(call.actor, teamId) : null, reason)
    return OK
  },

  leave: async (call) => {
    const person = await getLeaver(call)
    await leave(call, person, call.body)
    return OK
  },

  undoLeave: async (call) => {
    const person = await getLeaver(call)
    await undoLeave(call, person, call.body.reason)
    return OK
  },

  leadership: async ({ actor, params, today }) => {
    const organization = await getOrganizationFor(actor, params.organizationId)
    const offices = await Appointments.find({ organizationId: organization.id })
      .sort({ from: -1 })
      .limit(1_000)
      .lean<AppointmentRecord[]>()
    const names = await namesOf(offices.map((office) => office.personId))
    const members = await listMembers([organization.id])
    const inOffice = await listAppointments([organization.id], today)
    const fullMembers = members.filter((member) => member.membership === 'full').length
    const facts = { fullMembers, members: members.length, offices: inOffice }
    return {
      offices: offices.map((o) => ({
        id: o._id,
        personId: o.personId,
        personName: names.get(o.personId) ?? '',
        role: o.role,
        from: o.from,
        to: o.to,
      })),
      members: members.length,
      fullMembers,
      warnings: organization.kind === 'branch' ? branchWarnings(facts, today) : [],
    }
  },

  appoint: async (call) => {
    const organization = await getOrganizationFor(call.actor, call.params.organizationId, 'appoint')
    const { personId, role, from } = call.body
    const person = await getPersonFor(call.actor, personId, 'list')
    if (hasLeft(person, from))
      throw new AppError('conflict', `${person.name}已登记 ${person.leftOn} 离开单位，不能任命`)
    return { id: await appoint(call, { personId, organizationId: organization.id, role, from }, person.name) }
  },

  endAppointment: async (call) => {
    const record = found(await Appointments.findById(call.params.appointmentId).lean<AppointmentRecord>(), '项任职')
    await getOrganizationFor(call.actor, (await getOrganization(record.organizationId)).id, 'appoint')
    await endAppointment(call, record, call.body.to, call.body.reason)
    return OK
  },
})
