import { defineNorm, type Source } from '@shared/core/norm'
import { plainDate } from '@shared/core/plainDate'

const BRANCH_RULES = '中国共产党支部工作条例（试行）'
const EDUCATION_RULES = '中国共产党党员教育管理工作条例'
/** Both regulations apply from the day they were issued. */
const BR18_FROM = plainDate('2018-11-26')
const EDU19_FROM = plainDate('2019-05-06')

const branchRules = (article: string): Source => ({ document: BRANCH_RULES, article })
const educationRules = (article: string): Source => ({ document: EDUCATION_RULES, article })

/** How often something is due: times per period. */
export interface Frequency {
  every: 'month' | 'quarter' | 'year'
  /** `remind`: its wording was only seen in restatements, so it reminds and warns but never blocks. */
  strength: 'required' | 'remind'
}

/** B-20 */
export const BRANCH_MEETING = defineNorm<Frequency>('党员大会一般每季度召开 1 次', [
  { from: BR18_FROM, value: { every: 'quarter', strength: 'required' }, source: branchRules('第11条') },
])
/** B-21 */
export const COMMITTEE_MEETING = defineNorm<Frequency>('支委会一般每月召开 1 次', [
  { from: BR18_FROM, value: { every: 'month', strength: 'remind' }, source: branchRules('第12条') },
])
/** B-22 */
export const GROUP_MEETING = defineNorm<Frequency>('党小组会一般每月召开 1 次', [
  { from: BR18_FROM, value: { every: 'month', strength: 'remind' }, source: branchRules('第13条') },
])
/** B-24 */
export const THEME_DAY = defineNorm<Frequency>('主题党日每月 1 次，日期相对固定', [
  { from: BR18_FROM, value: { every: 'month', strength: 'remind' }, source: branchRules('第16条') },
  { from: EDU19_FROM, value: { every: 'month', strength: 'required' }, source: educationRules('第16条') },
])
/** B-25: generally in the fourth quarter. */
export const LIFE_MEETING = defineNorm<Frequency>('组织生活会每年至少 1 次，一般安排在第四季度', [
  { from: BR18_FROM, value: { every: 'year', strength: 'required' }, source: branchRules('第17条') },
])
/** B-26 */
export const APPRAISAL = defineNorm<Frequency>('民主评议党员一般每年 1 次', [
  { from: BR18_FROM, value: { every: 'year', strength: 'required' }, source: branchRules('第18条') },
])
/** B-29: share of voting members that must be present, and the share of those due that must say yes. */
export const ORDINARY_QUORUM = defineNorm<{ present: 'atLeastHalf'; yes: 'moreThanHalf' }>(
  '有表决权的党员半数以上到会方可表决，赞成超过应到会有表决权党员的半数为通过',
  [{ from: BR18_FROM, value: { present: 'atLeastHalf', yes: 'moreThanHalf' }, source: branchRules('第11条') }],
)
/** B-31 */
export const EXEMPTION = defineNorm<true>('对年老体弱、行动不便、身患重病的党员不作硬性要求', [
  { from: EDU19_FROM, value: true, source: educationRules('第23条') },
])
/** B-40: study hours of a member in a calendar year. */
export const MEMBER_HOURS = defineNorm<number>('党员每年集中学习培训一般不少于 32 学时', [
  { from: EDU19_FROM, value: 32, source: educationRules('第20条') },
])
/** B-41: study hours of secretaries and committee members in a calendar year. */
export const COMMITTEE_HOURS = defineNorm<number>('党支部书记和委员每年不少于 56 学时', [
  {
    from: plainDate('2019-11-11'),
    value: 56,
    source: { document: '全国党员教育培训工作规划', article: '书记和委员培训' },
  },
])

/** B-23: the yearly lesson of a Party committee's secretary was only seen in restatements, so it reminds and never blocks. */
export const SECRETARY_LECTURE = defineNorm<Frequency>('党委书记每年至少讲 1 次党课', [
  { from: BR18_FROM, value: { every: 'year', strength: 'remind' }, source: branchRules('党课') },
])

/** B-23, B-34 and the steps of recording are not numbers of a national text: the unit decides, and the screen says so. */
export const UNIT_SETTING: Source = { document: '本单位设置', article: '组织生活' }
export const ATTENDING: Source = educationRules('第16条')
