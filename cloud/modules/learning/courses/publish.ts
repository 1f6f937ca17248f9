import { recordAudit } from '@cloud/core/audit'
import { mustBeAllowed } from '@cloud/core/authorize'
import { recordChange } from '@cloud/core/change'
import { takeTurn } from '@cloud/core/database/takeTurn'
import type { Work } from '@cloud/core/deps'
import { mustReachAudience } from '@cloud/modules/people/index'
import { listChecks } from '@cloud/modules/quiz/index'
import type { Audience } from '@shared/core/audience'
import { AppError, ruleBroken, type Violation } from '@shared/core/errors'
import { courseFaults } from '@shared/modules/learning/faults'
import type { CourseContent } from '@shared/modules/learning/model'
import { COURSE_EDITOR_ROLES, LEARNING_POLICY } from '@shared/modules/learning/policy'
import { findCircle } from '@shared/modules/learning/rules'
import { tellPlansOfCourse } from '../demands/tellPlansOfCourse'
import { getCourseToEdit } from './access'
import {
  type CourseDraftRecord,
  CourseDrafts,
  type CourseRecord,
  Courses,
  CourseVersions,
  courseVersionId,
} from './collection'
import { headOf, noteFiles } from './drafts'

export const COURSE_FACT = 'learning.course'
/** Courses looked at for a circle. */
const MAX_WAITING = 1_000

/** Courses of this content's prerequisites that may be asked for, by id. */
async function listPrerequisites(work: Work, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await Courses.find({ _id: { $in: [...ids] }, state: 'published' }).lean<CourseRecord[]>()
  return new Map(rows.filter((row) => LEARNING_POLICY.use(work.actor, row)).map(({ _id, title }) => [_id, title]))
}

/** What these courses wait for, and what those wait for in turn. */
async function listWaiting(ids: readonly string[]): Promise<Map<string, CourseRecord>> {
  const known = new Map<string, CourseRecord>()
  let wanted = [...ids]
  while (wanted.length > 0 && known.size < MAX_WAITING) {
    const rows = await Courses.find({ _id: { $in: wanted } }, { title: 1, prerequisiteIds: 1 }).lean<CourseRecord[]>()
    for (const row of rows) known.set(row._id, row)
    wanted = [...new Set(rows.flatMap((row) => row.prerequisiteIds))].filter((id) => !known.has(id))
  }
  return known
}

async function circleFaults(courseId: string, { prerequisiteIds }: CourseContent): Promise<Violation[]> {
  const waiting = await listWaiting(prerequisiteIds)
  const waitsFor = new Map([...waiting].map(([id, row]) => [id, row.prerequisiteIds]))
  const circle = findCircle(courseId, prerequisiteIds, waitsFor)
  if (!circle) return []
  const nameOf = (id: string) => (id === courseId ? '本课程' : `“${waiting.get(id)?.title ?? '另一门课程'}”`)
  return [{ field: 'prerequisiteIds', message: `先修课程绕成了圈：${circle.map(nameOf).join(' → ')}，谁也学不了` }]
}

/** 发布前还差什么. */
export async function faultsOf(work: Work, courseId: string, content: CourseContent): Promise<Violation[]> {
  const checks = await listChecks(content.lessons.flatMap((lesson) => lesson.checks))
  const prerequisites = await listPrerequisites(work, content.prerequisiteIds)
  return [
    ...courseFaults(content, new Set(checks.map(({ id }) => id)), prerequisites),
    ...(await circleFaults(courseId, content)),
  ]
}

/**
 * 发布 — the draft becomes the next version; what people have done stays theirs, because lessons keep their ids.
 * @throws AppError conflict, rule_broken with every reason, forbidden for an audience the actor is not over.
 */
export async function publishCourse(
  work: Work,
  courseId: string,
  { revision, audience }: { revision: number; audience: Audience },
): Promise<number> {
  await takeTurn('learning:publish')
  const course = await getCourseToEdit(work, courseId)
  const draft = await CourseDrafts.findById(courseId).lean<CourseDraftRecord>()
  const posts = [...new Set(audience.posts ?? [])]
  const isSame =
    JSON.stringify(course.audience) === JSON.stringify({ organizationIds: audience.organizationIds, posts })
  if (!draft && isSame) throw new AppError('conflict', '没有改动可以发布')
  if (draft && draft.revision !== revision) throw new AppError('conflict', '草稿刚刚被别人改过，请刷新后看过再发布')
  await mustReachAudience(work.actor, audience, COURSE_EDITOR_ROLES)
  const faults = draft ? await faultsOf(work, courseId, draft.content) : []
  if (faults.length > 0) throw ruleBroken(faults)
  const version = draft ? course.version + 1 : course.version
  if (draft)
    await CourseVersions.create({
      _id: courseVersionId(courseId, version),
      courseId,
      version,
      content: draft.content,
      byId: work.actor.personId,
      at: new Date(work.now),
    })
  await Courses.updateOne(
    { _id: courseId },
    {
      $set: {
        ...(draft && headOf(draft.content)),
        audience: { organizationIds: [...new Set(audience.organizationIds)], posts },
        state: 'published',
        version,
        changed: false,
        publishedOn: work.today,
        at: new Date(work.now),
      },
    },
  )
  await CourseDrafts.deleteOne({ _id: courseId })
  await noteFiles(work, { _id: courseId, version })
  await recordAudit(work, {
    action: 'learning.publish',
    subject: { kind: 'course', id: courseId },
    place: course,
    summary: `发布课程“${draft?.content.title ?? course.title}”第 ${version} 版，已做保密审查`,
  })
  await recordChange(work, [{ organizationId: course.organizationId, fact: COURSE_FACT, factId: courseId }])
  return version
}

async function setState(
  work: Work,
  courseId: string,
  from: CourseRecord['state'],
  to: CourseRecord['state'],
  what: (title: string) => string,
): Promise<void> {
  const course = await getCourseToEdit(work, courseId)
  mustBeAllowed(course.version > 0, '还没有发布过')
  const written = await Courses.updateOne({ _id: courseId, state: from }, { $set: { state: to } })
  if (written.modifiedCount !== 1) throw new AppError('conflict', '这门课程的状态刚刚变了，请刷新后再看')
  await recordAudit(work, {
    action: `learning.${to === 'retired' ? 'retire' : 'restore'}`,
    subject: { kind: 'course', id: courseId },
    place: course,
    summary: what(course.title),
  })
  await tellPlansOfCourse(work, courseId)
}

/** 停用 — nobody finds it any more; what was asked for is no longer owed, what was done stays on record. */
export const retireCourse = (work: Work, courseId: string, reason: string): Promise<void> =>
  setState(work, courseId, 'published', 'retired', (title) => `停用课程“${title}”（${reason}）`)

export const restoreCourse = (work: Work, courseId: string): Promise<void> =>
  setState(work, courseId, 'retired', 'published', (title) => `恢复课程“${title}”`)
