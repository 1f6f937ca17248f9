import { defineContract, done, file, page, pageQuery, violation } from '@shared/core/contract'
import { ROLES, UNION_STAFF_ROLES } from '@shared/core/roles'
import * as v from '@shared/core/schema'
import { columnsOf, sortBy } from '@shared/core/tableQuery'
import { confirmationEndpoints } from './confirmationEndpoints'
import {
  LEAVE_REASON_LABELS,
  type LeaveReason,
  MEMBERSHIP_LABELS,
  type Membership,
  SEALED_FIELD_LABELS,
  SEX_LABELS,
  type SealedField,
  type Sex,
} from './model'
import { ListedPerson, OfficeHolder } from './rows'
import { isIdNumber, isPhone } from './rules'
import { OFFICES_TABLE, PEOPLE_TABLE } from './table'
import { timeEndpoints } from './timeEndpoints'

const membership = v.picklist(v.keysOf<Membership>(MEMBERSHIP_LABELS), '没有这种人员类别')
const sex = v.picklist(v.keysOf<Sex>(SEX_LABELS), '请选男或女')
const sealedField = v.picklist(v.keysOf<SealedField>(SEALED_FIELD_LABELS), '没有这一项')
const role = v.picklist(ROLES, '没有这种职务')
const leaveReason = v.picklist(v.keysOf<LeaveReason>(LEAVE_REASON_LABELS), '没有这种离开原因')
const personId = v.object({ personId: v.id() })
const organizationId = v.object({ organizationId: v.id() })

/** What a person's record holds, as the register's form sends it. */
export const PersonFields = v.object({
  name: v.line(40),
  groupId: v.optional(v.nullable(v.id())),
  membership,
  sex: v.optional(sex),
  ethnicity: v.optional(v.line(20)),
  birthOn: v.optional(v.plainDate()),
  education: v.optional(v.line(20)),
  joinedOn: v.optional(v.plainDate()),
  fullOn: v.optional(v.plainDate()),
  post: v.optional(v.line(40)),
  exempt: v.optional(v.boolean()),
  idNumber: v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.toUpperCase(),
      v.check((value: string) => isIdNumber(value), '身份证号的校验位对不上，请核对'),
    ),
  ),
  phone: v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.check((value: string) => isPhone(value), '手机号应为 11 位'),
    ),
  ),
  address: v.optional(v.line(100)),
})
export type PersonFields = v.InferOutput<typeof PersonFields>

const PersonDetail = v.object({
  id: v.string(),
  name: v.string(),
  organizationId: v.string(),
  organizationName: v.string(),
  groupName: v.nullable(v.string()),
  teamId: v.nullable(v.string()),
  teamName: v.nullable(v.string()),
  membership,
  sex: v.nullable(sex),
  ethnicity: v.nullable(v.string()),
  birthOn: v.nullable(v.plainDate()),
  education: v.nullable(v.string()),
  joinedOn: v.nullable(v.plainDate()),
  fullOn: v.nullable(v.plainDate()),
  post: v.nullable(v.string()),
  exempt: v.boolean(),
  left: v.nullable(v.object({ on: v.plainDate(), because: leaveReason })),
  /** Masked; the full value only through `reveal`. */
  masked: v.record(sealedField, v.string()),
  offices: v.array(v.object({ organizationName: v.string(), role, from: v.plainDate() })),
  allowed: v.array(v.string()),
})

const Office = v.object({
  id: v.string(),
  personId: v.string(),
  personName: v.string(),
  role,
  from: v.plainDate(),
  to: v.nullable(v.plainDate()),
})

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const peopleFilter = {
  search: v.optional(v.text(40)),
  /** The register of exactly this organisation. */
  organizationId: v.optional(v.id()),
  /** Everybody at or below this organisation; of where people work, by register or by team. */
  within: v.optional(v.id()),
  /** Everybody in this team, whatever the register. */
  teamId: v.optional(v.id()),
  membership: v.optional(membership),
  exempt: v.optional(v.picklist(['yes', 'no'])),
  left: v.optional(v.picklist(['yes', 'no'])),
}
const officeFilter = {
  search: v.optional(v.text(40)),
  within: v.optional(v.id()),
  role: v.optional(role),
  /** In office today · ending within 90 days or past the usual term · ended. */
  state: v.optional(v.picklist(['current', 'ending', 'ended'])),
}

