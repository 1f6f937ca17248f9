import { found } from '@cloud/core/authorize'
import { takeTurn } from '@cloud/core/database/takeTurn'
import type { Work } from '@cloud/core/deps'
import { gradeCheck, listChecks } from '@cloud/modules/quiz/index'
import { AppError, ruleBroken } from '@shared/core/errors'
import { OFFLINE_DAYS } from '@shared/core/offline'
import { addDays, earlierOf, laterOf, type PlainDate, plainDateOfInstant } from '@shared/core/plainDate'
import type { CourseContent, Lesson } from '@shared/modules/learning/model'
import { isLearnt, type LearningEntry, standingIn } from '@shared/modules/learning/progress'
import type { Answer } from '@shared/modules/quiz/model'
import { contentOf, getCourseToLearn } from '../courses/access'
import type { CourseRecord } from '../courses/collection'
import { LearnerProgress, type LearnerProgressRecord } from './collection'
import { blocksOf } from './prerequisites'
import { addEntry, entriesIn, progressIn, settleCourse } from './progress'

interface Studied {
  course: CourseRecord
  content: CourseContent
  lesson: Lesson
  progress: LearnerProgressRecord
  entries: LearningEntry[]
}

/** The lesson to be learnt, with what was done in it. @throws AppError not_found, rule_broken while prerequisites are open. */
async function openLesson(work: Work, courseId: string, lessonId: string): Promise<Studied> {
  const course = await getCourseToLearn(work, courseId)
  const content = await contentOf(course)
  const lesson = found(
    content.lessons.find(({ id }) => id === lessonId),
    '一节',
  )
  const blocked = await blocksOf(work.actor.personId, content)
  if (blocked.length > 0) throw ruleBroken(blocked)
  await takeTurn(`learning:${work.actor.personId}`)
  const progress = await progressIn(work.actor.personId, courseId)
  return { course, content, lesson, progress, entries: await entriesIn(progress) }
}

/** A phone's clock may be wrong: no day that is still to come, and none on which it could not have been done. */
const dayOf = ({ now, today }: Work, doneAt = now): PlainDate =>
  earlierOf(laterOf(plainDateOfInstant(doneAt), addDays(today, -OFFLINE_DAYS)), today)

/** Adds what was done; when with it the lesson, and with that the course, is done, that too. */
async function record(work: Work, studied: Studied, entry: LearningEntry & { version?: number }) {
  const { course, content, lesson, progress, entries } = studied
  await addEntry(work, progress, entry)
  const all = [...entries, entry]
  const before = standingIn(lesson.id, entries)
  const checks = (await listChecks(lesson.checks)).map(({ id }) => id)
  const isDone = before.state === 'done' || isLearnt(lesson.id, checks, all)
  if (isDone && before.state !== 'done')
    await addEntry(work, progress, { kind: 'done', lessonId: lesson.id, on: entry.on })
  const done = isDone ? [...new Set([...progress.done, lesson.id])] : progress.done
  const courseDone = isDone
    ? await settleCourse(work, course, content, { ...progress, done }, entry.on)
    : progress.doneOn !== undefined
  const { passed } = standingIn(lesson.id, all)
  return {
    state: isDone ? ('done' as const) : ('started' as const),
    courseDone,
    left: checks.filter((id) => !passed.has(id)).length,
  }
}

/** 读完一节 and confirmed. */
export async function readLesson(work: Work, courseId: string, lessonId: string, doneAt: string | undefined) {
  const studied = await openLesson(work, courseId, lessonId)
  const { state, courseDone } = await record(work, studied, { kind: 'read', lessonId, on: dayOf(work, doneAt) })
  return { state, courseDone }
}

/** 答一道检查题 — graded by the version that was asked; a wrong one comes again. @throws AppError invalid_input for another lesson's. */
export async function answerCheck(
  work: Work,
  courseId: string,
  lessonId: string,
  given: { questionId: string; version: number; tries: number; answer: Answer; doneAt?: string | undefined },
) {
  const { questionId, version } = given
  const studied = await openLesson(work, courseId, lessonId)
  if (!studied.lesson.checks.includes(questionId))
    throw new AppError('invalid_input', '这一节已经不考这道题了，请刷新后再做')
  const { right, review } = await gradeCheck(work, given)
  const outcome = await record(work, studied, {
    kind: 'answer',
    lessonId,
    on: dayOf(work, given.doneAt),
    questionId,
    right,
    version,
  })
  return { right, review, ...outcome }
}

/** 再学一遍 — a finished course from its beginning; what was done before stays on record. @throws AppError conflict unless it is finished. */
export async function learnAgain(work: Work, courseId: string): Promise<void> {
  await getCourseToLearn(work, courseId)
  const progress = await progressIn(work.actor.personId, courseId)
  if (!progress.doneOn) throw new AppError('conflict', '还没学完，接着学就可以')
  await LearnerProgress.updateOne(
    { _id: progress._id, round: progress.round },
    {
      $set: { round: progress.round + 1, done: [], startedAt: new Date(work.now), lastAt: new Date(work.now) },
      $unset: { doneOn: 1 },
    },
  )
}
