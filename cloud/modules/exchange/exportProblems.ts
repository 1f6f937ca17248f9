import type { Work } from '@cloud/core/deps'
import { workbook } from '@cloud/core/table/tableFile'
import { AppError } from '@shared/core/errors'
import { FIELD_LABELS, ROW_STATE_LABELS, SEALED_FIELDS } from '@shared/modules/exchange/model'
import { type ImportRecord, type ImportRowRecord, ImportRows } from './collection'
import { openSealed } from './storeRows'

/**
 * The rows somebody must look at, with their reasons, in the columns of the sheet: corrected, it can be uploaded again. Personal
 * numbers stand in it only as masked; the person who has the file has the original.
 */
export async function exportProblems(
  work: Work,
  batch: ImportRecord,
): Promise<{ fileName: string; bytes: Uint8Array<ArrayBuffer> }> {
  const rows = await ImportRows.find({ batchId: batch._id, view: 'todo' }).sort({ row: 1 }).lean<ImportRowRecord[]>()
  if (rows.length === 0) throw new AppError('conflict', '没有要处理的行')
  const mapped = batch.columns.filter((column) => column.field !== null)
  const head = ['行号', '结果', '原因', ...mapped.map((column) => column.heading)]
  const lines = rows.map((row) => {
    const { source } = openSealed(work, row)
    const reasons = row.shown.issues
      .filter(({ level }) => level !== 'note')
      .map(({ field, reason }) => `${FIELD_LABELS[batch.kind][field] ?? '人员'}：${reason}`)
    const cells = mapped.map(({ field, index }) => {
      const shown = row.shown.cells.find((cell) => cell.field === field)
      return field && SEALED_FIELDS.includes(field) ? (shown?.old ?? shown?.text ?? '') : (source.cells[index] ?? '')
    })
    return [String(row.row), ROW_STATE_LABELS[row.state], reasons.join('；'), ...cells]
  })
  const bytes = await workbook('要处理的行', [head, ...lines])
  return { fileName: `问题行-${batch.fileName.replace(/\.[^.]*$/, '')}.xlsx`, bytes }
}
