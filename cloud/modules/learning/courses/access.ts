import type { Actor } from '@cloud/core/actor'
import { found, mustBeAllowed } from '@cloud/core/authorize'
import type { Work } from '@cloud/core/deps'
import { meantFor } from '@cloud/modules/people/index'
import type { CourseContent } from '@shared/modules/learning/model'
import { LEARNING_POLICY } from '@shared/modules/learning/policy'
import { type CourseRecord, Courses, CourseVersions, courseVersionId, PRODUCT } from './collection'

const NOT_YOURS = '这门课程不归你维护'

/** Filter for courses somebody finds in the catalogue: the product's and those meant for the person. */
export const offeredTo = ({ placeIds, post }: Pick<Actor, 'placeIds' | 'post'>): Record<string, unknown> =>
  meantFor({ placeIds: [PRODUCT.organizationId, ...placeIds], ...(post && { post }) })

/** Is this course offered to the actor, or may he look at it because he could ask others for it? */
const mayOpen = (actor: Actor, { organizationId, path, audience }: CourseRecord): boolean => {
  const places = [PRODUCT.organizationId, ...actor.placeIds]
  const isMeant =
    audience.organizationIds.some((id) => places.includes(id)) &&
    (audience.posts.length === 0 || (actor.post !== undefined && audience.posts.includes(actor.post)))
  return isMeant || LEARNING_POLICY.use(actor, { organizationId, path })
}

/** A published course the actor may learn. @throws AppError not_found. */
export async function getCourseToLearn({ actor }: Work, courseId: string): Promise<CourseRecord> {
  const course = await Courses.findById(courseId).lean<CourseRecord>()
  return found(course && course.version > 0 && mayOpen(actor, course) ? course : undefined, '门课程')
}

/** A course an editor may offer or ask for. @throws AppError not_found. */
export async function getCourseToUse({ actor }: Work, courseId: string): Promise<CourseRecord> {
  const course = await Courses.findById(courseId).lean<CourseRecord>()
  return found(course && LEARNING_POLICY.use(actor, course) ? course : undefined, '门课程')
}

/** A course the actor may write. @throws AppError not_found, forbidden. */
export async function getCourseToEdit(work: Work, courseId: string): Promise<CourseRecord> {
  const course = await getCourseToUse(work, courseId)
  mustBeAllowed(LEARNING_POLICY.edit(work.actor, course), NOT_YOURS)
  return course
}

/** Contents kept in memory, the least used forgotten first. Versions never alter, so nothing kept is ever stale. */
const KEPT = 100
const kept = new Map<string, CourseContent>()

/** What is published of a course. @throws Error for one that was never published: only those are ever asked for. */
export async function contentOf({ _id, version }: Pick<CourseRecord, '_id' | 'version'>): Promise<CourseContent> {
  const id = courseVersionId(_id, version)
  const there = kept.get(id) ?? (await CourseVersions.findById(id).lean())?.content
  if (!there) throw new Error(`no version ${id} of a course`)
  kept.delete(id)
  kept.set(id, there)
  if (kept.size > KEPT) kept.delete(kept.keys().next().value ?? '')
  return there
}