export const peopleContract = defineContract('people', {
  ...timeEndpoints,
  ...confirmationEndpoints,
  asOf: {
    method: 'GET',
    path: '/people/:personId/as-of',
    access: 'person',
    summary: '一个人截至某日的名册信息和任职，号码打码',
    params: personId,
    query: v.object({ day: v.plainDate() }),
    reply: PersonDetail,
  },
  list: {
    method: 'GET',
    path: '/people',
    access: 'person',
    summary: '查找管理范围内或本支部的人员',
    query: v.object({ ...pageQuery, ...peopleFilter, sort: sortBy(PEOPLE_TABLE) }),
    reply: page(ListedPerson),
  },
  export: {
    method: 'GET',
    path: '/people/export',
    access: ['administrator', 'secretary', 'organizationCommissioner'],
    summary: '导出名册：和页面上一样的条件、顺序和列（xlsx），留痕',
    query: v.object({ ...peopleFilter, sort: sortBy(PEOPLE_TABLE), columns: columnsOf(PEOPLE_TABLE) }),
    download: XLSX_TYPE,
    reply: file,
  },
  detail: {
    method: 'GET',
    path: '/people/:personId',
    access: 'person',
    summary: '查看一个人的名册信息，号码打码',
    params: personId,
    reply: PersonDetail,
  },
  reveal: {
    method: 'POST',
    path: '/people/:personId/reveal',
    access: 'person',
    summary: '查看完整号码；写明用途，每次都留痕',
    params: personId,
    body: v.object({
      field: sealedField,
      purpose: v.line(60),
      /** An old value: which entry of the history, and whether what it replaced or what it brought. */
      changeId: v.optional(v.id()),
      side: v.optional(v.picklist(['from', 'to'])),
    }),
    // An answer kept for repeated requests would store the number in clear.
    once: false,
    reply: v.object({ value: v.string() }),
  },
  create: {
    method: 'POST',
    path: '/organizations/:organizationId/people',
    access: ['administrator', 'secretary', 'organizationCommissioner'],
    summary: '在支部名册里新增一个人',
    params: organizationId,
    body: PersonFields,
    reply: v.object({ id: v.string() }),
  },
  edit: {
    method: 'PUT',
    path: '/people/:personId',
    access: ['administrator', 'secretary', 'organizationCommissioner'],
    summary: '更正名册信息，写明原因',
    params: personId,
    /** Holds from today unless an earlier day is named. */
    body: v.object({
      fields: v.partial(PersonFields),
      reason: v.line(100),
      effectiveOn: v.optional(v.plainDate()),
    }),
    reply: done,
  },
  setTeam: {
    method: 'PUT',
    path: '/people/:personId/team',
    access: [...UNION_STAFF_ROLES],
    summary: '把一个人编入班组，或从班组调出，写明原因',
    params: personId,
    body: v.object({ teamId: v.nullable(v.id()), reason: v.line(100) }),
    reply: done,
  },
  leave: {
    method: 'POST',
    path: '/people/:personId/leaving',
    access: ['administrator', 'secretary', 'organizationCommissioner'],
    summary: '登记离开单位：当天起不能再登录，职务同时结束',
    params: personId,
    body: v.object({ on: v.plainDate(), because: leaveReason, note: v.line(100) }),
    reply: done,
  },
  undoLeave: {
    method: 'POST',
    path: '/people/:personId/leaving/undo',
    access: ['administrator', 'secretary', 'organizationCommissioner'],
    summary: '撤销离开登记：误登或又回来了，随之结束的职务恢复',
    params: personId,
    body: v.object({ reason: v.line(100) }),
    reply: done,
  },
  leadership: {
    method: 'GET',
    path: '/organizations/:organizationId/leadership',
    access: 'person',
    summary: '查看组织的班子、人数和设置是否合规的提示',
    params: organizationId,
    reply: v.object({
      offices: v.array(Office),
      members: v.number(),
      fullMembers: v.number(),
      warnings: v.array(violation),
    }),
  },
  offices: {
    method: 'GET',
    path: '/appointments',
    access: ['administrator', 'secretary', 'deputySecretary', 'organizationCommissioner'],
    summary: '查看管理范围内谁任什么职务、从何时起、何时到期',
    query: v.object({ ...pageQuery, ...officeFilter, sort: sortBy(OFFICES_TABLE) }),
    reply: page(OfficeHolder),
  },
  exportOffices: {
    method: 'GET',
    path: '/appointments/export',
    access: ['administrator', 'secretary', 'deputySecretary', 'organizationCommissioner'],
    summary: '导出任职一览：和页面上一样的条件、顺序和列（xlsx），留痕',
    query: v.object({ ...officeFilter, sort: sortBy(OFFICES_TABLE), columns: columnsOf(OFFICES_TABLE) }),
    download: XLSX_TYPE,
    reply: file,
  },
  rights: {
    method: 'GET',
    path: '/roles',
    access: 'person',
    summary: '查看每种职务可以办哪些事',
    reply: v.object({ roles: v.array(v.object({ role, may: v.array(v.string()) })) }),
  },
  appoint: {
    method: 'POST',
    path: '/organizations/:organizationId/appointments',
    access: ['administrator'],
    summary: '任命职务',
    params: organizationId,
    body: v.object({ personId: v.id(), role, from: v.plainDate() }),
    reply: v.object({ id: v.string() }),
  },
  endAppointment: {
    method: 'POST',
    path: '/appointments/:appointmentId/end',
    access: ['administrator'],
    summary: '免去职务；任职记录保留',
    params: v.object({ appointmentId: v.id() }),
    body: v.object({ to: v.plainDate(), reason: v.line(100) }),
    reply: done,
  },
})
