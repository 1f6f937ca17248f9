import { utils, write } from '@e965/xlsx'

/** One sheet as an xlsx file. Text that a spreadsheet would take for a formula stays text. @param widths in characters. */
export function writeSheet(
  name: string,
  rows: readonly (readonly (string | number)[])[],
  widths: readonly number[],
): Uint8Array<ArrayBuffer> {
  const sheet = utils.aoa_to_sheet(rows.map((row) => [...row]))
  sheet['!cols'] = widths.map((wch) => ({ wch }))
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, name)
  return new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)
}
