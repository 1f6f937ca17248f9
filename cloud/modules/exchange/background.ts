import { newId } from '@cloud/core/database/id'
import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import type { BatchState } from '@shared/modules/exchange/model'
import { type ImportRecord, ImportRuns, Imports } from './collection'

/** Without a sign of life for this long, the process that worked on a batch counts as gone. */
export const LEASE_MS = 20_000
const SIGN_OF_LIFE_MS = 1_000

/** What a piece of background work is given. */
export interface Run {
  id: string
  /** Tells how far it is, 0…100. */
  report(progress: number): void
}

const underWay = new Set<Promise<void>>()

/** Resolves when no import works in the background of this process. */
export async function settleImports(): Promise<void> {
  while (underWay.size > 0) await Promise.all(underWay)
}

/** Changes a batch unless another run has taken over. @throws AppError conflict then. */
export async function setBatch(batchId: string, run: Pick<Run, 'id'>, set: Partial<ImportRecord>): Promise<void> {
  const { matchedCount } = await Imports.updateOne({ _id: batchId, runId: run.id }, { $set: set })
  if (matchedCount !== 1) throw new AppError('conflict', '这个批次已由另一次操作接手')
}

async function carryOut(
  work: Work,
  batchId: string,
  run: Run,
  onFailure: BatchState,
  task: (run: Run) => Promise<void>,
) {
  try {
    await task(run)
  } catch (error) {
    const known = error instanceof AppError
    if (!known) work.deps.logger.error({ err: error, batchId }, 'import failed')
    const message = known ? error.message : '系统出了问题，已经记录；请稍后再试'
    await Imports.updateOne({ _id: batchId, runId: run.id }, { $set: { state: onFailure, message } })
  } finally {
    await ImportRuns.deleteOne({ _id: run.id })
  }
}

/**
 * Moves a batch into a working state and works on it after the request was answered. The sign of life is written beside the
 * batch, not in it, so that a long transaction on the batch and its progress never get in each other's way.
 * @param step `onFailure`: the state the batch falls back to, with the reason, when the task throws
 * @throws AppError conflict when the batch is no longer as `batch` says
 */
export async function runInBackground(
  work: Work,
  batch: Pick<ImportRecord, '_id' | 'state' | 'runId'>,
  step: { state: BatchState; onFailure: BatchState },
  task: (run: Run) => Promise<void>,
): Promise<void> {
  const id = newId()
  let progress = 0
  const lease = () => new Date(work.deps.clock.now() + LEASE_MS)
  const moved = await Imports.updateOne(
    { _id: batch._id, state: batch.state, runId: batch.runId },
    { $set: { state: step.state, runId: id, movedAt: new Date(work.deps.clock.now()) }, $unset: { message: 1 } },
  )
  if (moved.matchedCount !== 1) throw new AppError('conflict', '这个批次刚刚有了变化，请刷新后再看')
  await ImportRuns.create({ _id: id, progress, leaseUntil: lease() })
  const timer = setInterval(() => {
    ImportRuns.updateOne({ _id: id }, { $set: { progress, leaseUntil: lease() } }).catch(() => undefined)
  }, SIGN_OF_LIFE_MS)
  const report = (now: number) => {
    progress = Math.round(Math.min(99, Math.max(progress, now)))
  }
  const done: Promise<void> = carryOut(work, batch._id, { id, report }, step.onFailure, task)
    .catch((error: unknown) => work.deps.logger.error({ err: error }, 'state of an import could not be written'))
    .finally(() => {
      clearInterval(timer)
      underWay.delete(done)
    })
  underWay.add(done)
}

/** Lets the event loop answer others between two chunks of computing. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
