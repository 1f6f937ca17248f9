import { CAMPAIGN_STATE_LABELS, type CampaignState, type NodeKind } from '@shared/modules/campaigns/model'
import { shortDay, spanWord } from '@/core/dayWord'
import type { IconName } from '@/ui/Icon'
import type { Tone } from '@/ui/tone'
import type { NodeView } from './campaignsApi'

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
    ? [`${shortDay(on)} ${startTime ?? ''}${endTime ? `至${endTime}` : ''}`, place].filter(Boolean).join(' · ')
    : spanWord(on, until)
