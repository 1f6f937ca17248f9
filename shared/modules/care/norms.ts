import { defineNorm } from '@shared/core/norm'
import { plainDate } from '@shared/core/plainDate'

/** B-31 */
export const CARE = defineNorm<true>('对年老体弱、行动不便、身患重病的党员不作硬性要求，可以送学上门、走访慰问', [
  {
    from: plainDate('2019-05-06'),
    value: true,
    source: { document: '中国共产党党员教育管理工作条例', article: '第23条' },
  },
])
