import { wakeConsumers } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import { type Run, runInBackground, setBatch } from '../background'
import { type ImportRecord, type ImportRowRecord, ImportRows, Imports, type StoredChange } from '../collection'
import { adjustCounts } from '../storeRows'
import { changeKinds } from './changeKinds'
import { sealKept } from './startChange'

/** Rows written in one transaction. */
const CHUNK = 20

/** Begins to write the rows of a change, a few at a time. @throws AppError conflict when none is left. */
export async function commitChange(work: Work, batch: ImportRecord, change: StoredChange): Promise<void> {
  if (batch.importable === 0) throw new AppError('conflict', '没有可以改的行')
  const step = { state: 'committing', onFailure: 'review' } as const
  await runInBackground(work, batch, step, async (run) => {
    const total = batch.importable
    // The batch can be taken back from its first row on, also when the work is cut off.
    await setBatch(batch._id, run, { committedAt: batch.committedAt ?? new Date(work.now) })
    for (let written = 0; ; ) {
      const rows = await nextRows(batch._id)
      if (rows.length === 0) break
      await writeTogetherOrApart(work, batch, change, rows, run)
      written += rows.length
      run.report((written / total) * 99)
    }
    await setBatch(batch._id, run, { state: 'done' })
  })
}

const nextRows = (batchId: string): Promise<ImportRowRecord[]> =>
  ImportRows.find({ batchId, view: 'importable' }).sort({ row: 1 }).limit(CHUNK).lean<ImportRowRecord[]>()

/** One transaction for all of them; when one cannot be done any more, one each, and that one is left out with the reason. */
async function writeTogetherOrApart(
  work: Work,
  batch: ImportRecord,
  change: StoredChange,
  rows: readonly ImportRowRecord[],
  run: Run,
): Promise<void> {
  const write = (some: readonly ImportRowRecord[]) =>
    inTransaction(() => writeRows(work, batch, change, some, run)).then(wakeConsumers)
  try {
    await write(rows)
    return
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
  for (const row of rows)
    await write([row]).catch(async (error: unknown) => {
      if (!(error instanceof AppError)) throw error
      await inTransaction(() => setRow(batch, row, { state: 'leftOut', because: error.message }))
    })
}

async function writeRows(
  work: Work,
  batch: ImportRecord,
  change: StoredChange,
  rows: readonly ImportRowRecord[],
  run: Run,
): Promise<void> {
  // Fails, and takes everything here back, when this run was taken for dead and another has replaced it.
  await setBatch(batch._id, run, { movedAt: new Date(work.deps.clock.now()) })
  const kind = changeKinds(change)
  const fresh = await kind.plan(
    work,
    change,
    rows.map((row) => row.knownId ?? ''),
  )
  for (const [i, row] of rows.entries()) {
    const now = fresh[i]
    const because = now?.refused ?? (isSame(row, now?.changes) ? undefined : '核对以后有了变化，请重新选中再看一遍')
    if (because !== undefined) {
      await setRow(batch, row, { state: 'leftOut', because })
      continue
    }
    const kept = await kind.apply(work, change, row.knownId ?? '', change.reason, batch._id)
    await setRow(batch, row, { state: 'known', because: null }, sealKept(work, kept))
  }
}

const isSame = (row: ImportRowRecord, changes: unknown): boolean =>
  JSON.stringify(row.shown.changes) === JSON.stringify(changes)

async function setRow(
  batch: Pick<ImportRecord, '_id'>,
  row: ImportRowRecord,
  shown: { state: 'known' | 'leftOut'; because: string | null },
  sealed = row.sealed,
): Promise<void> {
  const after: ImportRowRecord = { ...row, state: shown.state, view: 'rest', sealed, shown: { ...row.shown, ...shown } }
  const { matchedCount } = await ImportRows.updateOne(
    { _id: row._id, view: 'importable' },
    { $set: { state: after.state, view: after.view, sealed, shown: after.shown } },
  )
  if (matchedCount !== 1) throw new AppError('conflict', '这个批次已由另一次操作接手')
  await adjustCounts(batch._id, [row], [after])
}

/** What a change that was cut off falls back to: what is written stays, the rest waits for a person. */
export async function recoverChange(batch: ImportRecord, runId: string): Promise<void> {
  const message = `调整时服务中断：改了 ${batch.counts.known} 行，还有 ${batch.importable} 行没有改；可以接着改，也可以整批撤销`
  await Imports.updateOne({ _id: batch._id, runId: batch.runId }, { $set: { state: 'review', message, runId } })
}
