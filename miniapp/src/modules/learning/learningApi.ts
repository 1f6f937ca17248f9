import type { CallReply } from '@shared/core/contract'
import { studyEndpoints } from '@shared/modules/learning/studyEndpoints'
import { createClient } from '@/core/api'

export const learningApi = createClient({ module: 'learning', endpoints: studyEndpoints })

type Replies = typeof studyEndpoints
export type CourseRow = CallReply<Replies['catalogue']>['items'][number]
export type CourseDetail = CallReply<Replies['course']>
export type LessonDetail = CallReply<Replies['lesson']>
export type Check = LessonDetail['checks'][number]
export type Downloaded = CallReply<Replies['download']>
export type AnswerReply = CallReply<Replies['answer']>

export const CATALOGUE_PAGE = '/modules/learning/pages/catalogue/index'
export const DOWNLOADS_PAGE = '/modules/learning/pages/downloads/index'
export const coursePage = (courseId: string): string => `/modules/learning/pages/course/index?id=${courseId}`
export const lessonPage = (courseId: string, lessonId: string): string =>
  `/modules/learning/pages/lesson/index?courseId=${courseId}&id=${lessonId}`

/** Keys of what shows where somebody stands; out of date after every step. */
export const TOUCHED = ['learning/', 'today', 'hours/']
