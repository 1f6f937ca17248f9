import { defineContract, done, page, pageQuery, source } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { TALK_KIND_LABELS, TALK_STATE_LABELS, TALK_TOPIC_LABELS } from './model'

const keys = <T extends string>(labels: Readonly<Record<T, string>>) => Object.keys(labels) as [T, ...T[]]
const kind = v.picklist(keys(TALK_KIND_LABELS))
const topic = v.picklist(keys(TALK_TOPIC_LABELS), '请选一个主题')
const state = v.picklist(keys(TALK_STATE_LABELS))
const reason = v.line(100)
const year = v.wholeText(2018, 2199)
const params = v.object({ talkId: v.id() })
const person = v.object({ personId: v.string(), name: v.string() })
const counts = v.object({ due: v.number(), done: v.number() })
const byKind = v.object({ committee: counts, committeeMember: counts, members: counts })

const row = v.object({
  id: v.string(),
  on: v.string(),
  place: v.string(),
  topic,
  kind,
  state,
  people: v.array(person),
  /** Waits for my word. */
  forMe: v.boolean(),
})
const gap = v.object({ kind, people: v.array(person), waiting: v.boolean() })

/** 谈心谈话接口 */
export const talksContract = defineContract('talks', {
  list: {
    method: 'GET',
    path: '/talks',
    access: 'person',
    summary: '谈心谈话记录，最近的在前：默认本人的；写明支部时是全支部的，不含谈话内容',
    query: v.object({ ...pageQuery, organizationId: v.optional(v.id()), year: v.optional(year) }),
    reply: page(row),
  },
  proposal: {
    method: 'GET',
    path: '/talks/proposal',
    access: 'person',
    summary: '本人今年还该和谁谈：已配好对象，点一下就能登记',
    reply: v.object({
      organizationId: v.string(),
      year: v.number(),
      today: v.string(),
      place: v.string(),
      /** What I still owe; the committee's talks with members are proposed to the one with the smallest load. */
      proposed: v.array(v.object({ personId: v.string(), name: v.string(), kind })),
      people: v.array(v.object({ personId: v.string(), name: v.string(), kind })),
      due: v.number(),
      done: v.number(),
      why: v.string(),
      source,
      allowed: v.array(v.string()),
    }),
  },
  coverage: {
    method: 'GET',
    path: '/talks/coverage',
    access: 'person',
    summary: '支部谈心谈话覆盖：还差谁和谁，系统配好的对象',
    query: v.object({ organizationId: v.id(), year: v.optional(year) }),
    reply: v.object({
      year: v.number(),
      organizationName: v.string(),
      hasCommittee: v.boolean(),
      byKind,
      committee: v.array(person),
      pairs: v.array(
        v.object({ people: v.array(person), on: v.optional(v.string()), waiting: v.optional(v.boolean()) }),
      ),
      members: v.array(
        v.object({
          ...person.entries,
          exempt: v.boolean(),
          withCommittee: v.optional(v.string()),
          withMember: v.optional(v.string()),
        }),
      ),
      missing: v.array(gap),
      proposed: v.array(v.object({ kind, people: v.array(person) })),
      why: v.string(),
      source,
    }),
  },
  overview: {
    method: 'GET',
    path: '/talks/overview',
    access: 'person',
    summary: '下级支部谈心谈话覆盖数字，按组织顺序，不含任何人名',
    query: v.object({ ...pageQuery, organizationId: v.id(), year: v.optional(year) }),
    reply: v.object({
      year: v.number(),
      ...page(v.object({ organizationId: v.string(), name: v.string(), due: v.number(), done: v.number(), byKind }))
        .entries,
    }),
  },
  record: {
    method: 'POST',
    path: '/talks',
    access: 'person',
    summary: '登记一次谈心谈话：和谁、哪天、在哪、什么主题；内容不必写，写了也只有双方和书记看得到',
    body: v.object({
      withId: v.id(),
      on: v.plainDate(),
      place: v.line(50),
      topic,
      note: v.optional(v.text(300)),
    }),
    reply: v.object({ id: v.string() }),
  },
  get: {
    method: 'GET',
    path: '/talks/:talkId',
    access: 'person',
    summary: '查看一次谈心谈话',
    params,
    reply: v.object({
      ...row.entries,
      organizationId: v.string(),
      recordedBy: v.string(),
      note: v.optional(v.string()),
      noteHidden: v.boolean(),
      history: v.array(v.object({ label: v.string(), by: v.string(), at: v.string(), reason: v.optional(v.string()) })),
      allowed: v.array(v.string()),
    }),
  },
  confirm: {
    method: 'POST',
    path: '/talks/:talkId/confirm',
    access: 'person',
    summary: '确认谈过；代不用手机的党员确认须写明原因',
    params,
    body: v.object({ reason: v.optional(reason) }),
    reply: done,
  },
  dispute: {
    method: 'POST',
    path: '/talks/:talkId/dispute',
    access: 'person',
    summary: '说明没有谈过，这一次不再计入',
    params,
    body: v.object({ reason }),
    reply: done,
  },
  withdraw: {
    method: 'POST',
    path: '/talks/:talkId/withdraw',
    access: 'person',
    summary: '撤回记错的谈心谈话，原记录保留',
    params,
    body: v.object({ reason }),
    reply: done,
  },
})
