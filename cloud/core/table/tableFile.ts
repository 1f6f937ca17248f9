import { AppError } from '@shared/core/errors'
import { chosenColumns, type Table } from '@shared/core/table'
import type { Page, PageRequest } from '../database/paging'
import { openSheet } from './sheetWriter'

/** Rows one file holds at most: more than anybody looks through, and a few seconds' work. */
export const MAX_EXPORT_ROWS = 100_000
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** @throws AppError too_large for a list no file holds whole: nothing is cut without a word. */
export function mustFitFile(rows: number): void {
  if (rows > MAX_EXPORT_ROWS) throw new AppError('too_large', `超过 ${MAX_EXPORT_ROWS} 行，请先筛选再导出`)
}

/** In characters, wide enough for what stands in these lines. */
const widthsOf = (lines: readonly (readonly string[])[]): number[] =>
  (lines[0] ?? []).map((_, i) => {
    const widest = lines.slice(0, 200).reduce((most, line) => Math.max(most, (line[i] ?? '').length), 4)
    return Math.min(50, widest * 2)
  })

/** Lines as a workbook of one sheet; every cell is text. */
export async function workbook(
  sheetName: string,
  lines: readonly (readonly string[])[],
): Promise<Uint8Array<ArrayBuffer>> {
  const sheet = await openSheet(sheetName, widthsOf(lines))
  await sheet.add(lines)
  return sheet.close()
}

/**
 * Everything a filtered and sorted list holds, as a file with the columns on the screen.
 * @param list the query behind the list, asked page by page
 * @throws AppError too_large when there are more than 100,000 rows
 */
export async function tableFile<Row>(
  table: Table<Row>,
  columnIds: readonly string[],
  day: string,
  list: (page: PageRequest) => Promise<Page<Row>>,
): Promise<{ fileName: string; bytes: Uint8Array<ArrayBuffer>; rows: number }> {
  const columns = chosenColumns(table, columnIds)
  const head = columns.map(({ label }) => label)
  const ask = (cursor: string | undefined) => list({ cursor, limit: 1_000 })
  const linesOf = (page: Page<Row>) => page.items.map((row) => columns.map(({ text }) => text(row)))
  let page = await ask(undefined)
  const sheet = await openSheet(table.title, widthsOf([head, ...linesOf(page)]))
  await sheet.add([head])
  for (let rows = 0; ; page = await ask(page.next)) {
    rows += page.items.length
    mustFitFile(rows + (page.next === null ? 0 : 1))
    await sheet.add(linesOf(page))
    if (page.next === null) return { fileName: `${table.title}-${day}.xlsx`, bytes: await sheet.close(), rows }
  }
}
