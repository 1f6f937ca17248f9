import { Audience } from '@shared/core/audience'
import { done, type Endpoints, file, page, pageQuery, violation } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { columnsOf, sortBy } from '@shared/core/tableQuery'
import { StoredFile } from '@shared/modules/files/schemas'
import { LONGEST } from './model'
import { COURSE_EDITOR_ROLES } from './policy'
import { CourseListRow } from './rows'
import { courseBody, courseState, lessonBody, material } from './schemas'
import { COURSES_TABLE } from './table'

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const courseParams = v.object({ courseId: v.id() })
const lessonParams = v.object({ courseId: v.id(), lessonId: v.id() })
/** Of the draft as the page shows it: somebody else's later change is never written over. */
const revision = v.whole(0, 1_000_000)
const saved = v.object({ revision: v.number() })
const created = v.object({ id: v.string() })
const filter = {
  search: v.optional(v.text(40)),
  state: v.optional(courseState),
}

const draftLesson = v.object({
  id: v.string(),
  title: v.string(),
  minutes: v.number(),
  /** By its length, for the author to take over. */
  estimate: v.number(),
  material,
  checks: v.array(v.object({ id: v.string(), title: v.string(), active: v.boolean() })),
})

/** 课程的编写和发布 */
export const editorEndpoints = {
  courses: {
    method: 'GET',
    path: '/learning/courses',
    access: COURSE_EDITOR_ROLES,
    summary: '课程管理：自带的、本单位及以下的，可查找、排序',
    query: v.object({ ...pageQuery, ...filter, sort: sortBy(COURSES_TABLE) }),
    reply: v.object({
      ...page(CourseListRow).entries,
      /** Organisations a new course may belong to. */
      places: v.array(v.object({ id: v.string(), name: v.string() })),
    }),
  },
  exportCourses: {
    method: 'GET',
    path: '/learning/courses/export',
    access: COURSE_EDITOR_ROLES,
    summary: '导出课程一览：和页面上一样的条件、顺序和列（xlsx）',
    query: v.object({ ...filter, sort: sortBy(COURSES_TABLE), columns: columnsOf(COURSES_TABLE) }),
    download: XLSX_TYPE,
    reply: file,
  },
  createCourse: {
    method: 'POST',
    path: '/learning/courses',
    access: COURSE_EDITOR_ROLES,
    summary: '新建课程，或照一门现成的改编',
    body: v.object({ organizationId: v.id(), title: v.line(LONGEST.title), copyOf: v.optional(v.id()) }),
    reply: created,
  },
  draft: {
    method: 'GET',
    path: '/learning/courses/:courseId/draft',
    access: COURSE_EDITOR_ROLES,
    summary: '课程草稿，连同发布前还差什么',
    params: courseParams,
    reply: v.object({
      id: v.string(),
      state: courseState,
      version: v.number(),
      revision: v.number(),
      /** Something here is not published yet. */
      changed: v.boolean(),
      savedBy: v.optional(v.string()),
      savedAt: v.optional(v.instant()),
      title: v.string(),
      summary: v.string(),
      tags: v.array(v.string()),
      countsFor: courseBody.countsFor,
      prerequisites: v.array(v.object({ id: v.string(), title: v.string() })),
      lessons: v.array(draftLesson),
      files: v.array(StoredFile),
      audience: v.object({
        organizations: v.array(v.object({ id: v.string(), name: v.string() })),
        posts: v.array(v.string()),
      }),
      faults: v.array(violation),
      allowed: v.array(v.picklist(['edit', 'publish', 'retire', 'restore', 'discard'])),
    }),
  },
  saveCourse: {
    method: 'PUT',
    path: '/learning/courses/:courseId/draft',
    access: COURSE_EDITOR_ROLES,
    summary: '保存课程草稿的名称、简介、先修课程和各节的次序；没有列出的节从草稿里删去',
    params: courseParams,
    body: v.object({ revision, ...courseBody, lessonIds: v.pipe(v.array(v.id()), v.maxLength(100)) }),
    reply: saved,
  },
  addLesson: {
    method: 'POST',
    path: '/learning/courses/:courseId/draft/lessons',
    access: COURSE_EDITOR_ROLES,
    summary: '课程草稿加一节',
    params: courseParams,
    body: v.object({ revision, ...lessonBody }),
    reply: v.object({ id: v.string(), revision: v.number() }),
  },
  saveLesson: {
    method: 'PUT',
    path: '/learning/courses/:courseId/draft/lessons/:lessonId',
    access: COURSE_EDITOR_ROLES,
    summary: '保存课程草稿的一节；别人改过的不会被盖掉，回 409',
    params: lessonParams,
    body: v.object({ revision, ...lessonBody }),
    reply: saved,
  },
  publish: {
    method: 'POST',
    path: '/learning/courses/:courseId/publish',
    access: COURSE_EDITOR_ROLES,
    summary: '发布草稿成为新版本；发布前须做过保密审查。学过的记录保留',
    params: courseParams,
    body: v.object({
      revision,
      audience: Audience,
      secrecyReviewed: v.literal(true, '发布前须按规定做过保密审查，请确认'),
    }),
    reply: v.object({ version: v.number() }),
  },
  discard: {
    method: 'POST',
    path: '/learning/courses/:courseId/discard',
    access: COURSE_EDITOR_ROLES,
    summary: '放弃草稿，回到已发布的内容；从未发布过的课程就此删去',
    params: courseParams,
    reply: done,
  },
  retire: {
    method: 'POST',
    path: '/learning/courses/:courseId/retire',
    access: COURSE_EDITOR_ROLES,
    summary: '停用课程：不再出现在目录里，学过的记录保留',
    params: courseParams,
    body: v.object({ reason: v.line(200) }),
    reply: done,
  },
  restore: {
    method: 'POST',
    path: '/learning/courses/:courseId/restore',
    access: COURSE_EDITOR_ROLES,
    summary: '恢复停用的课程',
    params: courseParams,
    reply: done,
  },
} as const satisfies Endpoints
