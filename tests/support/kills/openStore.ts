import { readConfig } from '@cloud/config'
import { AuditEntries, findAuditBreak, sealAudit } from '@cloud/core/audit'
import type { Clock } from '@cloud/core/clock'
import { startEmbeddedStore } from '@cloud/embedded/start'
import { modules } from '@cloud/modules'
import { Deliveries } from '@cloud/modules/reminders/collection'
import { startService } from '@cloud/service'
import { LIVE_FIELD_KEY } from '../liveService'
import { reckon } from './checkMessages'
import { compareViews } from './compareViews'
import { readFacts } from './readFacts'

export type OpenedStore = Awaited<ReturnType<typeof openStore>>

/**
 * What a stopped service has left behind, looked at without one. To be loaded anew for each store: what the modules remember of one
 * they would believe of the next.
 */
export async function openStore(folder: string, clock: Clock) {
  const store = await startEmbeddedStore({ folder: `${folder}/store` })
  const config = readConfig({ NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'silent', FIELD_KEY: LIVE_FIELD_KEY })
  const service = await startService({ config, clock, modules, uri: store.uri, background: false })
  return {
    readFacts,
    reckon,
    compareViews: () => compareViews(service.deps),
    async countAudited(actions: readonly string[]) {
      const counts: Record<string, number> = {}
      for (const action of actions) counts[action] = await AuditEntries.countDocuments({ action })
      return counts
    },
    async findAuditBreak() {
      while ((await sealAudit()) > 0);
      return findAuditBreak()
    },
    async countDeliveries() {
      const keys = await Deliveries.distinct('key', { at: { $gte: new Date(0) } })
      return { rows: await Deliveries.countDocuments({}), keys: keys.length }
    },
    async stop() {
      await service.stop()
      await store.stop()
    },
  }
}
