import * as XLSX from '@e965/xlsx'
import iconv from 'iconv-lite'

export type RosterFormat = 'xlsx' | 'xls' | 'csv' | 'csv-gbk' | 'csv-bom'
export type RosterCell = string | number | { v: number; z: string } | null

export interface RosterSheet {
  name: string
  rows: readonly (readonly RosterCell[])[]
  /** `A1:K1` */
  merges?: readonly string[]
  /** Row numbers, from 1. */
  hiddenRows?: readonly number[]
  hidden?: boolean
}

/** Writes sheets as a file in the given format; a csv holds the first sheet only. */
export function writeRoster(sheets: readonly RosterSheet[], format: RosterFormat = 'xlsx', date1904 = false): Buffer {
  const book = XLSX.utils.book_new()
  for (const { name, rows, merges = [], hiddenRows = [] } of sheets) {
    const sheet = XLSX.utils.aoa_to_sheet(
      rows.map((row) =>
        row.map((cell) => (cell !== null && typeof cell === 'object' ? { t: 'n', v: cell.v, z: cell.z } : cell)),
      ),
    )
    sheet['!merges'] = merges.map((range) => XLSX.utils.decode_range(range))
    if (hiddenRows.length > 0) {
      sheet['!rows'] = []
      for (const row of hiddenRows) sheet['!rows'][row - 1] = { hidden: true }
    }
    XLSX.utils.book_append_sheet(book, sheet, name)
  }
  book.Workbook = { WBProps: { date1904 }, Sheets: sheets.map(({ hidden }) => ({ Hidden: hidden ? 1 : 0 })) }
  if (format === 'xlsx' || format === 'xls')
    return Buffer.from(
      XLSX.write(book, {
        type: 'buffer',
        bookType: format === 'xls' ? 'biff8' : 'xlsx',
        compression: true,
      }) as Uint8Array,
    )
  const [first = ''] = book.SheetNames
  const text = XLSX.utils.sheet_to_csv(book.Sheets[first] ?? {}, { RS: '\r\n' })
  if (format === 'csv-gbk') return iconv.encode(text, 'gb18030')
  return Buffer.from(format === 'csv-bom' ? `\ufeff${text}` : text, 'utf8')
}
