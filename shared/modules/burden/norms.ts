import { defineNorm } from '@shared/core/norm'
import { plainDate } from '@shared/core/plainDate'

/** 指尖减负 — no forced check-ins by points, rankings or time online. */
export const GUARD_NORM = defineNorm('积分、排名、在线时长默认关闭', [
  {
    from: plainDate('2023-12-18'),
    value: '政务应用程序原则上不得设置打卡签到、积分排名、在线时长等强制使用功能',
    source: {
      document: '关于防治“指尖上的形式主义”的若干意见（2023 年 12 月）',
      article: '强化政务移动互联网应用程序管理',
    },
  },
])

/** Longest campaign for which an exception may be made, in days; the unit's caution, no norm. */
export const LONGEST_EXCEPTION_DAYS = 92
