import { found } from '@cloud/core/authorize'
import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import { bareText } from '@shared/modules/exchange/cells/fold'
import { MAX_TYPED } from '@shared/modules/exchange/limits'
import { type Field, fieldsOfKind, type RowChoice, type RowTexts } from '@shared/modules/exchange/model'
import type { ImportRow } from '@shared/modules/exchange/rows'
import type { BatchRow } from './checking/batchRow'
import { checkBatch } from './checking/checkBatch'
import type { CheckedBatchRow } from './checking/checkedBatchRow'
import { checkMembers, keysOfRow, memberSurroundings } from './checking/checkMembers'
import { loadReach } from './checking/organizationsInReach'
import { type ImportRecord, type ImportRowRecord, ImportRows } from './collection'
import { createWording, QUESTION_WORDING, type Wording } from './presentRow'
import { checkQuestions } from './questions/checkQuestions'
import { startRecheck } from './recheck'
import { adjustCounts, loadRows, replaceRows, rowRecord, toBatchRow } from './storeRows'

export type Decision = 'accept' | 'keep' | 'leaveOut' | 'takeIn' | 'create'

export interface RowDecision {
  cells?: RowTexts | undefined
  decision?: Decision | undefined
}

const CHOICES: Record<Decision, (choice: RowChoice) => RowChoice> = {
  accept: ({ kept: _, ...choice }) => ({ ...choice, accepted: true }),
  keep: ({ accepted: _, ...choice }) => ({ ...choice, kept: true }),
  leaveOut: ({ takenIn: _, ...choice }) => ({ ...choice, leftOut: true }),
  takeIn: ({ leftOut: _, ...choice }) => ({ ...choice, takenIn: true }),
  create: (choice) => ({ ...choice, create: true }),
}

function decided(batch: ImportRecord, row: BatchRow, { cells = {}, decision }: RowDecision): BatchRow {
  const known: readonly Field[] = [...fieldsOfKind(batch.kind), 'person']
  for (const field of Object.keys(cells) as Field[])
    if (!known.includes(field))
      throw new AppError('invalid_input', '这种文件没有这一项', [{ field: `cells.${field}`, message: '没有这一项' }])
  if (batch.kind !== 'questions' && Object.values(cells).some((text) => (text?.length ?? 0) > MAX_TYPED))
    throw new AppError('invalid_input', `一格最多写 ${MAX_TYPED} 个字`)
  return {
    ...row,
    typed: { ...row.typed, ...cells },
    choice: decision ? CHOICES[decision](row.choice) : row.choice,
  }
}

/** Rows that speak of the same people as any of these keys; a file that names one person hundreds of times is cut short. */
const rowsWithKeys = (batchId: string, keys: readonly string[]): Promise<ImportRowRecord[]> =>
  ImportRows.find({ batchId, keys: { $in: [...new Set(keys)] } })
    .sort({ keys: 1 })
    .limit(200)
    .lean<ImportRowRecord[]>()

async function recheckMembers(
  work: Work,
  batch: ImportRecord,
  changed: BatchRow,
  before: ImportRowRecord,
): Promise<{ rows: CheckedBatchRow[]; records: ImportRowRecord[]; wording: Wording }> {
  const reach = await loadReach(batch, work.today)
  const { columns } = batch
  const around = memberSurroundings(work, reach, batch.date1904)
  const keys = [...before.keys, ...keysOfRow(work, changed, columns, around)]
  const neighbours = (await rowsWithKeys(batch._id, keys)).filter((record) => record._id !== before._id)
  const others = await rowsWithKeys(
    batch._id,
    neighbours.flatMap((record) => record.keys),
  )
  const rechecked = new Set([before._id, ...neighbours.map((record) => record._id)])
  const rows = await checkMembers(work, [changed, ...neighbours.map((record) => toBatchRow(work, record))], {
    columns,
    reach,
    around,
    others: others.filter((record) => !rechecked.has(record._id)),
  })
  return { rows, records: [before, ...neighbours], wording: createWording(reach) }
}

