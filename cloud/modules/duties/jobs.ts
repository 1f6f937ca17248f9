import type { Consumer } from '@cloud/core/change'
import { todayOf } from '@cloud/core/clock'
import type { Deps } from '@cloud/core/deps'
import type { Job } from '@cloud/core/jobs/job'
import { forgetWorkCalendar } from '@cloud/modules/calendar/index'
import { listBranchIds } from '@cloud/modules/organizations/index'
import { plannedYears } from '@shared/modules/duties/rules'
import type { Reconciler } from './reconcile'

const BATCH = 100

/** Reconciles every branch for all planned years, a batch at a time. */
export async function reconcileAll(deps: Deps, reconciler: Reconciler): Promise<void> {
  const years = plannedYears(todayOf(deps.clock))
  let ids = await listBranchIds('', BATCH)
  for (let last = ids.at(-1); last !== undefined; last = ids.at(-1)) {
    await reconciler.run(deps, ids, years)
    ids = await listBranchIds(last, BATCH)
  }
}

/** 每夜 — turns windows, years and boards over to the new day for every branch. */
export const rolloverJob = (reconciler: Reconciler): Job => ({
  name: 'duties.rollover',
  at: '00:05',
  catchUpDays: 0,
  run: (deps) => reconcileAll(deps, reconciler),
})

/** Reconciles the organisations whose facts have changed. */
export const planConsumer = (reconciler: Reconciler, facts: readonly string[]): Consumer => ({
  name: 'duties',
  facts,
  async apply(deps, changes) {
    // The calendar is kept for seconds: without this a plan would be computed from the year as it was before.
    if (changes.some((change) => change.fact === 'calendar.year')) forgetWorkCalendar()
    const ids = [...new Set(changes.map((change) => change.organizationId))].filter((id) => id !== '')
    await reconciler.run(deps, ids, plannedYears(todayOf(deps.clock)))
  },
})
