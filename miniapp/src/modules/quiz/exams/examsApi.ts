import type { CallReply } from '@shared/core/contract'
import { appealEndpoints } from '@shared/modules/quiz/appeals/endpoints'
import { attemptEndpoints } from '@shared/modules/quiz/exams/attemptEndpoints'
import { createClient } from '@/core/api'

export const examsApi = createClient({
  module: 'quiz',
  endpoints: { ...attemptEndpoints, appealQuestion: appealEndpoints.appealQuestion },
})

type Replies = typeof attemptEndpoints
export type AttemptSheet = CallReply<Replies['attempt']>
export type AttemptReview = CallReply<Replies['reviewAttempt']>
export type ReviewedQuestion = NonNullable<AttemptReview['questions']>[number]

export const OWN_EXAMS_PAGE = '/modules/quiz/pages/exams/index'
export const ownExamPage = (examId: string): string => `/modules/quiz/pages/exam/index?id=${examId}`
export const attemptPage = (attemptId: string): string => `/modules/quiz/pages/attempt/index?id=${attemptId}`
export const resultPage = (attemptId: string): string => `/modules/quiz/pages/result/index?id=${attemptId}`
