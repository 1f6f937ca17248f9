import { defineRoutes } from '@cloud/core/http/route'
import { quizContract } from '@shared/modules/quiz/contract'
import { bankHandlers } from './banks/routes'

export const quizRoutes = defineRoutes(quizContract, { ...bankHandlers })
