import type { Handlers } from '@cloud/core/http/route'
import { OK } from '@shared/core/contract'
import type { bankEndpoints } from '@shared/modules/quiz/banks/endpoints'
import type { legalEndpoints } from '@shared/modules/quiz/banks/legalEndpoints'
import { addQuestion, createBank, editBank, editQuestion, flagQuestion, reviewQuestion } from './commands'
import { exportBank } from './exportBank'
import { addLegalText, endLegalText, readLegalTexts } from './legal'
import { readBank, readBanks, readQuestion, readQuestions } from './queries'

export const bankHandlers: Handlers<typeof bankEndpoints & typeof legalEndpoints> = {
  banks: (call) => readBanks(call, call.query),
  bank: (call) => readBank(call, call.params.bankId),
  createBank: async (call) => ({ id: await createBank(call, call.body) }),
  editBank: async (call) => {
    await editBank(call, call.params.bankId, call.body)
    return OK
  },
  exportBank: (call) => exportBank(call, call.params.bankId, call.query.format),
  questions: (call) => readQuestions(call, call.params.bankId, call.query),
  question: (call) => readQuestion(call, call.params.questionId),
  addQuestion: async (call) => ({ id: await addQuestion(call, call.params.bankId, call.body) }),
  editQuestion: async (call) => {
    await editQuestion(call, call.params.questionId, call.body)
    return OK
  },
  flagQuestion: async (call) => {
    await flagQuestion(call, call.params.questionId, call.body.reason)
    return OK
  },
  reviewQuestion: async (call) => {
    await reviewQuestion(call, call.params.questionId, call.body)
    return OK
  },
  legalTexts: (call) => readLegalTexts(call),
  addLegalText: async (call) => {
    await addLegalText(call, call.body)
    return OK
  },
  endLegalText: async (call) => {
    await endLegalText(call, call.body)
    return OK
  },
}
