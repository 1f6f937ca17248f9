import { clockTimeOf, plainDateOfInstant } from '@shared/core/plainDate'
import type { AppraisalState } from '@shared/modules/appraisals/model'
import { dayWord } from '@/core/dayWord'
import type { Tone } from '@/ui/tone'
import type { AppraisalSummary } from './appraisalsApi'

/** `今天`, or the day in words. */
export { dayWord }

/** `今天 15:40` of an instant. */
export const momentWord = (instant: string): string => `${dayWord(plainDateOfInstant(instant))} ${clockTimeOf(instant)}`

export const STATE_TONES: Record<AppraisalState, Tone> = {
  self: 'warn',
  peer: 'warn',
  ballot: 'warn',
  counted: 'warn',
  proposed: 'warn',
  reported: 'warn',
  told: 'ok',
  cancelled: 'idle',
}

/** How far a case is, in the numbers of the step it stands at. */
export function progressWord({ state, progress }: Pick<AppraisalSummary, 'state' | 'progress'>): string {
  if (state === 'self') return `自评 ${progress.selfDone} / ${progress.due}`
  if (state === 'peer') return `互评 ${progress.peerDone} / ${progress.peerDue}`
  if (state === 'ballot' || state === 'counted') return `测评 ${progress.voted} / ${progress.votingDue}`
  return state === 'told' ? `签收 ${progress.told} / ${progress.due}` : ''
}

/** `优秀 3，合格 12`; ratings nobody has are left out. */
export const ratingWord = (totals: AppraisalSummary['ratingTotals']): string =>
  totals
    .filter((one) => one.count > 0)
    .map((one) => `${one.label} ${one.count}`)
    .join('，')
