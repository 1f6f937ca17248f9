import type { Consumer } from '@cloud/core/change'
import { todayOf } from '@cloud/core/clock'
import { inTransaction } from '@cloud/core/database/connect'
import type { Deps } from '@cloud/core/deps'
import { contentOf } from '../courses/access'
import { type CourseRecord, Courses } from '../courses/collection'
import { COURSE_FACT } from '../courses/publish'
import { LearnerProgress, type LearnerProgressRecord } from './collection'
import { settleCourse } from './progress'

const BATCH = 200

/** Whoever was only waiting for lessons a new version has left out has finished with it. */
async function settleLearners(deps: Deps, courseId: string): Promise<void> {
  const course = await Courses.findById(courseId).lean<CourseRecord>()
  if (!course || course.version === 0) return
  const content = await contentOf(course)
  const wanted = content.lessons.map(({ id }) => id)
  const now = new Date(deps.clock.now()).toISOString()
  for (let after = ''; ; ) {
    const rows = await LearnerProgress.find({ courseId, personId: { $gt: after } })
      .sort({ personId: 1 })
      .limit(BATCH)
      .lean<LearnerProgressRecord[]>()
    for (const row of rows)
      if (!row.doneOn && wanted.every((id) => row.done.includes(id)))
        await inTransaction(async () => {
          await settleCourse({ now }, course, content, row, todayOf(deps.clock))
        })
    const last = rows.at(-1)
    if (!last || rows.length < BATCH) return
    after = last.personId
  }
}

/** Looks at those under way once another version of their course is published. */
export const courseConsumer: Consumer = {
  name: 'learning.settle',
  facts: [COURSE_FACT],
  async apply(deps, changes) {
    for (const courseId of new Set(changes.map(({ factId }) => factId))) await settleLearners(deps, courseId)
  },
}
