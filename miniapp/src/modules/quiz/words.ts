import type { PracticeItem, PracticeResult } from './practiceApi'

const daysWord = (days: number): string => (days <= 0 ? '今天' : days === 1 ? '明天' : `${days} 天后`)

/** What became of an answer, in one line. */
export function resultWord({ right, left, next }: PracticeResult): string {
  if (left) return '答对了，已离开错题本'
  if (!right) return next ? `答错了，${daysWord(next.days)}再考一次` : '答错了'
  return next ? `答对了，再答对 ${next.rightToLeave} 天就离开错题本` : '答对了'
}

/** Why this question, before it is answered. */
export function whyWord({ why, wrong }: Pick<PracticeItem, 'why' | 'wrong'>): string {
  if (wrong > 0) return `以前答错过 ${wrong} 次`
  return why === 'post' ? '岗位要用' : ''
}
