import { done, type Endpoints, page, pageQuery, violation } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { StoredFile } from '@shared/modules/files/schemas'
import { answer, asked, reviewed } from '@shared/modules/quiz/schemas'
import { MATERIAL_KIND_LABELS, type MaterialKind } from './model'
import { counts, courseRow, demandLine, lessonState, material } from './schemas'

const courseParams = v.object({ courseId: v.id() })
const lessonParams = v.object({ courseId: v.id(), lessonId: v.id() })
const materialKind = v.picklist(Object.keys(MATERIAL_KIND_LABELS) as [MaterialKind, ...MaterialKind[]])

const lessonLine = v.object({
  id: v.string(),
  title: v.string(),
  minutes: v.number(),
  kind: materialKind,
  checks: v.number(),
  state: lessonState,
  doneOn: v.optional(v.plainDate()),
})

/** A question that shows whether a lesson was understood, as this person is asked it now. */
const check = v.object({
  questionId: v.string(),
  version: v.number(),
  /** Wrong answers so far; sent back with the answer, because the order of the options follows from it. */
  tries: v.number(),
  passed: v.boolean(),
  asked,
})

const lesson = v.object({
  courseId: v.string(),
  courseTitle: v.string(),
  ...lessonLine.entries,
  /** Place in the course, from 1. */
  number: v.number(),
  of: v.number(),
  material,
  files: v.array(StoredFile),
  checks: v.array(check),
  next: v.optional(v.object({ id: v.string(), title: v.string() })),
  courseDone: v.boolean(),
})

const course = v.object({
  ...courseRow.entries,
  lessons: v.array(lessonLine),
  countsFor: v.array(counts),
  version: v.number(),
  doneOn: v.optional(v.plainDate()),
  demand: v.optional(demandLine),
  prerequisites: v.array(v.object({ id: v.string(), title: v.string(), done: v.boolean() })),
  /** Why it may not be begun yet; empty when it may. */
  blocked: v.array(violation),
  /** What a copy for places without signal takes, in bytes. */
  bytes: v.number(),
  allowed: v.array(v.picklist(['again', 'edit', 'demand'])),
})

const doneAt = v.optional(v.instant())

/** 学习 — courses, lessons, and what shows that they were understood; one's own only. */
export const studyEndpoints = {
  now: {
    method: 'GET',
    path: '/learning/now',
    access: 'person',
    summary: '学习页：接着学哪一段、要完成的课程、今年的学时',
    reply: v.object({
      day: v.plainDate(),
      next: v.optional(
        v.object({
          courseId: v.string(),
          courseTitle: v.string(),
          lessonId: v.string(),
          title: v.string(),
          minutes: v.number(),
          /** Asked for, begun, or what the post needs. */
          why: v.picklist(['demand', 'begun', 'post', 'new']),
        }),
      ),
      demands: v.array(
        v.object({
          ...demandLine.entries,
          courseId: v.string(),
          title: v.string(),
          done: v.number(),
          lessons: v.number(),
          /** Finished in an earlier year: it is asked for again. */
          again: v.boolean(),
          blockedBy: v.optional(v.object({ id: v.string(), title: v.string() })),
        }),
      ),
      begun: v.array(courseRow),
    }),
  },
  catalogue: {
    method: 'GET',
    path: '/learning/catalogue',
    access: 'person',
    summary: '课程目录：自带的和面向本人的，可按名称、标签找',
    query: v.object({
      ...pageQuery,
      search: v.optional(v.text(40)),
      tag: v.optional(v.line(20)),
    }),
    reply: v.object({ ...page(courseRow).entries, tags: v.array(v.string()) }),
  },
  course: {
    method: 'GET',
    path: '/learning/courses/:courseId',
    access: 'person',
    summary: '一门课程：各节、先修课程、谁要求学、本人学到哪里',
    params: courseParams,
    reply: course,
  },
  lesson: {
    method: 'GET',
    path: '/learning/courses/:courseId/lessons/:lessonId',
    access: 'person',
    summary: '一节的内容和检查题（不带答案）',
    params: lessonParams,
    reply: lesson,
  },
  download: {
    method: 'GET',
    path: '/learning/courses/:courseId/download',
    access: 'person',
    summary: '整门课程，供没有信号的地方看：各节内容、检查题和图片地址',
    params: courseParams,
    reply: v.object({ ...course.entries, contents: v.array(lesson) }),
  },
  read: {
    method: 'POST',
    path: '/learning/courses/:courseId/lessons/:lessonId/read',
    access: 'person',
    summary: '确认读完一节；没有检查题的一节就此学完。没有信号时可事后补传',
    params: lessonParams,
    body: v.object({ doneAt }),
    reply: v.object({ state: lessonState, courseDone: v.boolean() }),
    offline: true,
  },
  answer: {
    method: 'POST',
    path: '/learning/courses/:courseId/lessons/:lessonId/answers',
    access: 'person',
    summary: '答一道检查题，答案和解析随批改返回；答错的还会再来。没有信号时可事后补传',
    params: lessonParams,
    body: v.object({ questionId: v.id(), version: v.whole(1, 100_000), tries: v.whole(0, 1_000), answer, doneAt }),
    reply: v.object({
      right: v.boolean(),
      review: reviewed,
      /** Questions of the lesson still to be answered rightly. */
      left: v.number(),
      state: lessonState,
      courseDone: v.boolean(),
    }),
    offline: true,
  },
  again: {
    method: 'POST',
    path: '/learning/courses/:courseId/again',
    access: 'person',
    summary: '学完的课程从头再学一遍，以前学过的记录保留',
    params: courseParams,
    reply: done,
  },
} as const satisfies Endpoints
