import { findKind } from '../cells/readKind'
import { optionsText, splitsOf } from '../cells/readOptions'
import { literalOf, tidyText } from '../cells/tidyText'
import { QUESTION_FIELDS, type QuestionTexts, type SourceQuestion } from '../model'
import { findAside, findHead, type TableHead, type TableRow, type TableSheet } from './tableRows'
import { writePlainText } from './writePlainText'

/** Rows of the next sheet count on from here. */
const SHEET_STEP = 100_000
const PART_KIND = /^(?:案例)?小题\s*[·\-—:：]?\s*(.*)$/
const FIRST_ROWS = 4
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** One cell that holds one option: its own mark goes, unless the cell is to be taken literally. */
export function readOptionCell(raw: string, place: number): string {
  const literal = literalOf(raw)
  if (literal !== undefined) return literal
  const mark = new RegExp(`^[(（]?${LETTERS.charAt(place) || '-'}\\s*[.．、:：)）]\\s*`, 'i')
  return tidyText(raw).replace(/\n/g, ' ').replace(mark, '')
}

function optionsOf(cells: readonly string[], { fields, options }: TableHead): string {
  const all = options.map((index) => cells[index] ?? '')
  while (all.length > 0 && tidyText(all[all.length - 1] ?? '') === '') all.pop()
  const [first = ''] = all
  if (all.length === 1 && splitsOf(first).length > 0) return first
  if (all.length > 0) return optionsText(all.map(readOptionCell))
  return options.length > 1 ? '' : (cells[fields.get('options') ?? -1] ?? '')
}

function textsOf({ cells }: TableRow, head: TableHead): QuestionTexts {
  const texts: QuestionTexts = {}
  for (const field of QUESTION_FIELDS) {
    const text = field === 'options' ? optionsOf(cells, head) : (cells[head.fields.get(field) ?? -1] ?? '')
    if (tidyText(text) !== '') texts[field] = text
  }
  if (head.pictures.some((index) => tidyText(cells[index] ?? '') !== '')) texts.stem = `${texts.stem ?? ''}\n[图片]`
  return texts
}

const isEmpty = ({ stem, options, answer, parts, explanation }: QuestionTexts): boolean =>
  [stem, options, answer, parts, explanation].every((text) => text === undefined)

interface Progress {
  questions: SourceQuestion[]
  /** Parts of the case above. */
  parts: QuestionTexts[]
  section: string
  chapter: string
}

/** An option in a row of its own, below its question: it carries the next letter and nothing else. */
function isContinued(texts: QuestionTexts, above: SourceQuestion | undefined): boolean {
  const { stem = '', answer = '', options = '' } = texts
  const last = above?.texts
  if (!last?.options || above?.aside || options === '') return false
  const same = (stem === '' || stem === last.stem) && (answer === '' || answer === last.answer)
  const letter = /^\s*[(（]?([B-J])\s*[.．、:：)）\s]/.exec(options)?.[1]
  const lines = last.options.split('\n')
  return same && letter !== undefined && LETTERS.indexOf(letter) === lines.length
}

function takeRow(row: TableRow, head: TableHead, at: Progress, place: { row: number; place?: string }): void {
  const texts = textsOf(row, head)
  const aside = findAside(row, head, texts, row.row <= head.headingRow + FIRST_ROWS)
  if (aside && 'section' in aside) at.section = aside.section
  else if (aside && 'chapter' in aside) at.chapter = aside.chapter
  else if (aside) at.questions.push({ ...place, texts, aside: aside.aside })
  if (aside || isEmpty(texts)) return
  const above = at.questions[at.questions.length - 1]
  const part = PART_KIND.exec(tidyText(texts.kind ?? ''))
  if (part && above) {
    at.parts.push({ ...texts, kind: part[1] ?? '' })
    above.texts = { ...above.texts, parts: writePlainText(at.parts) }
    return
  }
  if (above && isContinued(texts, above)) {
    above.texts = { ...above.texts, options: `${above.texts.options}\n${texts.options}` }
    return
  }
  at.parts = []
  at.questions.push({
    ...place,
    texts: {
      ...texts,
      ...(texts.kind === undefined && at.section !== '' && { kind: at.section }),
      ...(texts.chapter === undefined && at.chapter !== '' && { chapter: at.chapter }),
    },
  })
}

/**
 * Reads questions from the sheets of a workbook: every sheet that has headings, hidden ones only when no other has. A sheet or a row
 * named after a kind gives it to what stands in it or below. @returns undefined when nowhere are headings.
 */
export function readTable(sheets: readonly TableSheet[]): SourceQuestion[] | undefined {
  const fitting = sheets.flatMap((sheet) => {
    const head = findHead(sheet)
    return head ? [{ sheet, head }] : []
  })
  const shown = fitting.filter(({ sheet }) => !sheet.hidden)
  const chosen = shown.length > 0 ? shown : fitting
  if (chosen.length === 0) return undefined
  return chosen.flatMap(({ sheet, head }, i) => {
    const at: Progress = { questions: [], parts: [], section: findKind(sheet.name) ? sheet.name : '', chapter: '' }
    for (const row of sheet.rows) {
      if (row.row <= head.headingRow) continue
      const name = chosen.length > 1 ? { place: `${sheet.name} 第 ${row.row} 行` } : {}
      takeRow(row, head, at, { row: i * SHEET_STEP + row.row, ...name })
    }
    return at.questions
  })
}
