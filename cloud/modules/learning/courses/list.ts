import type { Actor } from '@cloud/core/actor'
import { pathsOver, withinPaths } from '@cloud/core/authorize'
import { escapeRegex } from '@cloud/core/database/escapeRegex'
import { findPage, type PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { tableFile } from '@cloud/core/table/tableFile'
import { listFiles, presentFile } from '@cloud/modules/files/index'
import { listOrganizations, organizationNames } from '@cloud/modules/organizations/index'
import { listChecks } from '@cloud/modules/quiz/index'
import type { CourseState } from '@shared/modules/learning/model'
import { COURSE_EDITOR_ROLES, LEARNING_POLICY } from '@shared/modules/learning/policy'
import type { CourseListRow } from '@shared/modules/learning/rows'
import { estimateMinutes, filesOf } from '@shared/modules/learning/rules'
import { COURSES_TABLE } from '@shared/modules/learning/table'
import type { QueryFilter } from 'mongoose'
import { getCourseToEdit } from './access'
import { type CourseRecord, Courses, PRODUCT } from './collection'
import { draftOf } from './drafts'
import { faultsOf } from './publish'

export interface CourseFilter {
  search?: string | undefined
  state?: CourseState | undefined
  sort?: string | undefined
}

const SORTS: Readonly<Record<string, keyof CourseRecord>> = { title: 'sortKey', publishedOn: 'publishedOn' }

/** Names of the organisations courses belong to. */
export async function ownerNames(courses: readonly CourseRecord[]): Promise<(organizationId: string) => string> {
  const names = await organizationNames(courses.flatMap(({ organizationId }) => organizationId || []))
  return (id) => (id === PRODUCT.organizationId ? '系统自带' : (names.get(id) ?? ''))
}

/** Organisations in whose name the actor writes courses. */
export async function listPlaces(actor: Actor): Promise<{ id: string; name: string }[]> {
  const ids = actor.appointments.flatMap(({ organizationId, role }) =>
    COURSE_EDITOR_ROLES.some((own) => own === role) ? [organizationId] : [],
  )
  const places = await listOrganizations({ ids: [...new Set(ids)] })
  return places.map(({ id, name }) => ({ id, name }))
}

/** Courses the actor keeps or may ask for: the product's, and those at or below an office. */
function keptBy(actor: Actor, { search, state }: CourseFilter): QueryFilter<CourseRecord> {
  const own = withinPaths(pathsOver(actor, COURSE_EDITOR_ROLES))
  return {
    $or: [{ organizationId: PRODUCT.organizationId }, own],
    ...(state ? { state } : { state: { $ne: 'retired' } }),
    ...(search && { title: { $regex: escapeRegex(search), $options: 'i' } }),
  } as QueryFilter<CourseRecord>
}

async function listRows({ actor }: Work, filter: CourseFilter, request: PageRequest) {
  const column = (filter.sort ?? 'title').replace(/^-/, '')
  const direction = filter.sort?.startsWith('-') ? -1 : 1
  const field = SORTS[column] ?? 'sortKey'
  const { items, next } = await findPage<CourseRecord>(
    Courses,
    keptBy(actor, filter),
    { [field]: direction },
    request,
    undefined,
    ['publishedOn'],
  )
  const nameOf = await ownerNames(items)
  const rows = items.map((course): CourseListRow => {
    const isPublished = course.state === 'published'
    return {
      id: course._id,
      title: course.title,
      organizationName: nameOf(course.organizationId),
      state: course.state,
      version: course.version,
      lessons: course.lessons,
      minutes: course.minutes,
      tags: course.tags,
      changed: course.changed,
      ...(course.publishedOn && { publishedOn: course.publishedOn }),
      allowed: [
        ...(LEARNING_POLICY.edit(actor, course) ? (['edit'] as const) : []),
        ...(isPublished ? (['demand', 'copy'] as const) : []),
      ],
    }
  })
  return { items: rows, next }
}

/** 课程管理. */
export const readCourses = async (work: Work, query: CourseFilter & PageRequest) => ({
  ...(await listRows(work, query, query)),
  places: await listPlaces(work.actor),
})

export async function exportCourses(work: Work, { columns, ...filter }: CourseFilter & { columns: readonly string[] }) {
  const { rows: _, ...table } = await tableFile(COURSES_TABLE, columns, work.today, (page) =>
    listRows(work, filter, page),
  )
  return table
}

/** The draft of a course as its author sees it. */
export async function readDraft(work: Work, courseId: string) {
  const course = await getCourseToEdit(work, courseId)
  const { content, revision, byName, at } = await draftOf(course)
  const checks = new Map((await listChecks(content.lessons.flatMap((one) => one.checks))).map((one) => [one.id, one]))
  const files = await listFiles(filesOf(content).map(({ id }) => id))
  const prerequisites = await Courses.find({ _id: { $in: [...content.prerequisiteIds] } }, { title: 1 }).lean()
  const titles = new Map(prerequisites.map(({ _id, title }) => [_id, title]))
  const places = await listOrganizations({ ids: course.audience.organizationIds })
  const { state, version, changed } = course
  return {
    id: courseId,
    state,
    version,
    revision,
    changed,
    ...(byName && { savedBy: byName }),
    ...(at && { savedAt: at.toISOString() }),
    title: content.title,
    summary: content.summary,
    tags: [...content.tags],
    countsFor: [...content.countsFor],
    prerequisites: content.prerequisiteIds.map((id) => ({ id, title: titles.get(id) ?? '已不在的课程' })),
    lessons: content.lessons.map((lesson) => ({
      id: lesson.id,
      title: lesson.title,
      minutes: lesson.minutes,
      estimate: estimateMinutes(lesson),
      material: lesson.material,
      checks: lesson.checks.map((id) => ({
        id,
        title: checks.get(id)?.title ?? '已停用或待复核的题',
        active: checks.has(id),
      })),
    })),
    files: files.map((file) => presentFile(work, file)),
    audience: { organizations: places.map(({ id, name }) => ({ id, name })), posts: course.audience.posts },
    faults: await faultsOf(work, courseId, content),
    allowed: [
      'edit' as const,
      ...(changed && state !== 'retired' ? (['publish', 'discard'] as const) : []),
      ...(state === 'published' ? (['retire'] as const) : state === 'retired' ? (['restore'] as const) : []),
    ],
  }
}
