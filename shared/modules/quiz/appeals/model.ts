/** 为什么有问题 — chosen from a list with one tap, or not at all. */
export const APPEAL_REASON_LABELS = {
  key: '答案不对',
  several: '不止一个对',
  outdated: '规定已经改了',
  unclear: '题目说不清',
  other: '别的问题',
} as const
export type AppealReason = keyof typeof APPEAL_REASON_LABELS

/** 异议状态 */
export const APPEAL_STATE_LABELS = { open: '待处理', accepted: '已采纳', rejected: '没有采纳' } as const
export type AppealState = keyof typeof APPEAL_STATE_LABELS
