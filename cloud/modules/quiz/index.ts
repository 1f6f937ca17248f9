import { defineModule } from '@cloud/core/defineModule'
import { quizContract } from '@shared/modules/quiz/contract'
import { appealNotices } from './appeals/notices'
import { rescoreConsumer } from './appeals/rescore'
import { legalTextsConsumer, legalTextsJob } from './banks/legal'
import { installProductBanks } from './banks/product'
import { collectJob } from './exams/attempts/collectDue'
import { examNotices } from './exams/notices'
import { examObligations } from './exams/obligations'
import { overJob } from './exams/plans'
import { quizRoutes } from './routes'

export {
  type BatchBank,
  emptyBank,
  fillBank,
  findBatchUses,
  findSameQuestions,
  getBankToFill,
  loadCatalogue,
} from './banks/batch'
export { type ProductBank, productId } from './banks/product'
export { identityDigest } from './banks/write'
export {
  type AskedCheck,
  askChecks,
  type CheckQuestion,
  findUnusableChecks,
  gradeCheck,
  listChecks,
  picturesOfChecks,
  productQuestionId,
} from './checks'
export { createExam } from './exams/commands'
export {
  callOff,
  findProductBanks,
  listAttemptOwners,
  listExamResults,
  mustRunExam,
  publishWithCampaign,
} from './exams/forOthers'
export { moveWithCampaign } from './exams/moveExam'
export { ATTEMPT_FACT } from './exams/note'

/** 题库与考试 — banks of questions, papers drawn from them, attempts, practice and appeals. */
export const quiz = defineModule({
  name: 'quiz',
  contract: quizContract,
  routes: quizRoutes,
  jobs: [legalTextsJob, collectJob, overJob],
  consumers: [legalTextsConsumer, rescoreConsumer],
  notices: {
    facts: [...appealNotices.facts, ...examNotices.facts],
    find: (deps, change) => (examNotices.facts.includes(change.fact) ? examNotices : appealNotices).find(deps, change),
  },
  obligations: examObligations,
  start(deps) {
    const installing = installProductBanks(deps).catch((error: unknown) => {
      deps.logger.error({ err: error }, 'installing the banks of the product failed; the next start tries again')
    })
    return { stop: () => installing }
  },
})
