import type { Change, Consumer } from '@cloud/core/change'
import { todayOf } from '@cloud/core/clock'
import { inTransaction } from '@cloud/core/database/connect'
import type { Deps } from '@cloud/core/deps'
import type { Job } from '@cloud/core/jobs/job'
import { forgetWorkCalendar } from '@cloud/modules/calendar/index'
import { listOrganizationIds } from '@cloud/modules/organizations/index'
import { type PlainDate, weekdayOf } from '@shared/core/plainDate'
import { openYears, plannedYears } from '@shared/modules/duties/rules'
import { rewriteBoards } from './boards'
import { Boards } from './collection'
import type { Asked, NamedSource } from './computeParts'
import { boardKeys, touch } from './freshness'
import type { Reconciler } from './reconcile'

const BATCH = 100

/**
 * Reconciles every organisation for all planned years, a batch at a time: any of them, and persons in it, may owe something.
 * @param since the night before: a source that knows which plans the days since then turn is asked for those alone
 */
async function reconcileAll(deps: Deps, reconciler: Reconciler, since: PlainDate | undefined): Promise<void> {
  const today = todayOf(deps.clock)
  const years = plannedYears(today)
  let ids = await listOrganizationIds('', BATCH)
  for (let last = ids[ids.length - 1]; last !== undefined; last = ids[ids.length - 1]) {
    const asked: Asked[] = []
    for (const source of reconciler.sources) {
      const organizationIds = since && source.turning ? await source.turning(ids, since, today) : ids
      asked.push(...years.map((year) => ({ source, year, organizationIds })))
    }
    await reconciler.run(deps, asked, 'day')
    ids = await listOrganizationIds(last, BATCH)
  }
}

/** Writes the boards anew that show another thing today though no duty has changed. */
async function turnBoards(deps: Deps): Promise<void> {
  const today = todayOf(deps.clock)
  const findTurned = () =>
    Boards.find({ turnsOn: { $lte: today } }, { _id: 1 })
      .sort({ turnsOn: 1, _id: 1 })
      .limit(BATCH)
      .lean<{ _id: string }[]>()
  for (let boards = await findTurned(); boards.length > 0; boards = await findTurned()) {
    const ids = new Set(boards.map((board) => board._id))
    const written = await inTransaction(() => rewriteBoards(deps, ids, today))
    touch(written.flatMap(boardKeys))
  }
}

/**
 * 每夜 — turns windows, years and boards over to the new day for everybody. The first night after a start (the rules may be new ones),
 * that before Monday and that of another year compute every plan anew.
 */
export function rolloverJob(reconciler: Reconciler): Job {
  let lastNight: PlainDate | undefined
  return {
    name: 'duties.rollover',
    at: '00:05',
    catchUpDays: 0,
    async run(deps) {
      const today = todayOf(deps.clock)
      const before = lastNight
      const isWhole =
        before === undefined || weekdayOf(today) === 1 || plannedYears(before).join() !== plannedYears(today).join()
      await reconcileAll(deps, reconciler, isWhole ? undefined : before)
      await turnBoards(deps)
      lastNight = today
    },
  }
}

/**
 * What one source is asked because of these changes in a year: plans in which only some periods can have changed, and whole ones.
 * @param isGeneral may change anything, whatever the source says
 */
function askedOf(
  source: NamedSource,
  year: number,
  changes: readonly Change[],
  isGeneral: (fact: string) => boolean,
): Asked[] {
  const whole = new Set<string>()
  const periods = new Map<string, string[]>()
  for (const change of changes) {
    const { organizationId, fact } = change
    if (change.year !== undefined && change.year !== year) continue
    if (!isGeneral(fact) && !source.facts.includes(fact)) continue
    const reached = isGeneral(fact) ? undefined : source.periodsOf?.(change, year)
    if (!reached) whole.add(organizationId)
    else periods.set(organizationId, [...new Set([...(periods.get(organizationId) ?? []), ...reached])])
  }
  const partly = [...periods.keys()].filter((id) => !whole.has(id))
  return [
    { source, year, organizationIds: [...whole] },
    { source, year, organizationIds: partly, periods },
  ].filter(({ organizationIds }) => organizationIds.length > 0)
}

/** Reconciles the organisations whose facts have changed. */
export const planConsumer = (reconciler: Reconciler, generalFacts: readonly string[]): Consumer => ({
  name: 'duties',
  facts: [...new Set([...generalFacts, ...reconciler.sources.flatMap((source) => source.facts)])],
  async apply(deps, changes) {
    // The calendar is kept for seconds: without this a plan would be computed from the year as it was before.
    if (changes.some((change) => change.fact === 'calendar.year')) forgetWorkCalendar()
    const years = openYears(todayOf(deps.clock))
    const placed = changes.filter((change) => change.organizationId !== '')
    const isGeneral = (fact: string) => generalFacts.includes(fact)
    const asked = reconciler.sources.flatMap((source) =>
      years.flatMap((year) => askedOf(source, year, placed, isGeneral)),
    )
    await reconciler.run(deps, asked, 'facts')
  },
})
