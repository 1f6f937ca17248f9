import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import type { Column } from '@shared/modules/exchange/model'
import { type Run, runInBackground, setBatch } from './background'
import type { BatchRow } from './checking/batchRow'
import { checkBatch } from './checking/checkBatch'
import type { ImportRecord } from './collection'
import { countsOf, loadRows, replaceRows, rowRecord } from './storeRows'

/** Checks all rows again; `change` may alter what was decided about a row first. */
export async function recheckRows(
  work: Work,
  batch: ImportRecord,
  run: Run,
  change: (row: BatchRow) => BatchRow = (row) => row,
): Promise<void> {
  const report = (share: number) => run.report(share * 100)
  const rows = (await loadRows(work, batch._id)).map(change)
  report(0.1)
  const checked = await checkBatch(work, batch, rows, (share) => report(0.1 + share * 0.5))
  const records = checked.rows.map((row) => rowRecord(work, batch, row, checked.wording))
  await replaceRows(records, (share) => report(0.6 + share * 0.4))
  await setBatch(batch._id, run, { state: 'review', ...countsOf(records) })
}

/** Begins to check all rows of a batch in review again. @throws AppError conflict when it is not in review any more. */
export async function startRecheck(
  work: Work,
  batch: ImportRecord,
  change?: (row: BatchRow) => BatchRow,
): Promise<void> {
  const step = { state: 'checking', onFailure: 'review' } as const
  await runInBackground(work, batch, step, (run) => recheckRows(work, batch, run, change))
}

/** Takes a correction of the columns and checks again. @throws AppError invalid_input when two columns are the same field. */
export async function mapColumns(
  work: Work,
  batch: ImportRecord,
  chosen: readonly Pick<Column, 'index' | 'field'>[],
): Promise<void> {
  const fieldOf = new Map(chosen.map(({ index, field }) => [index, field]))
  const columns = batch.columns.map((column) => ({ ...column, field: fieldOf.get(column.index) ?? null }))
  const fields = columns.flatMap(({ field }) => field ?? [])
  if (new Set(fields).size !== fields.length) throw new AppError('invalid_input', '有两列对应了同一项，请只留一列')
  if (!fields.includes('name')) throw new AppError('invalid_input', '请指明哪一列是名称')
  const step = { state: 'checking', onFailure: 'review' } as const
  await runInBackground(work, batch, step, async (run) => {
    await setBatch(batch._id, run, { columns })
    await recheckRows(work, { ...batch, columns }, run)
  })
}
