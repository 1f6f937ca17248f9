import { defineRoutes } from '@cloud/core/http/route'
import { quizContract } from '@shared/modules/quiz/contract'
import { readBanks } from './banks/queries'

export const quizRoutes = defineRoutes(quizContract, {
  banks: (call) => readBanks(call, call.query),
})
