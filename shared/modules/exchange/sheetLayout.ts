import { bareText, foldWidth } from './cells/fold'
import { cleanHeading, mapColumns } from './headings'
import type { Column, RosterKind, SourceRow } from './model'

/** A sheet as it was read: only rows that hold something. Merged cells one column wide are filled downwards. */
export interface RawSheet {
  name: string
  hidden: boolean
  date1904: boolean
  rows: readonly RawRow[]
}

export interface RawRow {
  /** As the sheet numbers it, from 1. */
  row: number
  cells: readonly string[]
  hidden?: boolean
  /** Columns covered by its widest merged cell. */
  mergedWidth?: number
}

/** Where the heading stands and what its columns are. */
export interface Layout {
  headingRow: number
  columns: Column[]
}

const HEADING_WITHIN = 40
const matched = (columns: readonly Column[]): number => columns.filter((column) => column.field !== null).length

/** Headings over two rows: the lower text where there is one that fits, otherwise the upper. */
function joinHeadings(kind: RosterKind, upper: RawRow, lower: RawRow): string[] {
  const width = Math.max(upper.cells.length, lower.cells.length)
  const known = (text: string): boolean => mapColumns(kind, [text]).some((column) => column.field !== null)
  return Array.from({ length: width }, (_, i) => {
    const below = lower.cells[i] ?? ''
    const above = upper.cells[i] ?? ''
    return below.trim() !== '' && (known(below) || !known(above)) ? below : above
  })
}

/** Finds the heading row, or two rows that are it together; undefined when no row looks like one. */
export function findLayout(kind: RosterKind, sheet: RawSheet): Layout | undefined {
  const head = sheet.rows.slice(0, HEADING_WITHIN)
  let best: (Layout & { score: number }) | undefined
  head.forEach((row, i) => {
    const next = head[i + 1]
    const single = mapColumns(kind, row.cells)
    const offers = [{ columns: single, headingRow: row.row, score: matched(single) }]
    if (next && next.row === row.row + 1) {
      const joined = mapColumns(kind, joinHeadings(kind, row, next))
      offers.push({ columns: joined, headingRow: next.row, score: matched(joined) - 0.5 })
    }
    for (const offer of offers) if (!best || offer.score > best.score) best = offer
  })
  if (!best || best.score < 1.5 || !best.columns.some((column) => column.field === 'name')) return undefined
  return { headingRow: best.headingRow, columns: best.columns }
}

/** The sheet that fits best: most known headings, then most rows; hidden sheets only when nothing else fits. */
export function chooseSheet(
  kind: RosterKind,
  sheets: readonly RawSheet[],
): { index: number; sheet: RawSheet; layout: Layout } | undefined {
  const fitting = sheets.flatMap((sheet, index) => {
    const layout = findLayout(kind, sheet)
    return layout ? [{ index, sheet, layout, score: matched(layout.columns) - (sheet.hidden ? 100 : 0) }] : []
  })
  return fitting.sort((a, b) => b.score - a.score || b.sheet.rows.length - a.sheet.rows.length)[0]
}

const TOTAL = /^(合计|总计|小计|共计|总人数|人数合计|本页小计)|^共\s*\d+\s*(人|名|个|条)/
const SIGNATURE =
  /^(填表人|制表人|审核人|经办人|填报人|填报单位|单位负责人|填报日期|填表日期|填表时间|制表日期|制表单位|联系人|党(支部|组织)书记[:：(（]?签|签字|盖章|单位[(（]盖章)/
const EXPLANATION =
  /^(填表说明|填写说明|说明|备注|注|填报要求|填报说明|温馨提示|注意)[:：\d一二三]|^(填表说明|填写说明|填报要求|填报说明)$|^(注|说明)$/
const MARKER = /^(必填|选填|非必填|必填项|选填项|\*|文本|日期|数字|下拉选择|下拉|单选|自动生成|yyyy.*|格式.*)$/i
const EXAMPLE = /^(示例|样例|范例|例子|例)[:：\d]?/
const GROUP_TITLE = /(支部|总支|党委|小组)([(（].*)?$/

/** Why a row below the heading is no record; undefined when it is one. */
function findAside(row: RawRow, layout: Layout, kind: RosterKind): string | undefined {
  const filled = row.cells.map((cell) => foldWidth(bareText(cell)).trim()).filter((cell) => cell !== '')
  const [first = ''] = filled
  const nameColumn = layout.columns.find((column) => column.field === 'name')
  const name = bareText(row.cells[nameColumn?.index ?? -1] ?? '')
  const repeated = layout.columns.filter(
    (column) => column.field && cleanHeading(row.cells[column.index] ?? '') === cleanHeading(column.heading),
  )
  if (repeated.length >= 2) return '重复的表头'
  if (filled.slice(0, 3).some((cell) => TOTAL.test(cell)) || TOTAL.test(name)) return '合计行'
  if (filled.slice(0, 2).some((cell) => SIGNATURE.test(cell))) return '落款行'
  if (filled.filter((cell) => MARKER.test(cell)).length * 2 >= filled.length) return '填写要求行'
  if (EXAMPLE.test(first)) return '示例行'
  if (EXPLANATION.test(first) || (filled.length <= 2 && filled.some((cell) => EXPLANATION.test(cell))))
    return '说明文字'
  if ((row.mergedWidth ?? 1) >= 4 && filled.length <= 2) return '合并的说明块'
  if (filled.length === 1 && first.length > 30) return '说明文字'
  if (kind === 'members' && filled.length === 1 && first !== name) return '不像人员的行'
  if (row.hidden) return '表格里隐藏的行'
  return undefined
}

/** Rows below the heading: records, and those that are none with the reason. A small title such as “第二党支部” goes to the rows below it. */
export function readRows(kind: RosterKind, sheet: RawSheet, layout: Layout): SourceRow[] {
  const rows: SourceRow[] = []
  let section: string | undefined
  const mapped = new Set(layout.columns.filter((column) => column.field).map((column) => column.index))
  for (const row of sheet.rows) {
    if (row.row <= layout.headingRow) continue
    const texts = row.cells.map((cell) => bareText(cell)).filter((cell) => cell !== '')
    if (texts.length === 0) continue
    const [only = ''] = texts
    if (kind === 'members' && new Set(texts).size === 1 && only.length <= 40 && GROUP_TITLE.test(only)) {
      section = only
      rows.push({ row: row.row, cells: row.cells, aside: '分组标题' })
      continue
    }
    const filledMapped = row.cells.some((cell, i) => mapped.has(i) && bareText(cell) !== '')
    if (!filledMapped && texts.length === 1 && /^\d+$/.test(only)) continue
    const aside = findAside(row, layout, kind) ?? (filledMapped ? undefined : '没有可导入的内容')
    rows.push({ row: row.row, cells: row.cells, ...(aside && { aside }), ...(section && { section }) })
  }
  return rows
}
