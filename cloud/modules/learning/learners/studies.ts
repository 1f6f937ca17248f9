import type { PlainDate } from '@shared/core/plainDate'
import type { CourseCounts } from '@shared/modules/learning/model'
import { type CompletionRecord, Completions } from './collection'

/** A course somebody has finished, for whoever adds up hours. */
export interface CourseStudy {
  personId: string
  courseId: string
  title: string
  on: PlainDate
  hours: number
  countsFor: readonly CourseCounts[]
}

/** Courses these people have finished in a year, the earliest first; one counts once a year, however often it was done again. */
export async function listCourseStudies(personIds: readonly string[], year: number): Promise<CourseStudy[]> {
  const rows = await Completions.find(
    { personId: { $in: personIds }, year },
    { personId: 1, courseId: 1, title: 1, on: 1, hours: 1, countsFor: 1 },
  )
    .sort({ on: 1, _id: 1 })
    .lean<CompletionRecord[]>()
  const first = new Map<string, CourseStudy>()
  for (const { personId, courseId, title, on, hours, countsFor } of rows) {
    const key = `${personId}:${courseId}`
    if (!first.has(key)) first.set(key, { personId, courseId, title, on, hours, countsFor })
  }
  return [...first.values()]
}

/** On which days these people have finished these courses, the earliest first. */
export async function listFinished(
  courseIds: readonly string[],
  personIds: readonly string[],
): Promise<Pick<CompletionRecord, 'courseId' | 'personId' | 'on'>[]> {
  const rows = await Completions.find(
    { courseId: { $in: [...courseIds] }, personId: { $in: [...personIds] } },
    { courseId: 1, personId: 1, on: 1 },
  )
    .sort({ on: 1, _id: 1 })
    .lean<CompletionRecord[]>()
  return rows.map(({ courseId, personId, on }) => ({ courseId, personId, on }))
}

/** Who stands behind what a change about progress names. */
export const learnerIn = (progressId: string): { personId: string; courseId: string } => {
  const [personId = '', courseId = ''] = progressId.split(':')
  return { personId, courseId }
}
