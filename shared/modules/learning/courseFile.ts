import * as v from '@shared/core/schema'
import { LONGEST, MOST } from './model'
import { blocks, counts } from './schemas'

const key = v.pipe(v.string(), v.regex(/^[a-z][A-Za-z0-9-]{1,39}$/))

/** 课程文件 — the published JSON format of a course: its questions are named by their codes in the banks. Pictures stay behind. */
export const CourseFile = v.object({
  course: key,
  title: v.line(LONGEST.title),
  summary: v.line(LONGEST.summary),
  tags: v.pipe(v.array(v.line(LONGEST.tag)), v.minLength(1), v.maxLength(MOST.tags)),
  countsFor: v.array(counts),
  prerequisites: v.optional(v.array(key), []),
  lessons: v.pipe(
    v.array(
      v.object({
        lesson: key,
        title: v.line(LONGEST.title),
        minutes: v.whole(1, 10),
        blocks: v.pipe(blocks, v.minLength(3)),
        checks: v.pipe(v.array(v.line(40)), v.minLength(1), v.maxLength(MOST.checks)),
      }),
    ),
    v.minLength(1),
    v.maxLength(MOST.lessons),
  ),
})
export type CourseFile = v.InferOutput<typeof CourseFile>
