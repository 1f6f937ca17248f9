import type { Violation } from '@shared/core/errors'
import { instantAt } from '@shared/core/plainDate'
import type { CampaignNode, CampaignState } from './model'

/** Check-in of an event opens this long before it begins and ends this long after it. */
const MINUTES_AROUND = 60
const AROUND_MS = MINUTES_AROUND * 60_000

type Event = Pick<CampaignNode, 'on' | 'startTime' | 'endTime' | 'cancelledBecause'>

/** When check-in opens and ends, epoch ms. */
export const checkInSpan = ({
  on,
  startTime = '00:00',
  endTime = '23:59',
}: Event): { from: number; until: number } => ({
  from: Date.parse(instantAt(on, startTime)) - AROUND_MS,
  until: Date.parse(instantAt(on, endTime)) + AROUND_MS,
})

/** Why nobody can check in at this moment; undefined when one can. @param at epoch ms. */
export function closedBecause(event: Event, state: CampaignState, at: number): Violation | undefined {
  if (event.cancelledBecause !== undefined || state === 'cancelled') return { message: '活动已经取消' }
  if (state === 'draft') return { message: '活动还没有发布' }
  const { from, until } = checkInSpan(event)
  if (at < from) return { message: `开始前 ${MINUTES_AROUND} 分钟才能签到` }
  return at > until ? { message: '签到已经结束；确实到了现场的，请工会工作人员或组长代签', fixBy: '组长' } : undefined
}
