import { SYSTEM } from '@cloud/core/actor'
import { newId } from '@cloud/core/database/id'
import type { Deps, Work } from '@cloud/core/deps'
import { plainDateOf } from '@shared/core/plainDate'
import type { BatchState } from '@shared/modules/exchange/model'
import { LEASE_MS, settleImports } from './background'
import { recoverChange } from './changes/commitChange'
import { type ImportRecord, ImportRuns, Imports } from './collection'
import { startRecheck } from './recheck'

const INTERVAL_MS = 5_000

async function recoverOne(work: Work, batch: ImportRecord): Promise<void> {
  const to = async (state: BatchState, message: string): Promise<void> => {
    await Imports.updateOne({ _id: batch._id, runId: batch.runId }, { $set: { state, message, runId: newId() } })
  }
  switch (batch.state) {
    case 'committing':
      if (batch.change) return recoverChange(batch, newId())
      return to('review', '导入时服务中断，一行也没有写入；请再点一次导入')
    case 'undoing':
      return to(
        batch.change && batch.importable > 0 ? 'review' : 'done',
        '撤销时服务中断，没有撤掉任何内容；请再点一次撤销',
      )
    case 'checking':
      return batch.hasRows ? startRecheck(work, batch) : to('failed', '核对时服务中断，请重新上传')
    default:
      return to('failed', '读取时服务中断，请重新上传')
  }
}

/**
 * Finds batches whose work was cut off (no sign of life for a while) and brings each into a state from which a person can go on.
 * What a commit had written is gone with its transaction.
 */
export async function recoverImports(deps: Deps): Promise<void> {
  const now = deps.clock.now()
  const work: Work = {
    deps,
    actor: SYSTEM,
    now: new Date(now).toISOString(),
    today: plainDateOf(now),
    requestId: newId(),
  }
  const batches = await Imports.find({ state: { $in: ['reading', 'checking', 'committing', 'undoing'] } }).lean<
    ImportRecord[]
  >()
  for (const batch of batches) {
    const run = await ImportRuns.findById(batch.runId).lean()
    const believedUntil = run?.leaseUntil.getTime() ?? batch.movedAt.getTime() + LEASE_MS
    if (believedUntil < now) await recoverOne(work, batch)
  }
}

/** Looks for interrupted batches at start and every few seconds; waits for running ones when the service stops. */
export function startRecovering(deps: Deps): { stop(): Promise<void> } {
  const look = () => {
    recoverImports(deps).catch((error: unknown) => deps.logger.error({ err: error }, 'recovering imports failed'))
  }
  const timer = setInterval(look, INTERVAL_MS)
  look()
  return {
    async stop() {
      clearInterval(timer)
      await settleImports()
    },
  }
}
