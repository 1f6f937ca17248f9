import type { Work } from '@cloud/core/deps'
import { getOrganization } from '@cloud/modules/organizations/index'
import { countAudience } from '@cloud/modules/people/index'
import type { Audience } from '@shared/core/audience'
import type { PlainDate } from '@shared/core/plainDate'
import { type CourseRecord, Courses } from '../courses/collection'
import { productCourseId } from '../courses/product'
import { type DemandRecord, Demands } from './collection'
import { endDemand, insertDemand, setDueDay } from './commands'

/** What another module asks people to learn. */
export interface AskedCourse {
  /** Of the record from which it follows: asked twice it is asked once. */
  id: string
  courseId: string
  organizationId: string
  audience: Audience
  dueOn: PlainDate
  why: string
  /** Who has arranged it. */
  byId: string
}

const liveDemand = (id: string): Promise<DemandRecord | null> =>
  Demands.findOne({ _id: id, live: true }).lean<DemandRecord>()

/** Asks for a course, once; asked again with another day, that day counts. A course out of use is not asked for. Rights are the caller's. */
export async function askForCourse(work: Work, asked: AskedCourse): Promise<void> {
  if (await Demands.exists({ _id: asked.id })) return moveAskedCourse(work, asked.id, asked.dueOn)
  const course = await Courses.findOne({ _id: asked.courseId, state: 'published' }).lean<CourseRecord>()
  if (!course) return
  const owner = await getOrganization(asked.organizationId)
  const people = await countAudience(asked.audience)
  await insertDemand(work, { ...asked, title: course.title, path: owner.path, askedBy: owner.name }, people)
}

/** Another day for what was asked; nothing where nothing was. */
export async function moveAskedCourse(work: Work, id: string, dueOn: PlainDate): Promise<void> {
  const demand = await liveDemand(id)
  if (demand && demand.dueOn !== dueOn) await setDueDay(work, demand, dueOn, '随活动改期')
}

/** Nobody owes it any more; nothing where nothing was asked. */
export async function withdrawAskedCourse(work: Work, id: string, reason: string): Promise<void> {
  const demand = await liveDemand(id)
  if (demand) await endDemand(work, demand, reason)
}

/** Id of a course of the product, undefined where it is not installed or not in use. */
export async function findProductCourse(key: string): Promise<string | undefined> {
  const course = await Courses.findOne({ _id: productCourseId(key), state: 'published' }, { _id: 1 }).lean()
  return course?._id
}
