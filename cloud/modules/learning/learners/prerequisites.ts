import type { Violation } from '@shared/core/errors'
import type { CourseContent } from '@shared/modules/learning/model'
import { Courses } from '../courses/collection'
import { Completions } from './collection'

/** Which of these courses somebody has finished at some time. */
async function finishedAmong(personId: string, courseIds: readonly string[]): Promise<Set<string>> {
  if (courseIds.length === 0) return new Set()
  const ids = await Completions.distinct('courseId', { personId, courseId: { $in: [...courseIds] } })
  return new Set(ids)
}

/** Courses to be finished before this one; those no longer in use are not waited for. */
export async function listPrerequisites(personId: string, { prerequisiteIds }: Pick<CourseContent, 'prerequisiteIds'>) {
  if (prerequisiteIds.length === 0) return []
  const rows = await Courses.find({ _id: { $in: [...prerequisiteIds] }, state: 'published' }, { title: 1 }).lean()
  const finished = await finishedAmong(personId, prerequisiteIds)
  const titles = new Map(rows.map(({ _id, title }) => [_id, title]))
  return prerequisiteIds.flatMap((id) => {
    const title = titles.get(id)
    return title ? [{ id, title, done: finished.has(id) }] : []
  })
}

/** Why a course may not be begun yet. */
export async function blocksOf(
  personId: string,
  content: Pick<CourseContent, 'prerequisiteIds'>,
): Promise<Violation[]> {
  const open = (await listPrerequisites(personId, content)).filter(({ done }) => !done)
  return open.map(({ title }) => ({ message: `先学完“${title}”，再学这一门`, fixBy: '本人' }))
}
