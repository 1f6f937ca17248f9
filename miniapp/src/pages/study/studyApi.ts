import type { CallReply } from '@shared/core/contract'
import { studyEndpoints } from '@shared/modules/learning/studyEndpoints'
import { practiceEndpoints } from '@shared/modules/quiz/practice/endpoints'
import { createClient } from '@/core/api'

const learning = createClient({ module: 'learning', endpoints: studyEndpoints })
const practice = createClient({ module: 'quiz', endpoints: practiceEndpoints })

export type Learning = CallReply<(typeof studyEndpoints)['now']>
export type Practice = CallReply<(typeof practiceEndpoints)['practiceNow']>

/** The two questions this tab asks: what to learn, and what to practise. */
export const askLearning = (): Promise<Learning> => learning.now()
export const askPractice = (): Promise<Practice> => practice.practiceNow()

export const REVIEW_PAGE = '/modules/quiz/pages/round/index?mode=review'
export const DAILY_PAGE = '/modules/quiz/pages/round/index?mode=daily'
export const BOOK_PAGE = '/modules/quiz/pages/book/index'
export const PRACTICE_PAGE = '/modules/quiz/pages/practice/index'
export const CATALOGUE_PAGE = '/modules/learning/pages/catalogue/index'
export const coursePage = (courseId: string): string => `/modules/learning/pages/course/index?id=${courseId}`
export const lessonPage = (courseId: string, lessonId: string): string =>
  `/modules/learning/pages/lesson/index?courseId=${courseId}&id=${lessonId}`
