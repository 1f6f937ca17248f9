import { FILE_TYPES } from '@shared/modules/files/model'
import type { StoredFile } from '@shared/modules/files/schemas'
import { holdFiles, releaseFiles, type Unheld, type WantedFile } from '@/core/heldFiles'
import { keptFiles } from '@/core/keptFiles'
import { loadPages } from '@/core/loadPages'
import { confirmAct } from '@/core/say'
import { onSignOut, session } from '@/core/session'
import { keptAs } from '@/core/storage'
import { createStore } from '@/core/store'
import { picturesToHold } from '@/questions/picturesHere'
import { type Downloaded, learningApi } from './learningApi'

/** A file of a course that is not on this phone. */
export interface MissingFile {
  name: string
  why: Unheld
}

/** A course on this phone. */
export interface KeptCourse {
  courseId: string
  title: string
  version: number
  /** What it takes here, in bytes. */
  bytes: number
  /** UTC ISO instant. */
  savedAt: string
  /** What can only be seen with a signal. */
  missing: readonly MissingFile[]
}

/** Bytes of one course on a phone at most: WeChat gives a mini-program 200 MB for everything. */
export const MOST_COURSE_BYTES = 60 * 1024 * 1024
const LIMITS = { files: 500, bytes: MOST_COURSE_BYTES }

const kept = keptAs<Record<string, readonly KeptCourse[]>>('courses')
const personId = (): string => session.get().person?.id ?? ''
const nameOfCourse = (courseId: string): string => `course-${courseId}.json`
const ownerOf = (courseId: string): string => `course/${courseId}`
const READ_ON = ['downloads', 'course', 'lesson'].map((page) => `modules/learning/pages/${page}/index`)

/** Courses this person has put onto this phone, by title. */
export const keptCourses = createStore<{ courses: readonly KeptCourse[] }>({ courses: kept.read()?.[personId()] ?? [] })

function note(courses: readonly KeptCourse[]): void {
  keptCourses.set({ courses: [...courses].sort((a, b) => (a.title < b.title ? -1 : 1)) })
  kept.write({ ...kept.read(), [personId()]: courses })
}

/** Chinese needs three bytes a character. */
const bytesOf = (text: string): number => text.length + 2 * (text.match(/[^\0-\u007f]/g)?.length ?? 0)

/** Longest name of a paper on a phone, in characters; file systems take 255 bytes. */
const LONGEST_NAME = 50

const isPicture = ({ type }: StoredFile): boolean => FILE_TYPES[type].kind === 'picture'

/** A paper keeps its name, which WeChat shows above it; the end of its id tells it from others of that name. */
function nameHere({ id, name, type }: StoredFile): string {
  const { extension } = FILE_TYPES[type]
  const title = name.replace(/\.\w+$/, '').replace(/[\\/:*?"<>|\s]+/g, ' ')
  return `${title.slice(0, LONGEST_NAME).trim()} ${id}.${extension}`
}

/** What a course needs where there is no signal: pictures of its text and its questions first, then its papers. */
function filesIn({ contents }: Downloaded): (WantedFile & { label: string })[] {
  const stored = contents.flatMap((lesson) => lesson.files)
  const papers = stored.filter((file) => !isPicture(file))
  const all = [
    ...stored.filter(isPicture).map((file) => ({ ...file, name: `file-${file.id}`, label: file.name })),
    ...contents.flatMap(({ title, checks }) =>
      picturesToHold(checks.map(({ asked }) => asked)).map((file) => ({ ...file, label: `“${title}”检查题的图` })),
    ),
    ...papers.map((file) => ({ ...file, name: nameHere(file), label: file.name })),
  ]
  return [...new Map(all.map((file) => [file.id, file])).values()]
}

/**
 * Puts a course with its pictures and papers onto this phone. It is listed before its files come: what is interrupted leaves nothing
 * that cannot be seen and taken off. @param progress how many of its parts are here
 */
export async function keepCourse(courseId: string, progress: (done: number, of: number) => void): Promise<void> {
  await loadPages(READ_ON)
  const person = personId()
  const course = await learningApi.download({ params: { courseId } })
  if (personId() !== person) return
  const wanted = filesIn(course)
  const text = JSON.stringify(course)
  await keptFiles.write(nameOfCourse(courseId), text)
  const others = () => keptCourses.get().courses.filter((one) => one.courseId !== courseId)
  const list = (bytes: number, missing: readonly { id: string; why: Unheld }[]) => {
    const { title, version } = course
    const savedAt = new Date().toISOString()
    const named = missing.map(({ id, why }) => ({ name: wanted.find((file) => file.id === id)?.label ?? '', why }))
    note([...others(), { courseId, title, version, bytes: bytes + bytesOf(text), savedAt, missing: named }])
  }
  list(
    0,
    wanted.map(({ id }) => ({ id, why: 'failed' })),
  )
  const { bytes, missing } = await holdFiles(ownerOf(courseId), wanted, LIMITS, (done) =>
    progress(done, wanted.length + 1),
  )
  // Taken off, or signed out, meanwhile.
  if (keptAt(courseId) !== undefined && personId() === person) list(bytes, missing)
}

/** A course as it was put here. */
export async function readKeptCourse(courseId: string): Promise<Downloaded | undefined> {
  if (!keptCourses.get().courses.some((one) => one.courseId === courseId)) return undefined
  const text = await keptFiles.readText(nameOfCourse(courseId))
  return text === undefined ? undefined : (JSON.parse(text) as Downloaded)
}

/** When a course was put here, epoch ms; undefined when it was not. */
export function keptAt(courseId: string): number | undefined {
  const own = keptCourses.get().courses.find((one) => one.courseId === courseId)
  return own && Date.parse(own.savedAt)
}

/** Takes a course off this phone once that is confirmed: without signal it does not come back. What another one shows stays. */
export async function dropCourse(courseId: string, title: string): Promise<void> {
  const words = `“${title}”的内容从这部手机里删去，学过的记录不受影响。`
  if (!(await confirmAct('从本机删除', words, '删除'))) return
  await releaseFiles(ownerOf(courseId))
  await keptFiles.remove(nameOfCourse(courseId))
  note(keptCourses.get().courses.filter((one) => one.courseId !== courseId))
}

async function forgetCourses(courses: readonly KeptCourse[]): Promise<void> {
  for (const { courseId } of courses) await keptFiles.remove(nameOfCourse(courseId))
}

/** What somebody else has left here goes, now or when this page is next opened. */
function sweep(): void {
  const { [personId()]: own, ...others } = kept.read() ?? {}
  const left = Object.values(others).flat()
  if (left.length === 0) return
  kept.write(own ? { [personId()]: own } : {})
  forgetCourses(left)
}

onSignOut(() => {
  keptCourses.set({ courses: [] })
  sweep()
})
sweep()
