import { recordAudit } from '@cloud/core/audit'
import { found } from '@cloud/core/authorize'
import { newId } from '@cloud/core/database/id'
import type { Work } from '@cloud/core/deps'
import { nameSortKey } from '@cloud/core/table/sortKey'
import { checkFiles, holdFiles } from '@cloud/modules/files/index'
import { getOrganization } from '@cloud/modules/organizations/index'
import { idsOn } from '@shared/core/audience'
import { AppError } from '@shared/core/errors'
import { type CourseContent, type CourseCounts, type Lesson, MOST } from '@shared/modules/learning/model'
import { LEARNING_POLICY } from '@shared/modules/learning/policy'
import { filesOf, filesOfMaterial, minutesOf } from '@shared/modules/learning/rules'
import { contentOf, getCourseToEdit, getCourseToUse } from './access'
import { type CourseDraftRecord, CourseDrafts, type CourseRecord, Courses, CourseVersions } from './collection'

const CHANGED = '这门课程的草稿刚刚被别人改过，请刷新后再改'

/** Records of the file store that show what a course holds, published or not. */
const fileUse = (courseId: string): string => `learning.course:${courseId}`

/** What of a content stands beside it in the course's record. */
export const headOf = (content: CourseContent) => ({
  title: content.title,
  sortKey: nameSortKey(content.title),
  summary: content.summary,
  tags: [...content.tags],
  countsFor: [...content.countsFor],
  prerequisiteIds: [...content.prerequisiteIds],
  lessons: content.lessons.length,
  minutes: minutesOf(content),
})

const blank = (title: string): CourseContent => ({
  title,
  summary: '',
  tags: [],
  countsFor: [],
  prerequisiteIds: [],
  lessons: [],
})

/** The draft of a course; without one what is published, as the beginning of one. */
export async function draftOf(course: CourseRecord): Promise<CourseDraftRecord> {
  const draft = await CourseDrafts.findById(course._id).lean<CourseDraftRecord>()
  if (draft) return draft
  const { _id, organizationId, path } = course
  return { _id, organizationId, path, content: await contentOf(course), revision: 0, byId: '', byName: '' }
}

/** Pictures and files of whatever is published or drafted stay; those of neither are let go. */
export async function noteFiles(work: Work, course: Pick<CourseRecord, '_id' | 'version'>): Promise<void> {
  const draft = await CourseDrafts.findById(course._id).lean<CourseDraftRecord>()
  const published = course.version > 0 ? [await contentOf(course)] : []
  const contents = [...published, ...(draft ? [draft.content] : [])]
  await holdFiles(
    work,
    fileUse(course._id),
    contents.flatMap(filesOf).map(({ id }) => id),
  )
}

/** 新建课程, empty or as a copy of one the actor may use. @throws AppError not_found for an organisation the actor is not over. */
export async function createCourse(
  work: Work,
  { organizationId, title, copyOf }: { organizationId: string; title: string; copyOf?: string | undefined },
): Promise<string> {
  const owner = await getOrganization(organizationId)
  const place = { organizationId, path: owner.path }
  found(LEARNING_POLICY.edit(work.actor, place) ? owner : undefined, '个组织')
  const model = copyOf ? await getCourseToUse(work, copyOf) : undefined
  if (model && model.version === 0) throw new AppError('invalid_input', '这门课程还没有发布，不能照它改编')
  const content = model ? { ...(await contentOf(model)), title, prerequisiteIds: [] } : blank(title)
  const _id = newId()
  const at = new Date(work.now)
  const reach = [...work.actor.appointments].find((office) => owner.path.startsWith(office.path))?.path ?? owner.path
  const audienceId = idsOn(reach).at(-1) ?? organizationId
  await Courses.create({
    _id,
    ...place,
    ...headOf(content),
    state: 'draft',
    version: 0,
    audience: { organizationIds: [audienceId], posts: [] },
    changed: true,
    at,
  })
  const { personId, name } = work.actor
  await CourseDrafts.create({ _id, ...place, content, revision: 1, byId: personId, byName: name, at })
  await noteFiles(work, { _id, version: 0 })
  await recordAudit(work, {
    action: 'learning.createCourse',
    subject: { kind: 'course', id: _id },
    place,
    summary: model ? `照“${model.title}”改编课程“${title}”` : `新建课程“${title}”`,
  })
  return _id
}

