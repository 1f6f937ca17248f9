import * as XLSX from '@e965/xlsx'
import { AppError } from '@shared/core/errors'
import { dayOfSerial } from '@shared/modules/exchange/cells/dates'
import { cutText, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS } from '@shared/modules/exchange/limits'
import type { RawRow, RawSheet } from '@shared/modules/exchange/sheetLayout'
import { decodeText } from './decodeText'
import { parseCsv } from './parseCsv'
import { unpackWorkbook } from './unpackWorkbook'

const OPTIONS = {
  dense: true,
  cellFormula: false,
  cellHTML: false,
  cellText: false,
  cellStyles: true,
  bookVBA: false,
} as const
/** Rows above the heading come on top of the records. */
const READ_ROWS = MAX_ROWS + 100

const tooManyRows = (): AppError =>
  new AppError('too_large', `一次最多导入 ${MAX_ROWS.toLocaleString('en')} 行，请分成几个文件`)
const tooManyColumns = (): AppError => new AppError('too_large', `列数超过 ${MAX_COLUMNS}，请只留需要导入的列`)

/** A date as the sheet shows it: with its day, or only year and month where the format shows no more. */
function dateText(serial: number, format: string, date1904: boolean): string | undefined {
  const letters = format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '').toLowerCase()
  const day = dayOfSerial(serial, date1904)
  if (!day || !/y/.test(letters)) return undefined
  if (/d/.test(letters)) return day
  return /m/.test(letters) ? `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月` : `${day.slice(0, 4)}年`
}

/** How cells are read. */
export interface CellReading {
  /** Longest text of a cell; what is beyond is cut. */
  longest?: number
  /** Numbers as the sheet shows them (`10%`, `8:00`), not as they are stored. */
  asShown?: boolean
}

function textOf(cell: XLSX.CellObject | undefined, date1904: boolean, { longest, asShown }: CellReading): string {
  if (!cell || cell.v === undefined || cell.v === null) return ''
  switch (cell.t) {
    case 'n': {
      const value = Number(cell.v)
      const format = typeof cell.z === 'string' ? cell.z : ''
      const date = XLSX.SSF.is_date(format) ? dateText(value, format, date1904) : undefined
      if (asShown && date === undefined && format !== '' && format !== 'General')
        return XLSX.SSF.format(format, value).trim()
      return date ?? (Math.abs(value) > Number.MAX_SAFE_INTEGER ? value.toExponential() : String(value))
    }
    case 's':
      return cutText(String(cell.v), longest)
    case 'b':
      return cell.v ? '是' : '否'
    default:
      return ''
  }
}

/** Cells merged over several rows of one column belong to each of these rows. */
function fillMerged(rows: Map<number, string[]>, merges: readonly XLSX.Range[]): Map<number, number> {
  const widths = new Map<number, number>()
  for (const { s, e } of merges.slice(0, MAX_ROWS)) {
    widths.set(s.r, Math.max(widths.get(s.r) ?? 1, e.c - s.c + 1))
    const value = rows.get(s.r)?.[s.c] ?? ''
    if (value === '' || e.c !== s.c) continue
    for (let r = s.r + 1; r <= Math.min(e.r, READ_ROWS); r += 1) {
      const row = rows.get(r)
      if (row && (row[s.c] ?? '') === '') row[s.c] = value
    }
  }
  return widths
}

const solid = (cells: readonly (string | undefined)[]): string[] => Array.from(cells, (cell) => cell ?? '')

function sheetOf(
  name: string,
  sheet: XLSX.WorkSheet,
  hidden: boolean,
  date1904: boolean,
  reading: CellReading,
): RawSheet {
  const dense = (sheet['!data'] ?? []) as (XLSX.CellObject[] | undefined)[]
  const rows = new Map<number, string[]>()
  dense.forEach((cells, r) => {
    const texts: string[] = []
    cells?.forEach((cell, c) => {
      const text = textOf(cell, date1904, reading)
      if (text.trim() === '') return
      if (c >= MAX_COLUMNS) throw tooManyColumns()
      texts[c] = text
    })
    if (texts.length > 0) rows.set(r, texts)
  })
  if (rows.size > READ_ROWS) throw tooManyRows()
  const widths = fillMerged(rows, sheet['!merges'] ?? [])
  const list: RawRow[] = [...rows].map(([r, texts]) => {
    const width = widths.get(r) ?? 1
    return {
      row: r + 1,
      cells: solid(texts),
      ...(sheet['!rows']?.[r]?.hidden && { hidden: true }),
      ...(width > 1 && { mergedWidth: width }),
    }
  })
  return { name, hidden, date1904, rows: list }
}

