import { openPart, type PackedPart, packParts } from './packParts'

/** A text that a spreadsheet will show, not run: whatever could begin a formula gets an apostrophe in front. */
export const safeCell = (text: string): string => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text)

/** Characters one cell holds at most, in every spreadsheet program. */
const MOST_CHARACTERS = 32_767
const CUT = '……（一格放不下，全文请在系统里看）'

const fitted = (text: string): string =>
  text.length > MOST_CHARACTERS ? text.slice(0, MOST_CHARACTERS - CUT.length) + CUT : text

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
}

/** Characters XML cannot carry are left out. */
const escapeText = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    // What a spreadsheet would read as the code of a character is written as text.
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>"\r]/g, (character) => ENTITIES[character] ?? '')

/** 0 → A, 26 → AA. */
const columnName = (index: number): string =>
  (index < 26 ? '' : columnName(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26))

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const relation = (type: string, target: string): string =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/${type}" Target="${target}"/></Relationships>`

/** A sheet name may not hold these and has at most 31 characters. */
const sheetNameOf = (name: string): string => escapeText(name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31))

const frameOf = (sheetName: string): readonly (readonly [string, string])[] => [
  [
    '[Content_Types].xml',
    `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`,
  ],
  ['_rels/.rels', relation('officeDocument', 'xl/workbook.xml')],
  [
    'xl/workbook.xml',
    `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${sheetNameOf(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  ['xl/_rels/workbook.xml.rels', relation('worksheet', 'worksheets/sheet1.xml')],
]

async function packText([name, text]: readonly [string, string]): Promise<PackedPart> {
  const part = openPart(name)
  await part.write(text)
  return part.close()
}

const rowXml = (cells: readonly string[], row: number): string => {
  const inner = cells.map((cell, i) => {
    if (cell === '') return ''
    const text = escapeText(fitted(safeCell(cell)))
    return `<c r="${columnName(i)}${row}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`
  })
  return `<row r="${row}">${inner.join('')}</row>`
}

/** 表格文件 — a workbook of one sheet, written line by line. Of a long list only the packed bytes are held, about a tenth of its text. */
export interface SheetWriter {
  /** Every cell is text. */
  add(lines: readonly (readonly string[])[]): Promise<void>
  close(): Promise<Uint8Array<ArrayBuffer>>
}

/** @param widths of the columns, in characters. */
export async function openSheet(sheetName: string, widths: readonly number[]): Promise<SheetWriter> {
  const sheet = openPart('xl/worksheets/sheet1.xml')
  const columns = widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`)
  const layout = columns.length > 0 ? `<cols>${columns.join('')}</cols>` : ''
  await sheet.write(`${HEAD}<worksheet xmlns="${MAIN}">${layout}<sheetData>`)
  let row = 0
  return {
    async add(lines) {
      await sheet.write(
        lines
          .map((cells) => {
            row += 1
            return rowXml(cells, row)
          })
          .join(''),
      )
    },
    async close() {
      await sheet.write('</sheetData></worksheet>')
      const frame = await Promise.all(frameOf(sheetName).map(packText))
      return packParts([...frame, await sheet.close()])
    },
  }
}
