import { FILE_TYPES } from '@shared/modules/files/model'
import { keptFiles } from '@/core/keptFiles'
import { loadPages } from '@/core/loadPages'
import { fileAddress } from '@/core/request'
import { onSignOut, session } from '@/core/session'
import { keptAs } from '@/core/storage'
import { createStore } from '@/core/store'
import { exchange } from '@/core/transport'
import { type Downloaded, learningApi } from './learningApi'

/** A course on this phone. */
export interface KeptCourse {
  courseId: string
  title: string
  version: number
  /** What it takes here, in bytes. */
  bytes: number
  /** UTC ISO instant. */
  savedAt: string
  files: readonly string[]
}

const kept = keptAs<Record<string, readonly KeptCourse[]>>('courses')
const personId = (): string => session.get().person?.id ?? ''
const nameOfCourse = (courseId: string): string => `course-${courseId}.json`
const nameOfFile = (fileId: string): string => `file-${fileId}`
const PATIENCE_MS = 60_000
const READ_ON = ['downloads', 'course', 'lesson'].map((page) => `modules/learning/pages/${page}/index`)

/** Courses this person has put onto this phone, by title. */
export const keptCourses = createStore<{ courses: readonly KeptCourse[] }>({ courses: kept.read()?.[personId()] ?? [] })

function note(courses: readonly KeptCourse[]): void {
  keptCourses.set({ courses: [...courses].sort((a, b) => (a.title < b.title ? -1 : 1)) })
  kept.write({ ...kept.read(), [personId()]: courses })
}

/** Chinese needs three bytes a character. */
const bytesOf = (text: string): number => text.length + 2 * (text.match(/[^\0-\u007f]/g)?.length ?? 0)

async function fetchFile(url: string): Promise<ArrayBuffer> {
  const outgoing = {
    url: fileAddress(url),
    method: 'GET',
    headers: {},
    binary: true,
    timeoutMs: PATIENCE_MS,
  } as const
  const answer = await exchange(outgoing)
  if (answer.status !== 200) throw new Error('图片没有取到，请再试一次')
  return answer.body as ArrayBuffer
}

/** Puts a course with its pictures onto this phone. @param progress how many of its parts are here */
export async function keepCourse(courseId: string, progress: (done: number, of: number) => void): Promise<void> {
  await loadPages(READ_ON)
  const course = await learningApi.download({ params: { courseId } })
  const files = course.contents.flatMap((lesson) => lesson.files)
  const wanted = files.filter(({ type }) => FILE_TYPES[type].kind === 'picture')
  let bytes = 0
  for (const [i, { id, url }] of wanted.entries()) {
    progress(i, wanted.length + 1)
    const content = await fetchFile(url)
    await keptFiles.write(nameOfFile(id), content)
    bytes += content.byteLength
  }
  const text = JSON.stringify(course)
  await keptFiles.write(nameOfCourse(courseId), text)
  const { title, version } = course
  const own: KeptCourse = {
    courseId,
    title,
    version,
    bytes: bytes + bytesOf(text),
    savedAt: new Date().toISOString(),
    files: wanted.map(({ id }) => id),
  }
  note([...keptCourses.get().courses.filter((one) => one.courseId !== courseId), own])
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

/** Where a picture stands on this phone; undefined when it does not. */
export const keptPicture = (fileId: string): Promise<string | undefined> =>
  keptCourses.get().courses.some(({ files }) => files.includes(fileId))
    ? keptFiles.addressOf(nameOfFile(fileId))
    : Promise.resolve(undefined)

/** Takes a course off this phone; pictures another one shows stay. */
export async function dropCourse(courseId: string): Promise<void> {
  const { courses } = keptCourses.get()
  const gone = courses.find((one) => one.courseId === courseId)
  const left = courses.filter((one) => one.courseId !== courseId)
  note(left)
  await keptFiles.remove(nameOfCourse(courseId))
  for (const id of gone?.files ?? [])
    if (!left.some(({ files }) => files.includes(id))) await keptFiles.remove(nameOfFile(id))
}

async function forgetFiles(courses: readonly KeptCourse[]): Promise<void> {
  for (const { courseId, files } of courses) {
    await keptFiles.remove(nameOfCourse(courseId))
    for (const id of files) await keptFiles.remove(nameOfFile(id))
  }
}

/** What somebody else has left here goes, now or when this page is next opened. */
function sweep(): void {
  const { [personId()]: own, ...others } = kept.read() ?? {}
  const left = Object.values(others).flat()
  if (left.length === 0) return
  kept.write(own ? { [personId()]: own } : {})
  forgetFiles(left)
}

onSignOut(() => {
  keptCourses.set({ courses: [] })
  sweep()
})
sweep()
