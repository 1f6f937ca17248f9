import { type CloudModule, defineModule } from '@cloud/core/defineModule'
import { handoversContract } from '@shared/modules/handovers/contract'
import { mattersFrom } from './matters'
import { handoverObligations } from './obligations'
import { handoverConsumer, handoverJob } from './openHandovers'
import { handoverRoutes } from './routes'

/**
 * 岗位交接 — opens by itself when a seat changes its holder; lists what all modules know to be open in it.
 * @param modules all modules, asked when a list is made: some of them depend on handovers themselves.
 */
export function defineHandovers(modules: () => readonly CloudModule[]): CloudModule {
  const matters = mattersFrom(() => modules().flatMap((module) => module.openMatters ?? []))
  return defineModule({
    name: 'handovers',
    contract: handoversContract,
    routes: handoverRoutes(matters),
    consumers: [handoverConsumer(matters)],
    jobs: [handoverJob(matters)],
    obligations: handoverObligations,
  })
}
