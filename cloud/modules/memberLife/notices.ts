import { todayOf } from '@cloud/core/clock'
import type { NoticeSource } from '@cloud/core/notice'
import { PARTICIPATION_FACT } from '@cloud/modules/meetings/index'
import { getOrganization } from '@cloud/modules/organizations/index'
import { addDays } from '@shared/core/plainDate'
import { minePage } from '@shared/modules/memberLife/duties'
import { listClocks } from './clocks'

/** Later than this after the meeting the word would come out of the blue. */
const KIND_WORD_DAYS = 60

/** 一句问候 — to somebody who has just reached three months, before anybody speaks of rules. Nobody else reads it. */
export const lifeNotices: NoticeSource = {
  facts: [PARTICIPATION_FACT],
  async find(deps, change) {
    const { organizationId, factId } = change
    const today = todayOf(deps.clock)
    const place = await getOrganization(organizationId)
    if (place.kind !== 'branch') return undefined
    const reached = (await listClocks([organizationId], today)).filter(({ clock }) => {
      const day = clock.stage === 3 ? clock.reachedOn : undefined
      return clock.missed.some(
        (fact) => fact.meetingId === factId && fact.on === day && fact.on > addDays(today, -KIND_WORD_DAYS),
      )
    })
    const [first] = reached
    if (!first) return undefined
    return {
      subject: `memberLife.word:${factId}-${organizationId}`,
      revision: '1',
      organizationId,
      path: place.path,
      private: true,
      recipients: reached.map((one) => one.personId),
      text: {
        title: '好久没见到你了',
        why: '最近几次组织生活你没能来。有困难就告诉书记，支部可以上门',
        note: '支部惦记着你',
        // Nothing presses: it may wait for the day's digest.
        dueOn: addDays(today, 7),
        dueTime: '18:00',
        place: '',
        page: minePage,
        label: '看看',
      },
    }
  },
}
