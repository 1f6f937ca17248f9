import type { OwnExam } from '@shared/modules/quiz/exams/schemas'

type Mine = Pick<OwnExam, 'mine'>
type OwnAttempt = OwnExam['mine'][number]

/** The attempt that is being answered, if there is one. */
export const openAttemptOf = ({ mine }: Mine): OwnAttempt | undefined => mine.find(({ outcome }) => !outcome)

/** The attempt that counts: the best, of equal ones the first. */
export function bestOfMine({ mine }: Mine): OwnAttempt | undefined {
  let best: OwnAttempt | undefined
  for (const one of mine) if (one.outcome && one.outcome.score > (best?.outcome?.score ?? -1)) best = one
  return best
}

/** 要考的, 还没开始的, 考过的: where an exam stands with me. */
export type Standing = 'running' | 'due' | 'waiting' | 'done'

export function standingOf(exam: OwnExam): Standing {
  if (openAttemptOf(exam)) return 'running'
  const best = bestOfMine(exam)
  if (best?.outcome?.passed) return 'done'
  if (exam.blocked.length === 0) return 'due'
  return exam.phase === 'waiting' ? 'waiting' : 'done'
}
