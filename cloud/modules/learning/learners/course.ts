import { found } from '@cloud/core/authorize'
import type { Work } from '@cloud/core/deps'
import { listFiles, presentFile } from '@cloud/modules/files/index'
import { askChecks, listChecks, picturesOfChecks } from '@cloud/modules/quiz/index'
import type { CourseContent, Lesson } from '@shared/modules/learning/model'
import { LEARNING_POLICY } from '@shared/modules/learning/policy'
import {
  findNextLesson,
  type LearningEntry,
  learnerState,
  openChecks,
  standingIn,
} from '@shared/modules/learning/progress'
import { filesOf, filesOfMaterial, minutesOf, textOfMaterial } from '@shared/modules/learning/rules'
import { contentOf, getCourseToLearn } from '../courses/access'
import type { CourseRecord } from '../courses/collection'
import { ownerNames } from '../courses/list'
import { findDemandFor } from '../demands/forPerson'
import type { LearnerProgressRecord } from './collection'
import { blocksOf, listPrerequisites } from './prerequisites'
import { entriesIn, progressIn } from './progress'

const lineOf = (lesson: Lesson, entries: readonly LearningEntry[]) => {
  const { state, doneOn } = standingIn(lesson.id, entries)
  const { id, title, minutes, material, checks } = lesson
  return { id, title, minutes, kind: material.kind, checks: checks.length, state, ...(doneOn && { doneOn }) }
}

interface Opened {
  course: CourseRecord
  content: CourseContent
  progress: LearnerProgressRecord
  entries: readonly LearningEntry[]
}

/** Characters of Chinese take three bytes each. */
const BYTES_PER_CHARACTER = 3

async function headOf(work: Work, { course, content, progress, entries }: Opened) {
  const { actor } = work
  const pictures = await picturesOfChecks(content.lessons.flatMap(({ checks }) => checks))
  const files = await listFiles([...filesOf(content).map(({ id }) => id), ...pictures])
  const prerequisites = await listPrerequisites(actor.personId, content)
  const demand = await findDemandFor(work, course._id)
  const done = content.lessons.filter(({ id }) => progress.done.includes(id)).length
  const words = content.lessons.reduce((sum, { material }) => sum + textOfMaterial(material).length, 0)
  const state = learnerState(progress.startedAt ? 1 : 0, progress.doneOn !== undefined)
  const canEdit = LEARNING_POLICY.edit(actor, course)
  return {
    id: course._id,
    title: content.title,
    summary: content.summary,
    tags: [...content.tags],
    organizationName: (await ownerNames([course]))(course.organizationId),
    minutes: minutesOf(content),
    done,
    state,
    lessons: content.lessons.map((lesson) => lineOf(lesson, entries)),
    countsFor: [...content.countsFor],
    version: course.version,
    ...(progress.doneOn && { doneOn: progress.doneOn }),
    ...(demand && { demand }),
    prerequisites,
    blocked: await blocksOf(actor.personId, content),
    bytes: files.reduce((sum, { bytes }) => sum + bytes, words * BYTES_PER_CHARACTER),
    allowed: [
      ...(state === 'done' ? (['again'] as const) : []),
      ...(canEdit ? (['edit'] as const) : []),
      ...(LEARNING_POLICY.use(actor, course) && course.state === 'published' ? (['demand'] as const) : []),
    ],
  }
}

/** Lessons with material and questions; one question per kind of thing to the database, however many they are. */
async function presentLessons(work: Work, { course, content, progress, entries }: Opened, lessons: readonly Lesson[]) {
  const inUse = new Map((await listChecks(lessons.flatMap(({ checks }) => checks))).map((check) => [check.id, check]))
  const stored = await listFiles(lessons.flatMap(({ material }) => filesOfMaterial(material)).map(({ id }) => id))
  const files = new Map(stored.map((file) => [file._id, presentFile(work, file)]))
  const prepared = lessons.map((lesson) => {
    const standing = standingIn(lesson.id, entries)
    const checks = lesson.checks.filter((id) => inUse.has(id))
    const order = [...openChecks(checks, standing), ...checks.filter((id) => standing.passed.has(id))]
    const wanted = order.flatMap((id) => {
      const version = inUse.get(id)?.version
      return version ? [{ questionId: id, version, tries: standing.wrong.get(id) ?? 0 }] : []
    })
    return { lesson, standing, wanted }
  })
  // A question may stand in two lessons, with another order of its options in each.
  const asked = await askChecks(
    work,
    prepared.flatMap(({ lesson, wanted }) => wanted.map((check) => ({ ...check, lessonId: lesson.id }))),
  )
  return prepared.map(({ lesson, standing }) => {
    const place = content.lessons.indexOf(lesson)
    const next = findNextLesson(content.lessons.slice(place + 1), (id) => progress.done.includes(id))
    return {
      courseId: course._id,
      courseTitle: content.title,
      ...lineOf(lesson, entries),
      number: place + 1,
      of: content.lessons.length,
      material: lesson.material,
      files: filesOfMaterial(lesson.material).flatMap(({ id }) => files.get(id) ?? []),
      checks: asked
        .filter(({ lessonId }) => lessonId === lesson.id)
        .map(({ lessonId: _lesson, ...check }) => ({ ...check, passed: standing.passed.has(check.questionId) })),
      ...(next && { next: { id: next.id, title: next.title } }),
      courseDone: progress.doneOn !== undefined,
    }
  })
}

async function openCourse(work: Work, courseId: string): Promise<Opened> {
  const course = await getCourseToLearn(work, courseId)
  const content = await contentOf(course)
  const progress = await progressIn(work.actor.personId, courseId)
  return { course, content, progress, entries: await entriesIn(progress) }
}

/** One course and where the reader stands in it. */
export const readCourse = async (work: Work, courseId: string) => headOf(work, await openCourse(work, courseId))

/** One lesson, whole. */
export async function readLessonPage(work: Work, courseId: string, lessonId: string) {
  const opened = await openCourse(work, courseId)
  const wanted = opened.content.lessons.filter(({ id }) => id === lessonId)
  const [lesson] = await presentLessons(work, opened, wanted)
  return found(lesson, '一节')
}

/** A course with everything in it, for places without signal. */
export async function readDownload(work: Work, courseId: string) {
  const opened = await openCourse(work, courseId)
  const contents = await presentLessons(work, opened, opened.content.lessons)
  return { ...(await headOf(work, opened)), contents }
}
