import type { Work } from '@cloud/core/deps'
import { chooseNext, type NextCandidate } from '@shared/modules/learning/next'
import { countsFrom, findNextLesson } from '@shared/modules/learning/progress'
import { needsOf } from '@shared/modules/quiz/practice/postNeeds'
import { contentOf } from '../courses/access'
import { type CourseRecord, Courses } from '../courses/collection'
import type { DemandRecord } from '../demands/collection'
import { lineOfDemand, listDemandsFor } from '../demands/forPerson'
import { listOffered, presentCourses } from './catalogue'
import { type CompletionRecord, Completions, LearnerProgress, type LearnerProgressRecord } from './collection'
import { listPrerequisites } from './prerequisites'
import { progressOf } from './progress'

/** Courses begun that are shown. */
const BEGUN = 5

type Finished = Pick<CompletionRecord, 'courseId' | 'on'>

/** Everything one person stands in: what is asked, what is begun, what was finished. */
async function load(work: Work) {
  const { personId } = work.actor
  const demands = await listDemandsFor(work)
  const recent = await LearnerProgress.find({ personId, lastAt: { $exists: true } })
    .sort({ lastAt: -1, _id: 1 })
    .limit(BEGUN * 4)
    .lean<LearnerProgressRecord[]>()
  const ids = [...new Set([...demands, ...recent].map(({ courseId }) => courseId))]
  const courses = await Courses.find({ _id: { $in: ids }, state: 'published' }).lean<CourseRecord[]>()
  const finished = await Completions.find({ personId, courseId: { $in: ids } }, { courseId: 1, on: 1 }).lean<
    Finished[]
  >()
  return {
    demands,
    courses: new Map(courses.map((course) => [course._id, course])),
    progress: await progressOf(personId, ids),
    finished,
    begun: recent.filter(({ doneOn }) => doneOn === undefined),
  }
}

const isMet = ({ courseId, askedOn, dueOn }: DemandRecord, finished: readonly Finished[]): boolean =>
  finished.some((one) => one.courseId === courseId && one.on >= countsFrom(askedOn, dueOn))

/** 要完成的课程 that are not finished yet, the first due day first; each course once. */
async function openDemands(work: Work, { demands, courses, progress, finished }: Awaited<ReturnType<typeof load>>) {
  const rows = []
  const seen = new Set<string>()
  for (const demand of demands) {
    const course = courses.get(demand.courseId)
    if (!course || seen.has(course._id) || isMet(demand, finished)) continue
    seen.add(course._id)
    const mine = progress.get(course._id)
    const again = mine?.doneOn !== undefined
    const waiting = (await listPrerequisites(work.actor.personId, course)).find(({ done }) => !done)
    rows.push({
      ...lineOfDemand(demand),
      courseId: course._id,
      title: course.title,
      done: again ? 0 : Math.min(mine?.done.length ?? 0, course.lessons),
      lessons: course.lessons,
      again,
      ...(waiting && { blockedBy: { id: waiting.id, title: waiting.title } }),
    })
  }
  return rows
}

/** What the post needs, and what there is besides, as far as it was never begun. */
async function suggestions(work: Work, known: ReadonlySet<string>): Promise<NextCandidate[]> {
  const { actor } = work
  const offered = (await listOffered(work)).filter(({ _id }) => !known.has(_id))
  const tags = new Set(offered.flatMap((course) => course.tags))
  const needs = needsOf({ post: actor.post, roles: actor.appointments.map(({ role }) => role) }, tags)
  const finished = new Set(
    await Completions.distinct('courseId', {
      personId: actor.personId,
      courseId: { $in: offered.map(({ _id }) => _id) },
    }),
  )
  return offered
    .filter(({ _id }) => !finished.has(_id))
    .map(({ _id, tags: own, prerequisiteIds }) => ({
      courseId: _id,
      why: own.some((tag) => needs?.tags.includes(tag)) ? 'post' : 'new',
      blocked: prerequisiteIds.length > 0,
    }))
}

/** The lesson to go on with, as the card on the Study tab shows it. */
async function presentNext(work: Work, { courseId, why }: NextCandidate) {
  const course = await Courses.findById(courseId).lean<CourseRecord>()
  if (!course) return undefined
  const content = await contentOf(course)
  const done = (await progressOf(work.actor.personId, [courseId])).get(courseId)?.done ?? []
  const lesson = findNextLesson(content.lessons, (id) => done.includes(id))
  if (!lesson) return undefined
  const { id: lessonId, title, minutes } = lesson
  return { courseId, courseTitle: content.title, lessonId, title, minutes, why }
}

/** 学习页 — what to go on with, what is asked for, what was begun. */
export async function readNow(work: Work) {
  const known = await load(work)
  const demands = await openDemands(work, known)
  const asked = new Set(demands.map(({ courseId }) => courseId))
  const begun = known.begun.flatMap(({ courseId }) => (asked.has(courseId) ? [] : (known.courses.get(courseId) ?? [])))
  const lastAt = (courseId: string) => known.progress.get(courseId)?.lastAt?.toISOString() ?? ''
  const candidates: NextCandidate[] = [
    ...demands.map(({ courseId, dueOn, again, blockedBy }) => ({
      courseId,
      why: 'demand' as const,
      dueOn,
      blocked: again || blockedBy !== undefined,
    })),
    ...begun.map(({ _id }) => ({ courseId: _id, why: 'begun' as const, lastAt: lastAt(_id), blocked: false })),
  ]
  const first = chooseNext(candidates) ?? chooseNext(await suggestions(work, new Set(known.progress.keys())))
  const next = first && (await presentNext(work, first))
  return {
    day: work.today,
    ...(next && { next }),
    demands,
    begun: await presentCourses(work, begun.slice(0, BEGUN)),
  }
}
