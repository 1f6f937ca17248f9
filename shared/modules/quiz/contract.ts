import { defineContract } from '@shared/core/contract'
import { appealEndpoints } from './appeals/endpoints'
import { bankEndpoints } from './banks/endpoints'
import { legalEndpoints } from './banks/legalEndpoints'
import { certificateEndpoints } from './certificates/endpoints'
import { attemptEndpoints } from './exams/attemptEndpoints'
import { examEndpoints } from './exams/endpoints'
import { examineeEndpoints } from './exams/examineeEndpoints'
import { practiceEndpoints } from './practice/endpoints'

/** 题库与考试接口 */
export const quizContract = defineContract('quiz', {
  ...bankEndpoints,
  ...legalEndpoints,
  ...examEndpoints,
  ...attemptEndpoints,
  ...examineeEndpoints,
  ...practiceEndpoints,
  ...appealEndpoints,
  ...certificateEndpoints,
})
