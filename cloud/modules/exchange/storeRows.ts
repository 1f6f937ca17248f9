import type { Work } from '@cloud/core/deps'
import type { Column, ImportKind, RowState } from '@shared/modules/exchange/model'
import { isImportable } from '@shared/modules/exchange/rowState'
import type { BatchRow, SealedRow } from './checking/batchRow'
import type { CheckedBatchRow } from './checking/checkedBatchRow'
import { type ImportCounts, type ImportRowRecord, ImportRows, Imports, type RowView } from './collection'
import { presentRow, type Wording } from './presentRow'

const CHUNK = 1_000

const viewOf = (state: RowState, importable: boolean): RowView =>
  state === 'needsDecision' || state === 'suggested' ? 'todo' : importable ? 'importable' : 'rest'

/** The stored form of a checked row. */
export function rowRecord(
  work: Work,
  batch: { _id: string; kind: ImportKind; at: Date; columns: readonly Column[] },
  row: CheckedBatchRow,
  wording: Wording,
): ImportRowRecord {
  const { result, batchRow } = row
  const { source, typed, choice } = batchRow
  const sealed: SealedRow = { source, typed, choice, values: result.values, changes: result.changes }
  return {
    _id: batchRow.id,
    batchId: batch._id,
    row: source.row,
    state: result.state,
    view: viewOf(result.state, isImportable(result)),
    fixes: result.issues.filter((issue) => issue.level === 'fix').length,
    keys: [...row.keys],
    hasNumber: row.hasNumber,
    name: result.values.name ?? '',
    digest: row.digest,
    ...(result.knownId && { knownId: result.knownId }),
    sealed: work.deps.cipher.seal(JSON.stringify(sealed)),
    shown: presentRow(batch.kind, row, batch.columns, wording),
    at: batch.at,
  }
}

/** Reads what was sealed of a stored row. */
export const openSealed = (work: Work, record: Pick<ImportRowRecord, 'sealed'>): SealedRow =>
  JSON.parse(work.deps.cipher.open(record.sealed)) as SealedRow

export function toBatchRow(work: Work, record: Pick<ImportRowRecord, '_id' | 'sealed'>): BatchRow {
  const { source, typed, choice } = openSealed(work, record)
  return { id: record._id, source, typed, choice }
}

/** Every row of a batch, in order of the sheet. */
export async function loadRows(work: Work, batchId: string): Promise<BatchRow[]> {
  const rows: BatchRow[] = []
  for (let after = -1; ; ) {
    const records = await ImportRows.find({ batchId, row: { $gt: after } }, { row: 1, sealed: 1 })
      .sort({ row: 1 })
      .limit(CHUNK)
      .lean<Pick<ImportRowRecord, '_id' | 'row' | 'sealed'>[]>()
    rows.push(...records.map((record) => toBatchRow(work, record)))
    const last = records.at(-1)
    if (!last || records.length < CHUNK) return rows
    after = last.row
  }
}

/** Writes rows for the first time. */
export async function insertRows(records: readonly ImportRowRecord[], report?: (share: number) => void): Promise<void> {
  for (let i = 0; i < records.length; i += CHUNK) {
    await ImportRows.insertMany(records.slice(i, i + CHUNK), { lean: true })
    report?.(Math.min(1, (i + CHUNK) / records.length))
  }
}

/** Replaces rows that were checked again. */
export async function replaceRows(
  records: readonly ImportRowRecord[],
  report?: (share: number) => void,
): Promise<void> {
  for (let i = 0; i < records.length; i += CHUNK) {
    await ImportRows.bulkWrite(
      records
        .slice(i, i + CHUNK)
        .map((record) => ({ replaceOne: { filter: { _id: record._id }, replacement: record } })),
    )
    report?.(Math.min(1, (i + CHUNK) / records.length))
  }
}

const NO_ROWS: ImportCounts = { ready: 0, suggested: 0, needsDecision: 0, known: 0, leftOut: 0 }

/** Counts of a batch from its rows. */
export const countsOf = (records: readonly Pick<ImportRowRecord, 'state' | 'view' | 'fixes'>[]) => {
  const counts = { ...NO_ROWS }
  for (const { state } of records) counts[state] += 1
  return {
    counts,
    importable: records.filter((record) => record.view === 'importable').length,
    suggestions: records.reduce((sum, record) => sum + (record.state === 'suggested' ? record.fixes : 0), 0),
  }
}

/** Adjusts the counts of a batch after some of its rows were replaced. */
export async function adjustCounts(
  batchId: string,
  before: readonly Pick<ImportRowRecord, 'state' | 'view' | 'fixes'>[],
  after: readonly Pick<ImportRowRecord, 'state' | 'view' | 'fixes'>[],
): Promise<void> {
  const [was, is] = [countsOf(before), countsOf(after)]
  const states = Object.keys(NO_ROWS) as RowState[]
  await Imports.updateOne(
    { _id: batchId },
    {
      $inc: {
        ...Object.fromEntries(states.map((state) => [`counts.${state}`, is.counts[state] - was.counts[state]])),
        importable: is.importable - was.importable,
        suggestions: is.suggestions - was.suggestions,
      },
    },
  )
}
