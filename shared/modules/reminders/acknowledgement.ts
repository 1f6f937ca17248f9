import type { Rung } from '@shared/core/obligation'
import type { PlainDate } from '@shared/core/plainDate'

/** 知道了，我来办 — a person's answer to one rung of a duty: on which day, and by when he or she means to have it done. */
export interface Acknowledgement {
  offsetDays: number
  on: PlainDate
  byOn?: PlainDate | undefined
}

/**
 * Does the answer still stand for this rung? Whoever has answered is not told the same again, neither this rung nor an earlier one
 * whose day had come by then, even when the duty has been moved a little; the next rung is told as ever, and others hear theirs.
 * @param climbOn day on which the rung stands now.
 */
export const isAnswered = (answer: Acknowledgement, rung: Pick<Rung, 'offsetDays'>, climbOn: PlainDate): boolean =>
  rung.offsetDays <= answer.offsetDays && climbOn <= answer.on
