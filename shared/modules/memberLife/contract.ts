import { defineContract, page, pageQuery, source } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { HOUR_SOURCE_LABELS } from '@shared/modules/meetings/model'

const year = v.wholeText(2019, 2199)
const hourSource = v.picklist(v.keysOf(HOUR_SOURCE_LABELS))
const stage = v.picklist([0, 3, 5, 6])
const missed = v.object({ meetingId: v.string(), on: v.string(), title: v.string() })
const clock = {
  months: v.number(),
  stage,
  missed: v.array(missed),
}

/** 党员组织生活接口 — everything here is derived: nothing is written. */
export const memberLifeContract = defineContract('memberLife', {
  mine: {
    method: 'GET',
    path: '/member-life/mine',
    access: 'person',
    summary: '本人一年的组织生活：学时与来源、讲过的党课、没能来的会议',
    query: v.object({ year: v.optional(year) }),
    reply: v.object({
      year: v.number(),
      name: v.string(),
      exempt: v.boolean(),
      hours: v.number(),
      owed: v.number(),
      why: v.string(),
      source,
      sources: v.array(v.object({ source: hourSource, hours: v.number(), times: v.number() })),
      /** Posts above the branch; there is a second organisational life then (B-30). */
      posts: v.array(v.string()),
      dual: v.optional(v.object({ due: v.number(), present: v.number(), leave: v.number(), why: v.string(), source })),
      ...clock,
      note: v.string(),
    }),
  },
  absences: {
    method: 'GET',
    path: '/member-life/absences',
    access: 'person',
    summary: '本支部连续缺席组织生活的党员：是哪几次、多久了；只有书记和副书记能看',
    query: v.object({ organizationId: v.id() }),
    reply: v.object({
      organizationName: v.string(),
      items: v.array(v.object({ personId: v.string(), name: v.string(), ...clock, talkedOn: v.optional(v.string()) })),
      why: v.string(),
      note: v.string(),
      source,
    }),
  },
  dual: {
    method: 'GET',
    path: '/member-life/dual',
    access: 'person',
    summary: '党员领导干部参加所在支部组织生活的记录，按组织顺序，不排名',
    query: v.object({ ...pageQuery, organizationId: v.id(), year: v.optional(year) }),
    reply: v.object({
      year: v.number(),
      ...page(
        v.object({
          personId: v.string(),
          name: v.string(),
          posts: v.array(v.string()),
          branchName: v.string(),
          due: v.number(),
          present: v.number(),
          leave: v.number(),
          lastOn: v.optional(v.string()),
        }),
      ).entries,
      total: v.number(),
      why: v.string(),
      source,
    }),
  },
})
