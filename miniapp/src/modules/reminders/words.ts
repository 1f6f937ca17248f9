import { clockTimeOf, dayLabel, plainDateOf, plainDateOfInstant, yearOf } from '@shared/core/plainDate'
import type { HistoryLine } from '@shared/modules/reminders/contract'
import {
  AUDIENCE_LABELS,
  CHANNEL_LABELS,
  DELIVERY_REASON_LABELS,
  DELIVERY_STATE_LABELS,
  type DeliveryState,
} from '@shared/modules/reminders/model'
import type { Tone } from '@/ui/tone'

export const STATE_TONES = {
  pending: 'idle',
  sending: 'idle',
  sent: 'ok',
  inboxOnly: 'idle',
  refused: 'warn',
  unreachable: 'bad',
  cancelled: 'idle',
} as const satisfies Record<DeliveryState, Tone>

/** `6月23日 周二 08:00` */
export const momentText = (instant: string): string =>
  `${dayLabel(plainDateOfInstant(instant), yearOf(plainDateOf(Date.now())))} ${clockTimeOf(instant)}`

/** Who, and as what: `党员甲（代党员乙）`. */
export const personText = ({ name, audience, onBehalfOf, handedTo }: HistoryLine): string => {
  const notes = [
    audience && AUDIENCE_LABELS[audience],
    onBehalfOf && `代${onBehalfOf}`,
    handedTo && `外出，转给${handedTo}`,
  ]
  const known = notes.filter(Boolean).join('，')
  return known ? `${name}（${known}）` : name
}

/** How far it got, in words: through which channel, or why not. */
export const stateText = ({ state, channel, reason }: HistoryLine): string => {
  if (state === 'sent' && channel) return `${DELIVERY_STATE_LABELS.sent}：${CHANNEL_LABELS[channel]}`
  return reason ? `${DELIVERY_STATE_LABELS[state]}：${DELIVERY_REASON_LABELS[reason]}` : DELIVERY_STATE_LABELS[state]
}

/** What came back from the person. */
export const answerText = ({ answeredAt, byOn, readAt }: HistoryLine): string => {
  if (answeredAt) return `${momentText(answeredAt)}答复知道了${byOn ? `，${dayLabel(byOn)}前办` : ''}`
  return readAt ? `${momentText(readAt)}看过` : '还没看'
}

/** `T-7` → 提前 7 天, `T+3` → 逾期 3 天, as a ladder names its rungs; any other name as it is. */
export function rungText(rung: string): string {
  const [, sign, days] = /^T(?:([+-])(\d+))?$/.exec(rung) ?? []
  if (rung === 'T') return '到期当天'
  if (!days) return rung
  return sign === '-' ? `提前 ${days} 天` : `逾期 ${days} 天`
}
