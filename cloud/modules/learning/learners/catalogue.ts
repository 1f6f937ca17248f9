import { escapeRegex } from '@cloud/core/database/escapeRegex'
import { findPage, type PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { learnerState } from '@shared/modules/learning/progress'
import type { QueryFilter } from 'mongoose'
import { offeredTo } from '../courses/access'
import { type CourseRecord, Courses } from '../courses/collection'
import { ownerNames } from '../courses/list'
import type { LearnerProgressRecord } from './collection'
import { progressOf } from './progress'

/** Tags shown above the catalogue. */
const MAX_TAGS = 12
/** Courses looked at for them. */
const MAX_COURSES = 500

const presentRow = (course: CourseRecord, organizationName: string, progress: LearnerProgressRecord | undefined) => ({
  id: course._id,
  title: course.title,
  summary: course.summary,
  tags: course.tags,
  organizationName,
  lessons: course.lessons,
  minutes: course.minutes,
  done: Math.min(progress?.done.length ?? 0, course.lessons),
  state: learnerState(progress?.startedAt ? 1 : 0, progress?.doneOn !== undefined),
})

/** Courses as rows, each with where the actor stands. */
export async function presentCourses({ actor }: Work, courses: readonly CourseRecord[]) {
  const nameOf = await ownerNames(courses)
  const progress = await progressOf(
    actor.personId,
    courses.map(({ _id }) => _id),
  )
  return courses.map((course) => presentRow(course, nameOf(course.organizationId), progress.get(course._id)))
}

const inCatalogue = (work: Work): QueryFilter<CourseRecord> =>
  ({ ...offeredTo(work.actor), state: 'published' }) as QueryFilter<CourseRecord>

/** 课程目录 — what is offered to the actor, by name. */
export async function readCatalogue(
  work: Work,
  { search, tag, ...request }: PageRequest & { search?: string | undefined; tag?: string | undefined },
) {
  const where = {
    ...inCatalogue(work),
    ...(tag && { tags: tag }),
    ...(search && { title: { $regex: escapeRegex(search), $options: 'i' } }),
  } as QueryFilter<CourseRecord>
  const { items, next } = await findPage<CourseRecord>(Courses, where, { sortKey: 1 }, request)
  return { items: await presentCourses(work, items), next, tags: await listTags(work) }
}

/** Tags of what is offered, the most frequent first. */
async function listTags(work: Work): Promise<string[]> {
  const courses = await Courses.find(inCatalogue(work), { tags: 1 })
    .sort({ sortKey: 1 })
    .limit(MAX_COURSES)
    .lean<Pick<CourseRecord, 'tags'>[]>()
  const counts = new Map<string, number>()
  for (const { tags } of courses) for (const one of tags) counts.set(one, (counts.get(one) ?? 0) + 1)
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MAX_TAGS)
    .map(([one]) => one)
}

/** Offered courses that carry one of these tags, by name: what a post needs. */
export async function listOffered(work: Work, tags?: readonly string[], limit = 20): Promise<CourseRecord[]> {
  const where = { ...inCatalogue(work), ...(tags && { tags: { $in: [...tags] } }) } as QueryFilter<CourseRecord>
  return Courses.find(where).sort({ sortKey: 1 }).limit(limit).lean<CourseRecord[]>()
}
