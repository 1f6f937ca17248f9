import * as XLSX from '@e965/xlsx'
import { AppError } from '@shared/core/errors'
import { chosenColumns, type Table } from '@shared/core/table'
import type { Page, PageRequest } from '../database/paging'

/** Rows one file holds at most. */
export const MAX_EXPORT_ROWS = 10_000
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A text that a spreadsheet will show, not run: whatever could begin a formula gets an apostrophe in front. */
export const safeCell = (text: string): string => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text)

/** Lines as a workbook of one sheet; every cell is text. */
export function workbook(sheetName: string, lines: readonly (readonly string[])[]): Uint8Array<ArrayBuffer> {
  const sheet = XLSX.utils.aoa_to_sheet(lines.map((line) => line.map(safeCell)))
  const widths = (lines[0] ?? []).map((_, i) =>
    lines.slice(0, 200).reduce((widest, line) => Math.max(widest, (line[i] ?? '').length), 4),
  )
  sheet['!cols'] = widths.map((width) => ({ wch: Math.min(50, width * 2) }))
  const book = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(book, sheet, sheetName.slice(0, 31))
  return new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer)
}

/**
 * Everything a filtered and sorted list holds, as a file with the columns on the screen.
 * @param list the query behind the list, asked page by page
 * @throws AppError too_large when there are more than 10,000 rows
 */
export async function tableFile<Row>(
  table: Table<Row>,
  columnIds: readonly string[],
  day: string,
  list: (page: PageRequest) => Promise<Page<Row>>,
): Promise<{ fileName: string; bytes: Uint8Array<ArrayBuffer>; rows: number }> {
  const columns = chosenColumns(table, columnIds)
  const lines: string[][] = [columns.map(({ label }) => label)]
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Page<Row> = await list({ cursor, limit: 1_000 })
    for (const row of page.items) lines.push(columns.map(({ text }) => text(row)))
    if (lines.length > MAX_EXPORT_ROWS + 1)
      throw new AppError('too_large', `超过 ${MAX_EXPORT_ROWS} 行，请先筛选再导出`)
    cursor = page.next
  }
  return { fileName: `${table.title}-${day}.xlsx`, bytes: workbook(table.title, lines), rows: lines.length - 1 }
}
