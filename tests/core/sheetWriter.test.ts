import { openSheet } from '@cloud/core/table/sheetWriter'
import * as XLSX from '@e965/xlsx'
import fc from 'fast-check'

/** What a spreadsheet program reads in the file, row by row. */
function read(bytes: Uint8Array): { name: string; rows: string[][] } {
  const book = XLSX.read(bytes, { type: 'array' })
  const name = book.SheetNames[0] ?? ''
  const sheet = book.Sheets[name] ?? {}
  return { name, rows: XLSX.utils.sheet_to_json<string[]>(sheet, { header: 1, defval: '', blankrows: true }) }
}

async function write(lines: string[][], name = '表'): Promise<Uint8Array> {
  const sheet = await openSheet(name, [10, 20])
  for (const line of lines) await sheet.add([line])
  return sheet.close()
}

test('写进去什么，表格软件读出来就是什么', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('<b>&amp;"', '党费 & 会费', '第一行\n第二行', ' 前后空格 ', '_x0041_', ']]>', '0123', '𠮷野家'),
  )
  const cell = text.filter(
    (one) => !/^[=+\-@\t\r\n＝＋－＠]|[\p{Cc}\p{Cs}\ufffe\uffff]/u.test(one.replaceAll('\n', '')) && one !== '',
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 }),
      async (lines) => {
        expect(read(await write(lines)).rows).toEqual(lines)
      },
    ),
    { numRuns: 60 },
  )
})

test('像公式的只当文字；放不进表格的字符去掉；一格放不下的写明', async () => {
  const { rows } = read(await write([['=1+1', 'a\u0000\u0007b', '好'.repeat(40_000)]]))
  expect(rows[0]?.slice(0, 2)).toEqual(["'=1+1", 'ab'])
  expect(rows[0]?.[2]).toHaveLength(32_767)
  expect(rows[0]?.[2]).toMatch(/全文请在系统里看）$/)
})

test('表名去掉不许用的字符；空格不写；第三十一列也对得上', async () => {
  const line = Array.from({ length: 31 }, (_, i) => (i % 2 === 1 ? '' : `第${i}列`))
  const { name, rows } = read(await write([line], '甲/乙[丙]：全年'))
  expect(name).toBe('甲 乙 丙 ：全年')
  expect(rows).toEqual([line])
})

test('十万行也在几十兆以内，内存里只有压缩后的', async () => {
  const sheet = await openSheet('长表', [])
  const page = Array.from({ length: 1_000 }, (_, i) => [`第${i}行`, '三会一课提醒', '已发到手机', '2026-06-11 08:00'])
  for (let i = 0; i < 100; i += 1) await sheet.add(page)
  const bytes = await sheet.close()
  expect(bytes.length).toBeLessThan(4 * 1024 * 1024)
  expect(Buffer.from(bytes.slice(0, 4)).toString('latin1')).toBe('PK\u0003\u0004')
})
