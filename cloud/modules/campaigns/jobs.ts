import { SYSTEM } from '@cloud/core/actor'
import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import type { Deps, Work } from '@cloud/core/deps'
import type { Job } from '@cloud/core/jobs/job'
import type { PlainDate } from '@shared/core/plainDate'
import { type CampaignRecord, Campaigns } from './collection'
import { askCourses } from './commands/courses'
import { tellDue } from './commands/nodes'
import { closeNow } from './summary/close'
import { writeCampaign } from './write'

const BATCH = 100

const systemWork = (deps: Deps, today: PlainDate): Work => ({
  deps,
  actor: SYSTEM,
  now: new Date(deps.clock.now()).toISOString(),
  today,
  requestId: newId(),
})

/** Walks campaigns under way, each in a transaction of its own. */
async function forEachOpen(
  where: Record<string, unknown>,
  run: (record: CampaignRecord) => Promise<void>,
): Promise<void> {
  for (let after = ''; ; ) {
    const ids = await Campaigns.find({ state: 'open', ...where, _id: { $gt: after } }, { _id: 1 })
      .sort({ _id: 1 })
      .limit(BATCH)
      .lean<{ _id: string }[]>()
    for (const { _id } of ids)
      await inTransaction(async () => {
        const record = await Campaigns.findById(_id).lean<CampaignRecord>()
        if (record?.state === 'open') await run(record)
      })
    const last = ids.at(-1)
    if (!last || ids.length < BATCH) return
    after = last._id
  }
}

/** Every morning: what begins, comes tomorrow or is about to end is told once. A day missed is not told later: it would be no news. */
export const wordsJob: Job = {
  name: 'campaigns.words',
  at: '07:30',
  catchUpDays: 0,
  async run(deps, day) {
    const work = systemWork(deps, day)
    await forEachOpen({ to: { $gte: day } }, async (record) => {
      const { nodes, told } = tellDue(record, work)
      if (told.length === 0) return
      const summary = `“${record.title}”告知 ${told.length} 个节点`
      await writeCampaign(work, record, { action: 'tell', summary, set: { nodes }, told })
      await askCourses(work, record, nodes, told)
    })
  },
}

/** The day after its last a campaign is closed and its summary written; days missed are made up for. */
export const closeJob: Job = {
  name: 'campaigns.close',
  at: '06:00',
  catchUpDays: 0,
  async run(deps, day) {
    await forEachOpen({ to: { $lt: day } }, (record) => closeNow(systemWork(deps, day), record))
  },
}
