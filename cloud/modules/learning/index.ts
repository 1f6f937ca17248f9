import { defineModule } from '@cloud/core/defineModule'
import { learningContract } from '@shared/modules/learning/contract'
import { installProductCourses } from './courses/product'
import { learningObligations } from './demands/obligations'
import { courseConsumer } from './learners/settle'
import { learningRoutes } from './routes'

export { getCourseToAskFor } from './demands/commands'
export {
  askForCourse,
  findProductCourse,
  moveAskedCourse,
  withdrawAskedCourse,
} from './demands/forOthers'
export { PROGRESS_FACT } from './learners/progress'
export { type CourseStudy, learnerIn, listCourseStudies, listFinished } from './learners/studies'

/** 学习 — courses of short lessons, what shows that they were understood, and who asks whom to learn what by when. */
export const learning = defineModule({
  name: 'learning',
  contract: learningContract,
  routes: learningRoutes,
  consumers: [courseConsumer],
  obligations: learningObligations,
  start(deps) {
    const installing = installProductCourses(deps).catch((error: unknown) => {
      deps.logger.error({ err: error }, 'installing the courses of the product failed; the next start tries again')
    })
    return { stop: () => installing }
  },
})
