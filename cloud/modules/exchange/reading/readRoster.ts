import { AppError } from '@shared/core/errors'
import { MAX_ROWS } from '@shared/modules/exchange/limits'
import type { Column, RosterKind, SourceRow } from '@shared/modules/exchange/model'
import { chooseSheet, readRows } from '@shared/modules/exchange/sheetLayout'
import { readWorkbook } from './readWorkbook'

/** The sheet that was picked and its rows. */
export interface Roster {
  sheetName: string
  /** Place of the sheet in the file, from 1, and how many there are. */
  sheetNumber: number
  sheets: number
  date1904: boolean
  headingRow: number
  columns: Column[]
  rows: SourceRow[]
}

const NEEDED: Record<RosterKind, string> = {
  members: '“姓名”“所在党支部”“入党日期”',
  organizations: '“党组织名称”“上级党组织”',
}

/** Reads a file and picks the sheet that holds the roster. @throws AppError invalid_input or too_large with what to do. */
export function readRoster(kind: RosterKind, file: Buffer): Roster {
  const sheets = readWorkbook(file)
  const chosen = chooseSheet(kind, sheets)
  if (!chosen) throw new AppError('invalid_input', `没有找到表头：请让表里有一行写着${NEEDED[kind]}等列名`)
  const rows = readRows(kind, chosen.sheet, chosen.layout)
  if (rows.length === 0) throw new AppError('invalid_input', '表头下面没有内容')
  if (rows.length > MAX_ROWS)
    throw new AppError('too_large', `一次最多导入 ${MAX_ROWS.toLocaleString('en')} 行，请分成几个文件`)
  return {
    sheetName: chosen.sheet.name,
    sheetNumber: chosen.index + 1,
    sheets: sheets.length,
    date1904: chosen.sheet.date1904,
    ...chosen.layout,
    rows,
  }
}
