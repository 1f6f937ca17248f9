import { type CloudModule, defineModule } from '@cloud/core/defineModule'
import { dutiesContract } from '@shared/modules/duties/contract'
import { planConsumer, rolloverJob } from './jobs'
import { localSource } from './localSource'
import { createReconciler } from './reconcile'
import { dutyRoutes } from './routes'
import { seatMatters } from './seatMatters'

export { getPlanName, listAgenda } from './agenda'
export { findDuties, findDutiesForLadder } from './queries'

/** Facts every plan depends on, whichever module computes from them. */
const GENERAL_FACTS = [
  'duties.adjustment',
  'organizations.organization',
  'organizations.appointment',
  'people.person',
  'calendar.year',
]

/** 任务 — the year's plan of every branch: what all modules compute, with the unit's adjustments laid over it. */
export function defineDuties(modules: readonly CloudModule[]): CloudModule {
  const sources = modules.flatMap(({ name, obligations }) => (obligations ? [{ ...obligations, name }] : []))
  const reconciler = createReconciler([...sources, { ...localSource, name: 'duties' }])
  return defineModule({
    name: 'duties',
    contract: dutiesContract,
    routes: dutyRoutes(
      reconciler,
      modules.flatMap(({ datedEvents }) => datedEvents ?? []),
    ),
    jobs: [rolloverJob(reconciler)],
    consumers: [planConsumer(reconciler, GENERAL_FACTS)],
    openMatters: seatMatters(modules.filter((module) => module.openMatters).map((module) => module.name)),
  })
}
