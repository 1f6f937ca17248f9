import { recordChange } from '@cloud/core/change'
import { anything, defineCollection, text } from '@cloud/core/database/collection'
import { inTransaction } from '@cloud/core/database/connect'
import { defineModule } from '@cloud/core/defineModule'
import type { Deps } from '@cloud/core/deps'
import { accounts } from '@cloud/modules/accounts/index'
import { audit } from '@cloud/modules/audit/index'
import { calendar } from '@cloud/modules/calendar/index'
import { defineDuties } from '@cloud/modules/duties/index'
import { organizations } from '@cloud/modules/organizations/index'
import { people } from '@cloud/modules/people/index'
import { type Obligation, STANDARD_LADDER } from '@shared/core/obligation'
import { type PlainDate, plainDateOf, yearOf } from '@shared/core/plainDate'
import { systemWork } from '../support/factories'
import { buildDuty } from './buildDuty'

/** What a demand of the test module says about one obligation; `doneOn` is the fact that fulfils it. */
export interface Demand {
  /** Key of the obligation. */
  _id: string
  organizationId: string
  obligation: Obligation
}

export const Demands = defineCollection<Demand>('testDemands', { organizationId: text, obligation: anything }, [
  { keys: { organizationId: 1 } },
])

/** A module whose obligations are its facts, word for word: stands for any module that contributes to the plan. */
export const demands = defineModule({
  name: 'demands',
  obligations: {
    facts: ['demands.demand'],
    async compute(_deps, organizationIds, year) {
      const rows = await Demands.find({ organizationId: { $in: [...organizationIds] } }).lean<Demand[]>()
      return rows.map((row) => row.obligation).filter((obligation) => yearOf(obligation.dueOn) === year)
    },
  },
})

export const ground = [accounts, organizations, people, calendar, audit]
export const dutyModules = [...ground, demands, defineDuties([...ground, demands])]

/** The first night of a service that has just started: every plan is computed anew. */
export async function runFirstNight(deps: Deps): Promise<void> {
  const [rollover] = defineDuties([...ground, demands]).jobs ?? []
  await rollover?.run(deps, plainDateOf(deps.clock.now()))
}

type Overrides = Parameters<typeof buildDuty>[0]

/** Something an organisation or a person in it has to do. */
export const buildDemand = (organizationId: string, key: string, more: Overrides = {}): Demand => {
  const owner = more?.owner ?? { kind: 'organization' as const, id: organizationId }
  const obligation = buildDuty({
    ladder: STANDARD_LADDER,
    ...more,
    module: 'demands',
    owner,
    organizationId,
    key: `demands.${key}`,
  })
  return { _id: `demands.${key}`, organizationId, obligation }
}

/** Writes demands as facts, with their change rows. */
export async function saveDemands(deps: Deps, list: readonly Demand[]): Promise<void> {
  await inTransaction(async () => {
    for (const demand of list) await Demands.replaceOne({ _id: demand._id }, demand, { upsert: true })
    await recordChange(
      systemWork(deps),
      list.map(({ _id, organizationId }) => ({ organizationId, fact: 'demands.demand', factId: _id })),
    )
  })
}

/** Takes a demand back. */
export async function removeDemand(deps: Deps, demand: Demand): Promise<void> {
  await inTransaction(async () => {
    await Demands.deleteOne({ _id: demand._id })
    const { organizationId, _id: factId } = demand
    await recordChange(systemWork(deps), [{ organizationId, fact: 'demands.demand', factId }])
  })
}

export const doneOn = (on: PlainDate) => ({ doneBy: { module: 'demands', id: 'f'.repeat(24), on } })
