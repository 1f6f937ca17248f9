import { defineNorm } from '@shared/core/norm'
import { plainDate } from '@shared/core/plainDate'

const BRANCH_RULES = '中国共产党支部工作条例（试行）'
const from = plainDate('2018-11-26')

/** B-01 — a branch needs this many full members, and should be split above the second number. */
export const branchSize = defineNorm('党支部规模', [
  { from, value: { least: 3, most: 50 }, source: { document: BRANCH_RULES, article: '第4条' } },
])

/** B-05 — from this many full members a branch elects a committee of 3 to 5, at most 7. */
export const branchCommittee = defineNorm('支部委员会', [
  {
    from,
    value: { fromFullMembers: 7, least: 3, usual: 5, most: 7 },
    source: { document: BRANCH_RULES, article: '第20条' },
  },
])

/** B-10 — years for which a committee is elected. */
export const committeeTerm = defineNorm('党的基层组织任期', [
  {
    from: plainDate('2018-07-12'),
    value: { partyCommittee: 5, generalBranch: 3, branch: 3 },
    source: { document: '关于党的基层组织任期的意见', article: '第一条' },
  },
])
