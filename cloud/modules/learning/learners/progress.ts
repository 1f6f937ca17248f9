import { recordChange } from '@cloud/core/change'
import { newId } from '@cloud/core/database/id'
import type { Work } from '@cloud/core/deps'
import { settingsOf } from '@cloud/modules/organizations/index'
import { findPersonBrief } from '@cloud/modules/people/index'
import { type PlainDate, yearOf } from '@shared/core/plainDate'
import { courseHours } from '@shared/modules/learning/hours'
import type { CourseContent } from '@shared/modules/learning/model'
import { findNextLesson, type LearningEntry } from '@shared/modules/learning/progress'
import { minutesOf } from '@shared/modules/learning/rules'
import type { CourseRecord } from '../courses/collection'
import {
  Completions,
  LearnerProgress,
  type LearnerProgressRecord,
  LearningEntries,
  type LearningEntryRecord,
  progressId,
} from './collection'

export const PROGRESS_FACT = 'learning.progress'

/** Where somebody stands in one course; before the first lesson nothing is stored. */
export async function progressIn(personId: string, courseId: string): Promise<LearnerProgressRecord> {
  const _id = progressId(personId, courseId)
  const there = await LearnerProgress.findById(_id).lean<LearnerProgressRecord>()
  return there ?? { _id, personId, courseId, round: 1, done: [] }
}

/** Where one person stands in several courses, by course. */
export async function progressOf(
  personId: string,
  courseIds: readonly string[],
): Promise<Map<string, LearnerProgressRecord>> {
  const ids = courseIds.map((courseId) => progressId(personId, courseId))
  const rows = await LearnerProgress.find({ _id: { $in: ids } }).lean<LearnerProgressRecord[]>()
  return new Map(rows.map((row) => [row.courseId, row]))
}

/** Entries of the present round. */
export async function entriesIn({ personId, courseId, round }: LearnerProgressRecord): Promise<LearningEntry[]> {
  const rows = await LearningEntries.find({ personId, courseId, round }, { entry: 1 }).lean<LearningEntryRecord[]>()
  return rows.map((row) => row.entry)
}

/** Adds a fact and what follows from it in the progress beside it. Call it inside the transaction. */
export async function addEntry(
  work: Pick<Work, 'now'>,
  { _id, personId, courseId, round }: LearnerProgressRecord,
  entry: LearningEntryRecord['entry'],
): Promise<void> {
  const at = new Date(work.now)
  await LearningEntries.create({ _id: newId(), personId, courseId, round, entry, at })
  await LearnerProgress.updateOne(
    { _id },
    {
      $set: { personId, courseId, round, lastAt: at },
      $setOnInsert: { startedAt: at, ...(entry.kind !== 'done' && { done: [] }) },
      ...(entry.kind === 'done' && { $addToSet: { done: entry.lessonId } }),
    },
    { upsert: true },
  )
}

/**
 * Once every lesson of the published course is done: the completion, with the hours of that day. @returns whether it is finished.
 */
export async function settleCourse(
  work: Pick<Work, 'now'>,
  course: CourseRecord,
  content: CourseContent,
  progress: Pick<LearnerProgressRecord, '_id' | 'personId' | 'courseId' | 'round' | 'done' | 'doneOn'>,
  on: PlainDate,
): Promise<boolean> {
  if (progress.doneOn) return true
  const done = new Set(progress.done)
  if (content.lessons.length === 0 || findNextLesson(content.lessons, (id) => done.has(id))) return false
  const { personId, courseId, round } = progress
  const person = await findPersonBrief(personId)
  if (!person) return false
  const minutes = minutesOf(content)
  const hours = courseHours(minutes, await settingsOf({ id: person.organizationId, path: person.path }))
  await Completions.create({
    _id: `${personId}:${courseId}:${round}`,
    personId,
    courseId,
    round,
    version: course.version,
    title: content.title,
    on,
    year: yearOf(on),
    minutes,
    hours,
    countsFor: [...content.countsFor],
    questions: content.lessons.reduce((sum, { checks }) => sum + checks.length, 0),
    at: new Date(work.now),
  })
  await LearnerProgress.updateOne({ _id: progress._id }, { $set: { doneOn: on } })
  const { organizationId } = person
  await recordChange(work, [{ organizationId, fact: PROGRESS_FACT, factId: progress._id }])
  return true
}
