import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { SYSTEM } from '@cloud/core/actor'
import { recordChange } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import { takeTurn } from '@cloud/core/database/takeTurn'
import type { Deps, Work } from '@cloud/core/deps'
import { productId, productQuestionId } from '@cloud/modules/quiz/index'
import { plainDateOf } from '@shared/core/plainDate'
import * as v from '@shared/core/schema'
import { CourseFile } from '@shared/modules/learning/courseFile'
import type { CourseContent } from '@shared/modules/learning/model'
import { type CourseRecord, Courses, CourseVersions, courseVersionId, PRODUCT } from './collection'
import { headOf } from './drafts'
import { COURSE_FACT } from './publish'

export const productCourseId = (key: string): string => productId(`course:${key}`)

/** What a file says, with the ids of this installation. */
export const contentOfFile = ({
  course,
  title,
  summary,
  tags,
  countsFor,
  prerequisites,
  lessons,
}: CourseFile): CourseContent => ({
  title,
  summary,
  tags,
  countsFor,
  prerequisiteIds: prerequisites.map(productCourseId),
  lessons: lessons.map(({ lesson, title: name, minutes, blocks, checks }) => ({
    id: productId(`lesson:${course}:${lesson}`),
    title: name,
    minutes,
    material: { kind: 'article', blocks },
    checks: checks.map(productQuestionId),
  })),
})

/** Installs one course unless exactly this file is installed already. @returns whether anything was written. */
async function installCourse(work: Work, file: CourseFile, digest: string): Promise<boolean> {
  const _id = productCourseId(file.course)
  const isInstalled = async () => (await Courses.findById(_id, { digest: 1 }).lean())?.digest === digest
  if (await isInstalled()) return false
  return inTransaction(async () => {
    await takeTurn(`learning:product:${file.course}`)
    const there = await Courses.findById(_id).lean<CourseRecord>()
    if (there?.digest === digest) return false
    const content = contentOfFile(file)
    const version = (there?.version ?? 0) + 1
    const at = new Date(work.now)
    await CourseVersions.create({ _id: courseVersionId(_id, version), courseId: _id, version, content, byId: '', at })
    await Courses.updateOne(
      { _id },
      {
        $set: {
          ...headOf(content),
          state: 'published',
          version,
          changed: false,
          publishedOn: work.today,
          digest,
          at,
          audience: { organizationIds: [PRODUCT.organizationId], posts: [] },
        },
        $setOnInsert: PRODUCT,
      },
      { upsert: true },
    )
    await recordChange(work, [{ organizationId: 'product', fact: COURSE_FACT, factId: _id }])
    return true
  })
}

/** Folder of the courses that ship with the product. */
const FOLDER = path.resolve('cloud/seeds/courses')

/** 安装自带课程 — brings the courses of the product up to date with their files; twice, or in two processes, changes nothing more. */
export async function installProductCourses(deps: Deps): Promise<void> {
  if (!existsSync(FOLDER)) return
  const now = deps.clock.now()
  const work = {
    deps,
    actor: SYSTEM,
    now: new Date(now).toISOString(),
    today: plainDateOf(now),
    requestId: 'product',
  }
  for (const name of readdirSync(FOLDER).sort()) {
    const text = readFileSync(path.join(FOLDER, name), 'utf8')
    const digest = createHash('sha256').update(text).digest('base64url')
    const file = v.parse(CourseFile, JSON.parse(text))
    if (await installCourse(work, file, digest)) deps.logger.info({ course: file.course }, 'product course installed')
  }
}
