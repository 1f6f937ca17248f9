import { todayOf } from '@cloud/core/clock'
import { defineModule } from '@cloud/core/defineModule'
import { ACCOUNT_CLOSED } from '@cloud/modules/accounts/index'
import { findPersonBrief, hasLeft, LEAVING } from '@cloud/modules/people/index'
import { feedsContract } from '@shared/modules/feeds/contract'
import { removeFeedsOf } from './links'
import { mountFeeds } from './mountFeeds'
import { feedRoutes } from './routes'

/** 日历订阅 — the agenda of a person or an organisation for the calendars people have already. */
export const feeds = defineModule({
  name: 'feeds',
  contract: feedsContract,
  routes: feedRoutes,
  consumers: [
    {
      name: 'feeds.leavers',
      facts: [LEAVING, ACCOUNT_CLOSED],
      async apply(deps, changes) {
        const closed = new Set(changes.flatMap(({ fact, factId }) => (fact === ACCOUNT_CLOSED ? [factId] : [])))
        for (const personId of new Set(changes.map(({ factId }) => factId))) {
          const person = await findPersonBrief(personId)
          if (closed.has(personId) || !person || hasLeft(person, todayOf(deps.clock))) await removeFeedsOf(personId)
        }
      },
    },
  ],
  mount: mountFeeds,
})
