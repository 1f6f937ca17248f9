import { createRateLimit } from '@cloud/core/http/rateLimit'
import { defineRoutes } from '@cloud/core/http/route'
import { OK } from '@shared/core/contract'
import { learningContract } from '@shared/modules/learning/contract'
import { addLesson, createCourse, discardDraft, saveCourse, saveLesson } from './courses/drafts'
import { exportCourses, readCourses, readDraft } from './courses/list'
import { publishCourse, restoreCourse, retireCourse } from './courses/publish'
import { demandHandlers } from './demands/routes'
import { readCatalogue } from './learners/catalogue'
import { readCourse, readDownload, readLessonPage } from './learners/course'
import { readNow } from './learners/now'
import { answerCheck, learnAgain, readLesson } from './learners/study'

/** Nobody answers faster; a phone that comes back from a tunnel waits for the next minute by itself. */
const limit = createRateLimit(120, 60, '做得太快了，请一分钟后再交')

export const learningRoutes = defineRoutes(learningContract, {
  courses: (call) => readCourses(call, call.query),
  exportCourses: (call) => exportCourses(call, call.query),
  createCourse: async (call) => ({ id: await createCourse(call, call.body) }),
  draft: (call) => readDraft(call, call.params.courseId),
  saveCourse: async (call) => ({ revision: await saveCourse(call, call.params.courseId, call.body) }),
  addLesson: (call) => addLesson(call, call.params.courseId, call.body),
  saveLesson: async (call) => ({
    revision: await saveLesson(call, call.params.courseId, call.params.lessonId, call.body),
  }),
  publish: async (call) => ({ version: await publishCourse(call, call.params.courseId, call.body) }),
  async discard(call) {
    await discardDraft(call, call.params.courseId)
    return OK
  },
  async retire(call) {
    await retireCourse(call, call.params.courseId, call.body.reason)
    return OK
  },
  async restore(call) {
    await restoreCourse(call, call.params.courseId)
    return OK
  },
  ...demandHandlers,
  now: (call) => readNow(call),
  catalogue: (call) => readCatalogue(call, call.query),
  course: (call) => readCourse(call, call.params.courseId),
  lesson: (call) => readLessonPage(call, call.params.courseId, call.params.lessonId),
  download: (call) => readDownload(call, call.params.courseId),
  read: (call) => readLesson(call, call.params.courseId, call.params.lessonId, call.body.doneAt),
  async answer(call) {
    await limit.take(call.actor.personId)
    return answerCheck(call, call.params.courseId, call.params.lessonId, call.body)
  },
  async again(call) {
    await learnAgain(call, call.params.courseId)
    return OK
  },
})
