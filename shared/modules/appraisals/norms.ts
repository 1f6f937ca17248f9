import { defineNorm, type Source } from '@shared/core/norm'
import { plainDate } from '@shared/core/plainDate'

const BRANCH_RULES = '中国共产党支部工作条例（试行）'
const EDUCATION_RULES = '中国共产党党员教育管理工作条例'

/** B-26: the order of the steps, and who proposes the rating. */
export const PROCEDURE = defineNorm('个人自评、党员互评、民主测评，支委会或者党员大会提出评定意见', [
  {
    from: plainDate('2018-11-26'),
    value: ['plan', 'openPeer', 'openBallot', 'closeBallot', 'propose'],
    source: { document: BRANCH_RULES, article: '第18条' },
  },
])
/** B-33: what the rule says about members who do not meet the conditions. The system shows it and does nothing by itself. */
export const CORRECTION_TERM = defineNorm(
  '对不符合党员条件但愿意改正的党员，党组织应当作出限期改正处置，时间不超过 1 年，并采取帮助教育措施；处置由党组织按程序研究决定，系统不作任何处置',
  [{ from: plainDate('2019-05-06'), value: 12, source: { document: EDUCATION_RULES, article: '第30条' } }],
)
/** B-29, applied to the ballot: at least half of the voting members due have taken part. */
export const BALLOT_QUORUM = defineNorm('有表决权的党员半数以上参加方为有效', [
  { from: plainDate('2018-11-26'), value: 'atLeastHalf', source: { document: BRANCH_RULES, article: '第11条' } },
])

/** B-27, the days between steps and the least number of ballots shown are not in a national text. */
export const UNIT_SETTING: Source = { document: '本单位设置', article: '民主评议' }
/** 不足三票不显示: fewer would tell who chose what. */
export const LEAST_SHOWN = 3
/** Days after a step by which the next one should be done; reminded, never blocking. */
export const PROPOSE_DAYS = 15
export const NEXT_STEP_DAYS = 7
