/** 练习方式 */
export const PRACTICE_MODE_LABELS = { daily: '今日五题', review: '复习错题', free: '自由练习' } as const
export type PracticeMode = keyof typeof PRACTICE_MODE_LABELS

/** 为什么考这道题 */
export const PICK_REASON_LABELS = {
  wrong: '以前答错过',
  post: '岗位要用',
  other: '随机抽到',
} as const
export type PickReason = keyof typeof PICK_REASON_LABELS

/** Questions of a daily set. */
export const DAILY_COUNT = 5
/** So many right answers in a row, each on another day, and a question leaves the wrong-question book. */
export const RIGHT_TO_LEAVE = 3
/** Questions handed out at once. */
export const MAX_ROUND = 20
