import type { CallReply } from '@shared/core/contract'
import { appealEndpoints } from '@shared/modules/quiz/appeals/endpoints'
import type { AppealState } from '@shared/modules/quiz/appeals/model'
import { examEndpoints } from '@shared/modules/quiz/exams/endpoints'
import { examineeEndpoints } from '@shared/modules/quiz/exams/examineeEndpoints'
import type { ExamPhase } from '@shared/modules/quiz/exams/model'
import { createClient } from '@/core/api'
import { invalidate } from '@/core/useQuery'
import type { Tone } from '@/ui/tone'

export const settingApi = createClient({
  module: 'quiz',
  endpoints: { ...examEndpoints, ...examineeEndpoints, ...appealEndpoints },
})

type Replies = typeof examEndpoints & typeof appealEndpoints
export type ExamRow = CallReply<Replies['exams']>['items'][number]
export type ExamDetail = CallReply<Replies['exam']>
export type ExamProposal = CallReply<Replies['examProposal']>
export type PaperCheck = CallReply<Replies['checkPaper']>
export type AppealRow = CallReply<Replies['appeals']>['items'][number]
export type AppealDetail = CallReply<Replies['appeal']>

const EXAMS_PAGE = '/modules/quiz/pages/examList/index'
export const APPEALS_PAGE = '/modules/quiz/pages/appeals/index'
export const examStaffPage = (examId: string): string => `/modules/quiz/pages/examStaff/index?id=${examId}`
export const examEditPage = (examId?: string): string =>
  `/modules/quiz/pages/examEdit/index${examId ? `?id=${examId}` : ''}`
export const examPickPage = (examId?: string): string =>
  `/modules/quiz/pages/examPick/index${examId ? `?id=${examId}` : ''}`
export const samplePage = (examId: string): string => `/modules/quiz/pages/sample/index?id=${examId}`
export const examineesPage = (examId: string): string => `/modules/quiz/pages/examinees/index?id=${examId}`
export const statisticsPage = (examId: string): string => `/modules/quiz/pages/statistics/index?id=${examId}`
export const appealPage = (appealId: string): string => `/modules/quiz/pages/appeal/index?id=${appealId}`

export const EXAMS_CRUMB = { label: '管理考试', url: EXAMS_PAGE }
export const PHASE_TONES: Record<ExamPhase, Tone> = {
  draft: 'idle',
  waiting: 'warn',
  open: 'ok',
  closed: 'idle',
  cancelled: 'bad',
}
export const APPEAL_TONES: Record<AppealState, Tone> = { open: 'warn', accepted: 'ok', rejected: 'idle' }

/** Pages that show exams ask again when they are next seen. */
export const forgetExams = (): void => invalidate('quiz')