function readBook(data: Buffer | string, type: 'buffer' | 'string', reading: CellReading): RawSheet[] {
  const book = (() => {
    try {
      return XLSX.read(data, { ...OPTIONS, type, raw: type === 'string', sheetRows: READ_ROWS + 1 })
    } catch (error) {
      if (/password|encrypt/i.test((error as Error).message))
        throw new AppError('invalid_input', '文件加了密码，请去掉密码再上传')
      throw new AppError('invalid_input', '文件打不开，请用表格软件打开后另存为 .xlsx 再上传')
    }
  })()
  if (book.SheetNames.length > MAX_SHEETS) throw new AppError('too_large', `一个文件最多 ${MAX_SHEETS} 张表`)
  const date1904 = book.Workbook?.WBProps?.date1904 === true
  return book.SheetNames.flatMap((name, i) => {
    const sheet = Object.hasOwn(book.Sheets, name) ? book.Sheets[name] : undefined
    return sheet ? [sheetOf(name, sheet, (book.Workbook?.Sheets?.[i]?.Hidden ?? 0) > 0, date1904, reading)] : []
  })
}

/** The one sheet of a text with separators. */
export function readCsv(text: string, { longest }: CellReading = {}): RawSheet[] {
  const lines = parseCsv(text, READ_ROWS + 1)
  const rows = lines.flatMap((cells, i): RawRow[] =>
    cells.some((cell) => cell.trim() !== '')
      ? [{ row: i + 1, cells: cells.map((cell) => cutText(cell, longest)) }]
      : [],
  )
  if (rows.length > READ_ROWS) throw tooManyRows()
  if (rows.some((row) => row.cells.length > MAX_COLUMNS)) throw tooManyColumns()
  return [{ name: '第 1 张表', hidden: false, date1904: false, rows }]
}

const startsWith = (file: Buffer, ...bytes: number[]): boolean => bytes.every((byte, i) => file[i] === byte)

/**
 * Reads .xlsx, .xls, .csv and the web pages many systems hand out as .xls. Formulas are never evaluated: the stored value counts.
 * @throws AppError invalid_input or too_large with what to do.
 */
export function readWorkbook(file: Buffer, reading: CellReading = {}): RawSheet[] {
  const binary = readBinary(file, reading)
  if (binary) return binary
  const text = decodeText(file)
  return isMarkup(text) ? readBook(text, 'string', reading) : readCsv(text, reading)
}

/** Is this a web page, as many systems hand out for a table? */
const isMarkup = (text: string): boolean => /^\s*<(html|table|!doctype|\?xml|meta|head|style)/i.test(text)

/** The sheets of a workbook or web page; the text of anything else. */
export function readWorkbookOrText(file: Buffer, reading: CellReading): { sheets: RawSheet[] } | { text: string } {
  const binary = readBinary(file, reading)
  if (binary) return { sheets: binary }
  const text = decodeText(file)
  return isMarkup(text) ? { sheets: readBook(text, 'string', reading) } : { text }
}

function readBinary(file: Buffer, reading: CellReading): RawSheet[] | undefined {
  if (startsWith(file, 0x50, 0x4b)) return readBook(unpackWorkbook(file), 'buffer', reading)
  if (startsWith(file, 0xd0, 0xcf, 0x11, 0xe0)) {
    if (file.includes(Buffer.from('_VBA_PROJECT', 'utf16le')))
      throw new AppError('invalid_input', '这是带宏的表格，请另存为不带宏的 .xlsx 再上传')
    if (file.includes(Buffer.from('EncryptedPackage', 'utf16le')))
      throw new AppError('invalid_input', '文件加了密码，请去掉密码再上传')
    return readBook(file, 'buffer', reading)
  }
  if (startsWith(file, 0x25, 0x50, 0x44, 0x46))
    throw new AppError('invalid_input', '这是 PDF，请上传 .xlsx、.xls 或 .csv')
  return undefined
}
