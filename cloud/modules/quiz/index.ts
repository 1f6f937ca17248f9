import { defineModule } from '@cloud/core/defineModule'
import { quizContract } from '@shared/modules/quiz/contract'
import { quizRoutes } from './routes'

/** 题库与考试 — banks of questions, papers drawn from them, attempts, practice and appeals. */
export const quiz = defineModule({ name: 'quiz', contract: quizContract, routes: quizRoutes })