/** Writes a draft if it is still the one the author has seen. @returns its new revision. @throws AppError conflict. */
async function writeDraft(
  work: Work,
  courseId: string,
  revision: number,
  edit: (content: CourseContent) => CourseContent,
): Promise<number> {
  const course = await getCourseToEdit(work, courseId)
  const draft = await draftOf(course)
  if (draft.revision !== revision) throw new AppError('conflict', CHANGED)
  const content = edit(draft.content)
  const { personId, name } = work.actor
  const fields = { content, byId: personId, byName: name, at: new Date(work.now) }
  if (revision === 0) {
    const { organizationId, path } = course
    await CourseDrafts.create({ _id: courseId, organizationId, path, ...fields, revision: 1 })
  } else {
    const written = await CourseDrafts.updateOne({ _id: courseId, revision }, { $set: fields, $inc: { revision: 1 } })
    if (written.modifiedCount !== 1) throw new AppError('conflict', CHANGED)
  }
  await Courses.updateOne({ _id: courseId }, { $set: { changed: true, ...(course.version === 0 && headOf(content)) } })
  await noteFiles(work, course)
  return revision + 1
}

/** Name, summary and so on of a draft, and which lessons it has in which order. */
export const saveCourse = (
  work: Work,
  courseId: string,
  {
    revision,
    lessonIds,
    ...body
  }: {
    revision: number
    lessonIds: readonly string[]
    title: string
    summary: string
    tags: readonly string[]
    countsFor: readonly CourseCounts[]
    prerequisiteIds: readonly string[]
  },
): Promise<number> =>
  writeDraft(work, courseId, revision, ({ lessons }) => {
    const byId = new Map(lessons.map((lesson) => [lesson.id, lesson]))
    return { ...body, lessons: [...new Set(lessonIds)].flatMap((id) => byId.get(id) ?? []) }
  })

type LessonBody = Omit<Lesson, 'id'>

/** 加一节 at the end of a draft. @returns its id and the new revision. */
export async function addLesson(
  work: Work,
  courseId: string,
  { revision, ...body }: LessonBody & { revision: number },
): Promise<{ id: string; revision: number }> {
  await checkFiles(work, fileUse(courseId), filesOfMaterial(body.material))
  const id = newId()
  const next = await writeDraft(work, courseId, revision, (content) => {
    if (content.lessons.length >= MOST.lessons)
      throw new AppError('invalid_input', `一门课程最多 ${MOST.lessons} 节，请分成两门`)
    return { ...content, lessons: [...content.lessons, { id, ...body }] }
  })
  return { id, revision: next }
}

/** One lesson of a draft. @throws AppError not_found when the draft has no such lesson any more. */
export async function saveLesson(
  work: Work,
  courseId: string,
  lessonId: string,
  { revision, ...body }: LessonBody & { revision: number },
): Promise<number> {
  await checkFiles(work, fileUse(courseId), filesOfMaterial(body.material))
  return writeDraft(work, courseId, revision, (content) => {
    found(
      content.lessons.find(({ id }) => id === lessonId),
      '一节',
    )
    return {
      ...content,
      lessons: content.lessons.map((old) => (old.id === lessonId ? { id: lessonId, ...body } : old)),
    }
  })
}

/** 放弃草稿 — back to what is published; a course that never was goes altogether. */
export async function discardDraft(work: Work, courseId: string): Promise<void> {
  const course = await getCourseToEdit(work, courseId)
  await CourseDrafts.deleteOne({ _id: courseId })
  if (course.version === 0) {
    await Courses.deleteOne({ _id: courseId })
    await CourseVersions.deleteMany({ courseId })
    await holdFiles(work, fileUse(courseId), [])
  } else {
    await Courses.updateOne({ _id: courseId }, { $set: { changed: false } })
    await noteFiles(work, course)
  }
  await recordAudit(work, {
    action: 'learning.discardDraft',
    subject: { kind: 'course', id: courseId },
    place: course,
    summary: course.version === 0 ? `删去没有发布过的课程“${course.title}”` : `放弃课程“${course.title}”的改动`,
  })
}
