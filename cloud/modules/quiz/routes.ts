import { defineRoutes } from '@cloud/core/http/route'
import { quizContract } from '@shared/modules/quiz/contract'
import { appealHandlers } from './appeals/routes'
import { bankHandlers } from './banks/routes'
import { certificateHandlers } from './certificates/routes'
import { examHandlers } from './exams/routes'
import { practiceHandlers } from './practice/routes'

export const quizRoutes = defineRoutes(quizContract, {
  ...bankHandlers,
  ...examHandlers,
  ...practiceHandlers,
  ...appealHandlers,
  ...certificateHandlers,
})
