import type { Handlers } from '@cloud/core/http/route'
import { OK } from '@shared/core/contract'
import type { attemptEndpoints } from '@shared/modules/quiz/exams/attemptEndpoints'
import type { examEndpoints } from '@shared/modules/quiz/exams/endpoints'
import type { examineeEndpoints } from '@shared/modules/quiz/exams/examineeEndpoints'
import { saveAnswers } from './attempts/answers'
import { readReview } from './attempts/review'
import { outcomeOf } from './attempts/sheet'
import { startAttempt } from './attempts/start'
import { submitAttempt } from './attempts/submit'
import { listOwnExams, readAttempt, readOwnExam } from './attempts/views'
import { checkPaper } from './checkPaper'
import { cancelExam, copyExam, createExam, deleteExam, editExam, publishExam } from './commands'
import { exportExaminees, readExamineePlaces, readExaminees } from './examinees'
import { readItemStatistics } from './itemStatistics'
import { moveExamEnd } from './moveExam'
import { listExams, readExam, readProposal, readSample } from './views'

type ExamEndpoints = typeof examEndpoints & typeof attemptEndpoints & typeof examineeEndpoints

/** 考试 — setting exams, taking them, and who has taken them. */
export const examHandlers: Handlers<ExamEndpoints> = {
  exams: (call) => listExams(call, call.query),
  examProposal: (call) => readProposal(call, call.query.organizationId),
  checkPaper: (call) => checkPaper(call.actor, call.body.paper),
  async createExam(call) {
    const { organizationId, ...draft } = call.body
    return { id: await createExam(call, organizationId, draft) }
  },
  exam: (call) => readExam(call, call.params.examId),
  async editExam(call) {
    await editExam(call, call.params.examId, call.body)
    return OK
  },
  async deleteExam(call) {
    await deleteExam(call, call.params.examId)
    return OK
  },
  async publishExam(call) {
    await publishExam(call, call.params.examId)
    return OK
  },
  async moveExamEnd(call) {
    await moveExamEnd(call, call.params.examId, call.body)
    return OK
  },
  async cancelExam(call) {
    await cancelExam(call, call.params.examId, call.body.reason)
    return OK
  },
  copyExam: async (call) => ({ id: await copyExam(call, call.params.examId) }),
  examinees: (call) => readExaminees(call, call.params.examId, call.query),
  examineePlaces: (call) => readExamineePlaces(call, call.params.examId),
  exportExaminees: (call) => exportExaminees(call, call.params.examId, call.query),
  itemStatistics: (call) => readItemStatistics(call, call.params.examId),
  samplePaper: (call) => readSample(call, call.params.examId, call.query.seed),
  ownExams: (call) => listOwnExams(call, call.query),
  ownExam: (call) => readOwnExam(call, call.params.examId),
  startAttempt: (call) => startAttempt(call, call.params.examId),
  attempt: (call) => readAttempt(call, call.params.attemptId),
  saveAnswers: (call) => saveAnswers(call, call.params.attemptId, call.body.answers),
  async submitAttempt(call) {
    const { attempt, refused, newer } = await submitAttempt(call, call.params.attemptId, call.body.answers)
    const outcome = outcomeOf(attempt)
    if (!outcome) throw new Error('an attempt was handed in without a score')
    return { state: attempt.state, refused, newer, outcome }
  },
  reviewAttempt: (call) => readReview(call, call.params.attemptId),
}
