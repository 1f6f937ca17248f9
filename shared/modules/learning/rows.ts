import * as v from '@shared/core/schema'
import { courseState, learnerState } from './schemas'

/** A row of the list of courses. */
export const CourseListRow = v.object({
  id: v.string(),
  title: v.string(),
  organizationName: v.string(),
  state: courseState,
  version: v.number(),
  lessons: v.number(),
  minutes: v.number(),
  tags: v.array(v.string()),
  /** A draft waits to be published. */
  changed: v.boolean(),
  publishedOn: v.optional(v.string()),
  allowed: v.array(v.picklist(['edit', 'demand', 'copy'])),
})
export type CourseListRow = v.InferOutput<typeof CourseListRow>

/** A row of those who are to learn a course. */
export const LearnerRow = v.object({
  id: v.string(),
  name: v.string(),
  organizationName: v.string(),
  teamName: v.string(),
  state: learnerState,
  /** Lessons done, of how many. */
  done: v.number(),
  lessons: v.number(),
  doneOn: v.optional(v.string()),
})
export type LearnerRow = v.InferOutput<typeof LearnerRow>

/** A row of organisations or teams, and how many of their people are how far. */
export const GroupRow = v.object({
  id: v.string(),
  name: v.string(),
  people: v.number(),
  done: v.number(),
  started: v.number(),
  none: v.number(),
})
export type GroupRow = v.InferOutput<typeof GroupRow>
