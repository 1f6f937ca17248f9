import { dayOf, monthOf, type PlainDate } from '@shared/core/plainDate'
import { CAMPAIGN_STATE_LABELS, type CampaignState, type NodeKind } from '@shared/modules/campaigns/model'
import type { IconName } from '@/ui/Icon'
import type { Tone } from '@/ui/tone'
import type { NodeView } from './campaignsApi'

const short = (day: string): string => `${monthOf(day as PlainDate)}月${dayOf(day as PlainDate)}日`

/** `6月1日至30日`. */
export function spanWord(from: string, to: string): string {
  if (from === to) return short(from)
  return from.slice(0, 7) === to.slice(0, 7)
    ? `${short(from)}至${dayOf(to as PlainDate)}日`
    : `${short(from)}至${short(to)}`
}

export const NODE_ICONS = {
  push: 'bell',
  course: 'book',
  exam: 'pen',
  event: 'users',
  contest: 'award',
} as const satisfies Record<NodeKind, IconName>

export const STATE_TONES = {
  draft: 'idle',
  open: 'ok',
  closed: 'idle',
  cancelled: 'bad',
} as const satisfies Record<CampaignState, Tone>

export const stateWord = (state: CampaignState): string => CAMPAIGN_STATE_LABELS[state]

/** When and where a node is. */
export const whenWord = ({ kind, on, until, startTime, endTime, place }: NodeView): string =>
  kind === 'event'
    ? [`${short(on)} ${startTime ?? ''}${endTime ? `至${endTime}` : ''}`, place].filter(Boolean).join(' · ')
    : spanWord(on, until)