/** A row of questions and those that are the same question as it was or as it is now. */
async function recheckQuestions(work: Work, batch: ImportRecord, changed: BatchRow, before: ImportRowRecord) {
  const [alone] = await checkQuestions(batch, [changed])
  const keys = [...before.keys, ...(alone?.keys ?? [])]
  const neighbours = (await rowsWithKeys(batch._id, keys)).filter((record) => record._id !== before._id)
  const rows = await checkQuestions(batch, [changed, ...neighbours.map((record) => toBatchRow(work, record))])
  return { rows, records: [before, ...neighbours], wording: QUESTION_WORDING }
}

/** Checks a row again together with whatever depends on it. */
function recheckWith(work: Work, batch: ImportRecord, changed: BatchRow, before: ImportRowRecord) {
  switch (batch.kind) {
    case 'questions':
      return recheckQuestions(work, batch, changed, before)
    case 'members':
      return recheckMembers(work, batch, changed, before)
    case 'organizations':
      return recheckOrganizations(work, batch, changed)
  }
}

async function recheckOrganizations(work: Work, batch: ImportRecord, changed: BatchRow) {
  const rows = (await loadRows(work, batch._id)).map((row) => (row.id === changed.id ? changed : row))
  const checked = await checkBatch(work, batch, rows)
  const records = await ImportRows.find({ batchId: batch._id }).sort({ row: 1 }).lean<ImportRowRecord[]>()
  return { rows: checked.rows, records, wording: checked.wording }
}

/**
 * Decides about one row and checks it again together with every row it touches. Runs in the transaction of its request.
 * @returns the row as it is now, and how many rows changed with it.
 */
export async function decideRow(
  work: Work,
  batch: ImportRecord,
  rowNumber: number,
  decision: RowDecision,
): Promise<{ row: ImportRow; changedRows: number }> {
  const before = found(await ImportRows.findOne({ batchId: batch._id, row: rowNumber }).lean<ImportRowRecord>(), '一行')
  const changed = decided(batch, toBatchRow(work, before), decision)
  const { rows, records, wording } = await recheckWith(work, batch, changed, before)
  const after = rows.map((row) => rowRecord(work, batch, row, wording))
  const stateBefore = new Map(records.map((record) => [record._id, JSON.stringify([record.state, record.shown])]))
  const differing = after.filter(
    (record) =>
      record._id === before._id || stateBefore.get(record._id) !== JSON.stringify([record.state, record.shown]),
  )
  const ids = new Set(differing.map((record) => record._id))
  await replaceRows(differing)
  await adjustCounts(
    batch._id,
    records.filter((record) => ids.has(record._id)),
    differing,
  )
  const own = found(
    after.find((record) => record._id === before._id),
    '一行',
  )
  return { row: own.shown, changedRows: differing.length }
}

/** Gives every row whose cell says the same the same answer, in the background. */
export async function answerAlike(
  work: Work,
  batch: ImportRecord,
  rowNumber: number,
  field: Field,
  answer: { value?: string | null | undefined; create?: true | undefined },
): Promise<void> {
  const record = found(await ImportRows.findOne({ batchId: batch._id, row: rowNumber }).lean<ImportRowRecord>(), '一行')
  const column = batch.columns.find((candidate) => candidate.field === field)
  const textOf = (row: BatchRow) => bareText(row.source.cells[column?.index ?? -1] ?? '')
  const wanted = textOf(toBatchRow(work, record))
  const decision: RowDecision = {
    ...(answer.value !== undefined && { cells: { [field]: answer.value } }),
    ...(answer.create && { decision: 'create' as const }),
  }
  decided(batch, toBatchRow(work, record), decision)
  await startRecheck(work, batch, (row) =>
    row.source.row === rowNumber || (textOf(row) === wanted && !(field in row.typed))
      ? decided(batch, row, decision)
      : row,
  )
}
