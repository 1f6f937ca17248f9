import { defineContract, done, page, pageQuery, source } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { EXEMPTION_CATEGORY_LABELS, type ExemptionCategory } from './model'

const category = v.picklist(
  Object.keys(EXEMPTION_CATEGORY_LABELS) as [ExemptionCategory, ...ExemptionCategory[]],
  '请选原因类别',
)
const reason = v.line(200)
const exemption = v.object({
  id: v.string(),
  personId: v.string(),
  name: v.string(),
  category,
  from: v.string(),
  to: v.nullable(v.string()),
  /** A sealed note stands behind it. */
  hasDetail: v.boolean(),
})
const visit = v.object({
  id: v.string(),
  personId: v.string(),
  name: v.string(),
  on: v.string(),
  minutes: v.number(),
  hours: v.number(),
  topic: v.string(),
  visitors: v.array(v.string()),
})

/** 关怀接口 — 不作硬性要求、送学上门. */
export const careContract = defineContract('care', {
  exemptions: {
    method: 'GET',
    path: '/care/exemptions',
    access: 'person',
    summary: '本支部不作硬性要求的党员，含已结束的；本人也可看自己的',
    query: v.object({ ...pageQuery, organizationId: v.optional(v.id()) }),
    reply: v.object({
      ...page(exemption).entries,
      people: v.array(v.object({ personId: v.string(), name: v.string() })),
      why: v.string(),
      source,
      allowed: v.array(v.string()),
    }),
  },
  exempt: {
    method: 'POST',
    path: '/care/exemptions',
    access: ['secretary', 'deputySecretary'],
    summary: '登记对一名党员不作硬性要求，只写类别；说明加密保存',
    body: v.object({
      personId: v.id(),
      category,
      from: v.plainDate(),
      to: v.optional(v.plainDate()),
      detail: v.optional(v.line(200)),
    }),
    reply: v.object({ id: v.string() }),
  },
  endExemption: {
    method: 'POST',
    path: '/care/exemptions/:exemptionId/end',
    access: ['secretary', 'deputySecretary'],
    summary: '结束一项不作硬性要求，写明最后一天和原因',
    params: v.object({ exemptionId: v.id() }),
    body: v.object({ to: v.plainDate(), reason }),
    reply: done,
  },
  reveal: {
    method: 'POST',
    path: '/care/exemptions/:exemptionId/reveal',
    access: ['secretary', 'deputySecretary'],
    summary: '查看说明；写明用途，每次都留痕',
    params: v.object({ exemptionId: v.id() }),
    body: v.object({ purpose: v.line(60) }),
    // An answer kept for repeated requests would store the note in clear.
    once: false,
    reply: v.object({ value: v.string() }),
  },
  visits: {
    method: 'GET',
    path: '/care/visits',
    access: 'person',
    summary: '送学上门记录；默认本人的',
    query: v.object({ ...pageQuery, organizationId: v.optional(v.id()), year: v.optional(v.wholeText(2019, 2199)) }),
    reply: page(visit),
  },
  visit: {
    method: 'POST',
    path: '/care/visits',
    access: 'person',
    summary: '登记一次送学上门，折算学时记到被走访的党员名下',
    body: v.object({
      personId: v.id(),
      on: v.plainDate(),
      minutes: v.whole(10, 480),
      topic: v.line(60),
      visitorIds: v.pipe(v.array(v.id()), v.minLength(1, '请选至少一名上门的党员'), v.maxLength(10, '上门的人太多了')),
    }),
    reply: v.object({ id: v.string(), hours: v.number() }),
  },
  withdrawVisit: {
    method: 'POST',
    path: '/care/visits/:visitId/withdraw',
    access: 'person',
    summary: '撤回记错的送学上门，写明原因，原记录保留',
    params: v.object({ visitId: v.id() }),
    body: v.object({ reason }),
    reply: done,
  },
})
