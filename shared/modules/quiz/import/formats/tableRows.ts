import { findKind } from '../cells/readKind'
import { tidyText } from '../cells/tidyText'
import type { QuestionTexts } from '../model'
import { cleanHeading, mapHeadings, ownHeadings, type QuestionColumns, scoreOf } from './headings'

/** A sheet of a file: only rows that hold something. */
export interface TableSheet {
  name: string
  hidden: boolean
  rows: readonly TableRow[]
}

export interface TableRow {
  /** As the sheet numbers it, from 1. */
  row: number
  cells: readonly string[]
  hidden?: boolean
  /** Columns covered by its widest merged cell. */
  mergedWidth?: number
}

export interface TableHead extends QuestionColumns {
  headingRow: number
  headings: readonly string[]
  /** Written by us: every row below is a question, whatever it looks like. */
  own: boolean
}

const HEADING_WITHIN = 40

const isKnown = (text: string): boolean => {
  const { fields, options } = mapHeadings([text, 'B'])
  return fields.size > 0 || options.length > 1
}

/** Headings over two rows: the lower text where it is known, otherwise the upper. */
function joinHeadings(upper: TableRow, lower: TableRow): string[] {
  const width = Math.max(upper.cells.length, lower.cells.length)
  return Array.from({ length: width }, (_, i) => {
    const [above = '', below = ''] = [upper.cells[i], lower.cells[i]]
    return below.trim() !== '' && (isKnown(below) || !isKnown(above)) ? below : above
  })
}

/** A second row of headings holds nothing else. */
const isAllHeadings = ({ cells }: TableRow): boolean => {
  const filled = cells.filter((cell) => cell.trim() !== '')
  return filled.length > 1 && filled.every(isKnown)
}

const isOwn = (headings: readonly string[], { options }: QuestionColumns): boolean =>
  ownHeadings(options.length).join('|') === headings.map((heading) => heading.trim()).join('|')

/** Finds the row, or the two rows, that head the table; instructions above it do not matter. */
export function findHead({ rows }: TableSheet): TableHead | undefined {
  let best: (TableHead & { score: number }) | undefined
  const offer = (headings: readonly string[], headingRow: number, less: number): void => {
    const columns = mapHeadings(headings)
    const score = scoreOf(columns) - less
    if (score > 0 && (!best || score > best.score))
      best = { ...columns, headings, headingRow, score, own: isOwn(headings, columns) }
  }
  rows.slice(0, HEADING_WITHIN).forEach((row, i) => {
    offer(row.cells, row.row, 0)
    const next = rows[i + 1]
    if (next && next.row === row.row + 1) offer(joinHeadings(row, next), next.row, isAllHeadings(next) ? -2 : 0.5)
  })
  return best
}

const EXPLAINS =
  /^[【(（[]?(填表说明|填写说明|导入说明|使用说明|说明|备注|注|填报要求|填写要求|导入要求|温馨提示|注意|注意事项|提示)[】)）\]]?\s*([:：\d一二三]|$)/
const WANTS =
  /必填|选填|可不填|可为空|请(填写?|输入|选择|勿)|不超过|字以内|填写|(大写|英文)?字母(表示|填)|用.{1,6}(隔开|分隔|分开)|^如[:：]|^例如|^格式/
const EXAMPLE = /^[【(（[]?(示例|样例|范例|例题|样题)/
const TOTAL = /^(合计|总计|小计|共计)|^共\s*\d+\s*(题|道|条|个)/

/** What a row below the heading is when it is no question. */
export type Aside = { aside: string } | { section: string } | { chapter: string }

/**
 * Says why a row is no question; undefined when it may be one.
 * @param first it is among the first rows below the heading, where templates explain themselves
 */
export function findAside(row: TableRow, head: TableHead, texts: QuestionTexts, first: boolean): Aside | undefined {
  if (head.own) return undefined
  const cells = row.cells.map(tidyText).filter((cell) => cell !== '')
  const [only = ''] = cells
  const isAlone = new Set(cells).size === 1
  const { stem = '', answer = '', options = '' } = texts
  const same = head.headings.filter(
    (heading, i) => heading !== '' && cleanHeading(heading) === cleanHeading(row.cells[i] ?? ''),
  )
  if (same.length >= 2) return { aside: '重复的表头' }
  if (isAlone && only.length <= 60) {
    if (findKind(only)) return { section: only }
    if (/^第\s*[一二三四五六七八九十百\d]+\s*[章篇编节]/.test(only)) return { chapter: only }
  }
  if (cells.slice(0, 3).some((cell) => TOTAL.test(cell)) && answer === '') return { aside: '合计行' }
  if (cells.slice(0, 2).some((cell) => EXPLAINS.test(cell)) && answer === '') return { aside: '说明文字' }
  const isExample = EXAMPLE.test(only) && only !== tidyText(stem)
  if (isExample || (first && EXAMPLE.test(tidyText(stem)))) return { aside: '示例行' }
  const wanting = cells.filter((cell) => WANTS.test(cell)).length
  if (first && wanting >= 2 && wanting * 2 >= cells.length) return { aside: '填写要求行' }
  if ((row.mergedWidth ?? 1) >= 4 && cells.length <= 2) return { aside: '合并的说明块' }
  if (isAlone && stem === '' && options === '' && answer === '' && !/^\d+$/.test(only)) return { aside: '说明文字' }
  return row.hidden ? { aside: '表格里隐藏的行' } : undefined
}
