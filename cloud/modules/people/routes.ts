import type { Actor } from '@cloud/core/actor'
import { recordAudit } from '@cloud/core/audit'
import { found, mustBeAllowed } from '@cloud/core/authorize'
import { findPage } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { defineRoutes } from '@cloud/core/http/route'
import { OK } from '@shared/core/contract'
import { AppError } from '@shared/core/errors'
import { branchWarnings } from '@shared/modules/organizations/rules'
import { peopleContract } from '@shared/modules/people/contract'
import { type PersonAction, personPolicy } from '@shared/modules/people/policy'
import {
  type AppointmentRecord,
  Appointments,
  appoint,
  endAppointment,
  getOrganization,
  getOrganizationFor,
  listAppointments,
  listOrganizations,
} from '../organizations/index'
import { People, type PersonRecord } from './collection'
import { createPerson, editPerson } from './commands'
import { leave, undoLeave } from './leaving'
import { findHigherPlaced } from './offices'
import { presentPerson } from './present'
import { hasLeft, listMembers, namesOf, standingTo, visiblePeople } from './queries'

const escapeRegex = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** @throws AppError not_found outside the actor's reach, forbidden when he may not do this. */
async function getPersonFor(actor: Actor, id: string, action: PersonAction): Promise<PersonRecord> {
  const person = found(await People.findOne({ $and: [{ _id: id }, visiblePeople(actor)] }).lean<PersonRecord>(), '个人')
  mustBeAllowed(personPolicy[action](standingTo(actor, person)), '你没有这样做的权限，请联系本支部书记或管理员')
  return person
}

/** Somebody whose leaving the caller may record: with an office out of reach, only an administrator over that office may. */
async function getLeaver({ actor, params, today }: Work & { params: { personId: string } }): Promise<PersonRecord> {
  const person = await getPersonFor(actor, params.personId, 'leave')
  const higher = await findHigherPlaced(actor, [person], today)
  mustBeAllowed(higher.length === 0, '这个人在上级组织还有职务，由上级组织的管理员登记')
  return person
}

export const peopleRoutes = defineRoutes(peopleContract, {
  list: async ({ actor, query }) => {
    const filter = {
      $and: [
        visiblePeople(actor),
        {
          ...(query.organizationId && { organizationId: query.organizationId }),
          ...(query.search && { name: { $regex: `^${escapeRegex(query.search)}` } }),
        },
      ],
    }
    // Names run through one branch, or through what was searched for; otherwise branch after branch, as a superior looks at them.
    const isShort = Boolean(query.organizationId || query.search)
    const order: Record<string, 1> = isShort ? { name: 1 } : { path: 1, name: 1 }
    const { items, next } = await findPage<PersonRecord>(People, filter, order, query, {
      name: 1,
      organizationId: 1,
      membership: 1,
      post: 1,
      path: 1,
    })
    const organizations = await listOrganizations({ ids: [...new Set(items.map((item) => item.organizationId))] })
    const names = new Map(organizations.map((organization) => [organization.id, organization.name]))
    return {
      items: items.map(({ _id, name, organizationId, membership, post }) => ({
        id: _id,
        name,
        organizationId,
        organizationName: names.get(organizationId) ?? '',
        membership,
        post: post ?? null,
      })),
      next,
    }
  },

  detail: async (call) => presentPerson(call, await getPersonFor(call.actor, call.params.personId, 'view')),

  reveal: async (call) => {
    const person = await getPersonFor(call.actor, call.params.personId, 'reveal')
    const sealed = found(person[call.body.field], '项号码')
    await recordAudit(call, {
      action: 'people.reveal',
      subject: { kind: 'person', id: person._id },
      place: person,
      summary: `查看“${person.name}”的完整号码（${call.body.field}）：${call.body.purpose}`,
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
    if (call.body.fields.phone !== undefined) {
      const higher = await findHigherPlaced(call.actor, [person], call.today)
      mustBeAllowed(higher.length === 0, '这个人在上级组织还有职务，手机号由上级组织的管理员更正')
    }
    await editPerson(call, person, call.body.fields, call.body.reason)
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
      .limit(200)
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
