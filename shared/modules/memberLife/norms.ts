import { defineNorm } from '@shared/core/norm'
import { plainDate } from '@shared/core/plainDate'

/** 提醒的月数: the constitution knows six months; three and five are early enough to help. */
export const ABSENCE_STAGES = [3, 5, 6] as const

/** B-32 */
export const ABSENCE = defineNorm<{ months: 6 }>(
  '没有正当理由连续 6 个月不参加组织生活，按自行脱党处理；由支部大会作出决定，报上级党组织批准',
  [
    {
      from: plainDate('2017-10-24'),
      value: { months: 6 },
      source: { document: '中国共产党章程', article: '第九条' },
    },
  ],
)

/** What the product never does, in the words of the screen. */
export const NO_REMOVAL =
  '系统只计组织生活，不计党费和所分配的工作，也不会自动除名：怎么处理只能由支部大会讨论决定，并报上级党组织批准。'

/** B-30 */
export const DUAL_LIFE = defineNorm<true>('党员领导干部应当参加双重组织生活，在所在支部是普通党员', [
  {
    from: plainDate('2019-05-06'),
    value: true,
    source: { document: '中国共产党党员教育管理工作条例', article: '第16条' },
  },
])
