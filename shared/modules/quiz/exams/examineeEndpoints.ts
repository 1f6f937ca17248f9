import { type Endpoints, file, page, pageQuery } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { columnsOf } from '@shared/core/tableQuery'
import { QUIZ_EDITOR_ROLES } from '../policy'
import { EXAMINEE_STATE_LABELS, EXAMINEES_TABLE, type ExamineeRow } from './examinees'
import { examParams } from './schemas'

const filter = {
  state: v.optional(v.picklist(v.keysOf(EXAMINEE_STATE_LABELS))),
  organizationId: v.optional(v.id()),
  teamId: v.optional(v.id()),
  search: v.optional(v.line(40)),
}
const examineeRow = v.object({
  id: v.string(),
  name: v.string(),
  organizationName: v.string(),
  teamName: v.string(),
  state: v.picklist(v.keysOf(EXAMINEE_STATE_LABELS)),
  attempts: v.number(),
  outcome: v.optional(v.object({ score: v.number(), full: v.number(), passed: v.boolean(), submittedAt: v.string() })),
}) satisfies v.GenericSchema<unknown, ExamineeRow>
const named = v.array(v.object({ id: v.string(), name: v.string() }))

/** 交卷情况 — who has handed in, for those who look after the exam. */
export const examineeEndpoints = {
  examinees: {
    method: 'GET',
    path: '/quiz/exams/:examId/people',
    access: QUIZ_EDITOR_ROLES,
    summary: '交卷名单：谁没开始、在答、交了，得分；按组织和姓名，不排名；只有管理范围内的人',
    params: examParams,
    query: v.object({ ...pageQuery, ...filter }),
    reply: page(examineeRow),
  },
  examineePlaces: {
    method: 'GET',
    path: '/quiz/exams/:examId/places',
    access: QUIZ_EDITOR_ROLES,
    summary: '考试对象所在的组织和班组，供筛选',
    params: examParams,
    reply: v.object({ organizations: named, teams: named, more: v.boolean() }),
  },
  exportExaminees: {
    method: 'GET',
    path: '/quiz/exams/:examId/people/export',
    access: QUIZ_EDITOR_ROLES,
    summary: '导出交卷名单：和页面上一样的条件和列（xlsx）',
    params: examParams,
    query: v.object({ ...filter, columns: columnsOf(EXAMINEES_TABLE) }),
    download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    reply: file,
  },
} as const satisfies Endpoints
