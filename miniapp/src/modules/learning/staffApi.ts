import type { CallInput, CallReply } from '@shared/core/contract'
import { demandEndpoints } from '@shared/modules/learning/demandEndpoints'
import { editorEndpoints } from '@shared/modules/learning/editorEndpoints'
import { createClient } from '@/core/api'
import { invalidate } from '@/core/useQuery'
import { forgetTables } from '@/core/useTable'

export const staffApi = createClient({ module: 'learning', endpoints: { ...editorEndpoints, ...demandEndpoints } })

type Endpoints = typeof editorEndpoints & typeof demandEndpoints
export type Draft = CallReply<Endpoints['draft']>
export type DraftLesson = Draft['lessons'][number]
export type LessonBody = Omit<CallInput<Endpoints['saveLesson']>['body'], 'revision'>
export type Proposal = CallReply<Endpoints['proposeDemand']>
export type DemandDetail = CallReply<Endpoints['demand']>

export const MANAGE_PAGE = '/modules/learning/pages/manage/index'
export const DEMANDS_PAGE = '/modules/learning/pages/demands/index'
export const editPage = (courseId: string): string => `/modules/learning/pages/edit/index?id=${courseId}`
export const lessonEditPage = (courseId: string, lessonId?: string): string =>
  `/modules/learning/pages/lessonEdit/index?courseId=${courseId}${lessonId ? `&id=${lessonId}` : ''}`
export const askPage = (courseId: string): string => `/modules/learning/pages/ask/index?courseId=${courseId}`
export const progressPage = (demandId: string): string => `/modules/learning/pages/progress/index?id=${demandId}`

/** Lists and pages that show courses or demands ask again when they are next seen. */
export function forgetLearning(): void {
  forgetTables()
  for (const key of ['learning/', 'today', 'duties']) invalidate(key)
}
