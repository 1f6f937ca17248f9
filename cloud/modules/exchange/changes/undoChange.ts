import { recordAudit } from '@cloud/core/audit'
import { wakeConsumers } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import type { Work } from '@cloud/core/deps'
import { AppError, ruleBroken } from '@shared/core/errors'
import { type Run, runInBackground, setBatch } from '../background'
import { type ImportRecord, type ImportRowRecord, ImportRows, type StoredChange } from '../collection'
import type { DoneRow } from './changeKind'
import { changeKinds } from './changeKinds'
import { openKept } from './startChange'

/** Rows of a change that were written, latest first: what was built last goes first. */
async function doneRows(work: Work, batch: ImportRecord): Promise<DoneRow[]> {
  const rows = await ImportRows.find({ batchId: batch._id, view: 'rest' }).sort({ row: -1 }).lean<ImportRowRecord[]>()
  return rows
    .filter((row) => row.state === 'known')
    .map((row) => ({ subjectId: row.knownId ?? '', name: row.name, kept: openKept(work, row) }))
}

/** @throws AppError rule_broken with every reason why something was built on the change; conflict when nothing was changed. */
async function loadUndoable(work: Work, batch: ImportRecord, change: StoredChange): Promise<DoneRow[]> {
  const rows = await doneRows(work, batch)
  if (rows.length === 0) throw new AppError('conflict', '这一批没有改动过什么，不用撤销')
  const doneAt = batch.committedAt ?? batch.at
  const reasons = await changeKinds(change).findBuiltOn(work, change, rows, { id: batch._id, doneAt })
  if (reasons.length > 0) throw ruleBroken(reasons.slice(0, 20).map((message) => ({ message })))
  return rows
}

/** Begins to take a whole change back: every row or none. */
export async function undoChange(work: Work, batch: ImportRecord, change: StoredChange): Promise<void> {
  await loadUndoable(work, batch, change)
  const step = { state: 'undoing', onFailure: batch.state } as const
  await runInBackground(work, batch, step, async (run) => {
    run.report(10)
    await inTransaction(() => takeBack(work, batch, change, run))
    wakeConsumers()
  })
}

async function takeBack(work: Work, batch: ImportRecord, change: StoredChange, run: Run): Promise<void> {
  // Looked at again where it counts: somebody may have gone on in the meantime.
  const rows = await loadUndoable(work, batch, change)
  const kind = changeKinds(change)
  for (const row of rows) await kind.revert(work, change, row)
  await setBatch(batch._id, run, { state: 'undone', undoneAt: new Date(work.now) })
  await recordAudit(work, {
    action: 'exchange.undoChange',
    subject: { kind: 'import', id: batch._id },
    place: { organizationId: batch.organizationId, path: batch.path },
    summary: `整批撤销“${batch.fileName}”，${rows.length} 行`,
  })
}
