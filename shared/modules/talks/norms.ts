import { defineNorm } from '@shared/core/norm'
import { plainDate } from '@shared/core/plainDate'

/** B-28: its wording was only seen in restatements, so it reminds and warns but never blocks. */
export const TALKS = defineNorm<{ timesPerYear: 1 }>(
  '支委之间、支委和党员之间、党员和党员之间，每年谈心谈话一般不少于 1 次',
  [
    {
      from: plainDate('2018-11-26'),
      value: { timesPerYear: 1 },
      source: { document: '中国共产党支部工作条例（试行）', article: '第19条' },
    },
  ],
)
