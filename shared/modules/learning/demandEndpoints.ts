import { Audience } from '@shared/core/audience'
import { done, type Endpoints, file, page, pageQuery } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { columnsOf } from '@shared/core/tableQuery'
import { COURSE_EDITOR_ROLES, WATCHER_ROLES } from './policy'
import { GroupRow, LearnerRow } from './rows'
import { learnerState } from './schemas'
import { LEARNERS_TABLE } from './table'

const demandParams = v.object({ demandId: v.id() })
const reason = v.line(200)

const demandRow = v.object({
  id: v.string(),
  courseId: v.string(),
  title: v.string(),
  organizationId: v.string(),
  askedBy: v.string(),
  why: v.string(),
  askedOn: v.plainDate(),
  dueOn: v.plainDate(),
  /** Names of the organisations it is meant for. */
  places: v.array(v.string()),
  posts: v.array(v.string()),
  live: v.boolean(),
  withdrawnBecause: v.optional(v.string()),
  allowed: v.array(v.picklist(['move', 'withdraw'])),
})

const group = v.picklist(['organization', 'team'], '请选按组织或按班组看')
const people = {
  state: v.optional(learnerState),
  /** Only those of this organisation or team. */
  placeId: v.optional(v.id()),
}

/** 要求学习 — who asks whom for which course by when, and how far they are. */
export const demandEndpoints = {
  demands: {
    method: 'GET',
    path: '/learning/demands',
    access: WATCHER_ROLES,
    summary: '已提出的学习要求，期限近的在前；也可只看一门课程的',
    query: v.object({
      ...pageQuery,
      courseId: v.optional(v.id()),
      /** Those past and withdrawn. */
      past: v.optional(v.picklist(['1'])),
    }),
    reply: page(demandRow),
  },
  proposeDemand: {
    method: 'GET',
    path: '/learning/demands/proposal',
    access: COURSE_EDITOR_ROLES,
    summary: '提出学习要求的预填内容：谁提出、对象、期限，确认即可',
    query: v.object({ courseId: v.id(), organizationId: v.optional(v.id()) }),
    reply: v.object({
      courseId: v.string(),
      title: v.string(),
      minutes: v.number(),
      organizationId: v.string(),
      /** Organisations that may ask. */
      askers: v.array(v.object({ id: v.string(), name: v.string() })),
      /** Organisations it may be meant for, the usual one first. */
      places: v.array(v.object({ id: v.string(), name: v.string(), people: v.number() })),
      dueOn: v.plainDate(),
      why: v.string(),
    }),
  },
  createDemand: {
    method: 'POST',
    path: '/learning/demands',
    access: COURSE_EDITOR_ROLES,
    summary: '要求一些人在期限前学完一门课程',
    body: v.object({
      courseId: v.id(),
      organizationId: v.id(),
      audience: Audience,
      dueOn: v.plainDate(),
      why: v.line(80),
    }),
    reply: v.object({ id: v.string(), people: v.number() }),
  },
  moveDemand: {
    method: 'POST',
    path: '/learning/demands/:demandId/move',
    access: COURSE_EDITOR_ROLES,
    summary: '改学习期限，写明原因',
    params: demandParams,
    body: v.object({ dueOn: v.plainDate(), reason }),
    reply: done,
  },
  withdrawDemand: {
    method: 'POST',
    path: '/learning/demands/:demandId/withdraw',
    access: COURSE_EDITOR_ROLES,
    summary: '撤回学习要求，写明原因；已经学的照样记着',
    params: demandParams,
    body: v.object({ reason }),
    reply: done,
  },
  demand: {
    method: 'GET',
    path: '/learning/demands/:demandId',
    access: WATCHER_ROLES,
    summary: '一项学习要求和总的进度；班组长只看到本班组的',
    params: demandParams,
    reply: v.object({
      ...demandRow.entries,
      people: v.number(),
      done: v.number(),
      started: v.number(),
      none: v.number(),
    }),
  },
  demandGroups: {
    method: 'GET',
    path: '/learning/demands/:demandId/groups',
    access: WATCHER_ROLES,
    summary: '按组织或班组看进度，按组织次序，不排名',
    params: demandParams,
    query: v.object({ ...pageQuery, by: group }),
    reply: page(GroupRow),
  },
  demandPeople: {
    method: 'GET',
    path: '/learning/demands/:demandId/people',
    access: WATCHER_ROLES,
    summary: '谁学到哪里，按组织和姓名，不排名；可只看还没学完的',
    params: demandParams,
    query: v.object({ ...pageQuery, ...people }),
    reply: page(LearnerRow),
  },
  exportDemand: {
    method: 'GET',
    path: '/learning/demands/:demandId/export',
    access: WATCHER_ROLES,
    summary: '导出学习进度（xlsx）',
    params: demandParams,
    query: v.object({ ...people, columns: columnsOf(LEARNERS_TABLE) }),
    download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    reply: file,
  },
} as const satisfies Endpoints
