import { deflateRawSync } from 'node:zlib'
import { readApart } from '@cloud/modules/exchange/reading/readApart'
import { readRoster } from '@cloud/modules/exchange/reading/readRoster'
import { readWorkbook } from '@cloud/modules/exchange/reading/readWorkbook'
import * as XLSX from '@e965/xlsx'
import { buildMemberRoster } from '../support/rosters/memberRoster'
import { buildOrganizationRoster } from '../support/rosters/organizationRoster'
import { type RosterCell, type RosterFormat, writeRoster } from '../support/rosters/writeRoster'

const rowsOf = (rows: readonly (readonly RosterCell[])[], format: RosterFormat = 'xlsx', date1904 = false) =>
  readWorkbook(writeRoster([{ name: '表', rows }], format, date1904))[0]?.rows.map((row) => row.cells)

/** A zip with one deflated entry that declares `declared` bytes. */
function zipOf(name: string, content: Buffer, declared = content.length): Buffer {
  const body = deflateRawSync(content)
  const label = Buffer.from(name)
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(8, 4)
  fields.writeUInt32LE(body.length, 14)
  fields.writeUInt32LE(declared, 18)
  fields.writeUInt16LE(label.length, 22)
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, label, body])
  const central = Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), fields, Buffer.alloc(14), label])
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0, 'latin1')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, central, end])
}

describe('读文件', () => {
  test.each<RosterFormat>(['xlsx', 'xls', 'csv', 'csv-bom', 'csv-gbk'])('同一份名册存成 %s，读出来一样', (format) => {
    const roster = readRoster('members', buildMemberRoster({ branches: 2, membersPerBranch: 8, format }))
    expect(roster).toEqual({
      ...readRoster('members', buildMemberRoster({ branches: 2, membersPerBranch: 8 })),
      ...(format.startsWith('csv') && { sheetName: '第 1 张表' }),
    })
    expect(roster.rows).toHaveLength(16)
  })

  test.each<RosterFormat>(['xlsx', 'xls'])('真实样子的 %s：挑对表、找到表头、认出不是人的行', (format) => {
    const roster = readRoster(
      'members',
      buildMemberRoster({ branches: 3, membersPerBranch: 10, awkward: true, format }),
    )
    expect(roster).toMatchObject({ sheetName: '党员信息', sheetNumber: 2, sheets: 3, headingRow: 3 })
    expect(roster.columns.flatMap((column) => column.field ?? [])).toEqual([
      'name',
      'idNumber',
      'sex',
      'ethnicity',
      'membership',
      'branch',
      'group',
      'duty',
      'joinedOn',
      'fullOn',
      'phone',
    ])
    expect(roster.rows.flatMap((row) => row.aside ?? [])).toEqual(['填写要求行', '说明文字', '合计行', '落款行'])
    expect(roster.rows.filter((row) => !row.aside)).toHaveLength(31)
  })

  test('组织名册', () => {
    const roster = readRoster(
      'organizations',
      buildOrganizationRoster({ parent: '示范公司党委', branches: 6, awkward: true }),
    )
    expect(roster.columns.flatMap((column) => column.field ?? [])).toEqual(['name', 'kind', 'parent', 'foundedOn'])
    expect(roster.rows.filter((row) => !row.aside)).toHaveLength(6)
  })

  test('表格日期按它显示的样子读：有日的是日期，只显示年月的仍是年月', () => {
    expect(
      rowsOf([
        [
          { v: 43_252, z: 'yyyy/m/d' },
          { v: 43_252, z: 'yyyy"年"m"月"d"日"' },
          { v: 43_252, z: 'yyyy"年"m"月"' },
          { v: 43_252, z: '0' },
        ],
      ]),
    ).toEqual([['2018-06-01', '2018-06-01', '2018年6月', '43252']])
  })
  test('从 1904 年起算的表格', () => {
    const file = writeRoster([{ name: '表', rows: [[{ v: 41_790, z: 'yyyy-mm-dd' }, 41_790]] }], 'xlsx', true)
    expect(readWorkbook(file)[0]).toMatchObject({ date1904: true, rows: [{ cells: ['2018-06-01', '41790'] }] })
  })
  test('被存成数字的 18 位号码看得出丢了位数', () => {
    expect(rowsOf([['号', 990_000_198_003_051_010]])).toEqual([['号', '9.90000198003051e+17']])
  })
  test('公式不计算，只取存下的值；没有存值的是空', () => {
    const book = XLSX.utils.book_new()
    const sheet = {
      '!ref': 'A1:C1',
      A1: { t: 'n', f: '1+1', v: 7 },
      B1: { t: 's', v: '甲' },
      C1: { t: 'n', f: 'HYPERLINK("http://x")' },
    }
    XLSX.utils.book_append_sheet(book, sheet as XLSX.WorkSheet, '表')
    const file = Buffer.from(XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array)
    expect(readWorkbook(file)[0]?.rows[0]?.cells.slice(0, 2)).toEqual(['7', '甲'])
  })
  test('竖着合并的支部一格管到每一行；隐藏的行不当作要导入的', () => {
    const file = writeRoster([
      {
        name: '表',
        rows: [
          ['姓名', '所在党支部', '性别'],
          ['党员甲', '第一党支部', '男'],
          ['党员乙', '', '女'],
          ['党员丙', '', '男'],
        ],
        merges: ['B2:B4'],
        hiddenRows: [3],
      },
    ])
    expect(readRoster('members', file).rows).toEqual([
      { row: 2, cells: ['党员甲', '第一党支部', '男'] },
      { row: 3, cells: ['党员乙', '第一党支部', '女'], aside: '表格里隐藏的行' },
      { row: 4, cells: ['党员丙', '第一党支部', '男'] },
    ])
  })
  test('网页冒充的 .xls 也读得出', () => {
    const html = Buffer.from(
      '<html><meta charset="utf-8"><table><tr><td>姓名</td><td>所在党支部</td></tr><tr><td>党员甲</td><td>2019.10</td></tr></table></html>',
    )
    expect(readWorkbook(html)[0]?.rows.map((row) => row.cells)).toEqual([
      ['姓名', '所在党支部'],
      ['党员甲', '2019.10'],
    ])
  })
  test('csv 里的引号、换行、分号和开头写着 ID 的表', () => {
    const text = 'ID;姓名;备注\r\n1;"党员""甲""";"第一行\n第二行"\r\n2;党员乙;\r\n'
    expect(readWorkbook(Buffer.from(text))[0]?.rows.map((row) => row.cells)).toEqual([
      ['ID', '姓名', '备注'],
      ['1', '党员"甲"', '第一行\n第二行'],
      ['2', '党员乙', ''],
    ])
  })
  test('名字古怪的表和列不会碰坏程序', () => {
    const file = writeRoster([
      { name: '__proto__', rows: [['姓名', 'x']] },
      {
        name: '表',
        rows: [
          ['__proto__', 'constructor', '姓名', '所在党支部'],
          ['x', 'y', '党员甲', '__proto__'],
        ],
      },
    ])
    expect(readRoster('members', file).rows[0]?.cells).toEqual(['x', 'y', '党员甲', '__proto__'])
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })
})

describe('读不了的文件说清为什么', () => {
  const macro = (): Buffer => zipOf('xl/vbaProject.bin', Buffer.from('x'))
  test.each<[string, () => Buffer, RegExp]>([
    ['别的东西', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), /不是表格文件/],
    ['PDF', () => Buffer.from('%PDF-1.7'), /这是 PDF/],
    ['别的压缩包', () => zipOf('a.txt', Buffer.from('x')), /不是 Excel 表格/],
    ['带宏的表格', macro, /带宏/],
    [
      '带宏的旧表格',
      () => Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from('_VBA_PROJECT', 'utf16le')]),
      /带宏/,
    ],
    [
      '加密的表格',
      () => Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from('EncryptedPackage', 'utf16le')]),
      /密码/,
    ],
    ['没传完的表格', () => buildMemberRoster({ branches: 1, membersPerBranch: 3 }).subarray(0, 3_000), /打不开/],
    ['解开过大的表格', () => zipOf('xl/workbook.xml', Buffer.alloc(130 * 1024 * 1024)), /过大/],
    ['谎报大小的表格', () => zipOf('xl/workbook.xml', Buffer.alloc(30 * 1024 * 1024), 1_000), /过大/],
    [
      '没有表头',
      () =>
        writeRoster([
          {
            name: '表',
            rows: [
              ['品名', '数量'],
              ['笔', 3],
            ],
          },
        ]),
      /没有找到表头/,
    ],
    ['只有表头', () => writeRoster([{ name: '表', rows: [['姓名', '所在党支部']] }]), /表头下面没有内容/],
    [
      '列太多',
      () => writeRoster([{ name: '表', rows: [Array.from({ length: 220 }, (_, i) => `列${i}`)] }]),
      /列数超过 200/,
    ],
    ['行太多', () => Buffer.from(`姓名,所在党支部\n${'党员甲,第一党支部\n'.repeat(50_200)}`), /最多导入 50,000 行/],
  ])('%s', (_, file, message) => {
    expect(() => readRoster('members', file())).toThrow(message)
  })

  test('在单独的进程里读，结果和拒绝的话都传得回来', async () => {
    const file = buildMemberRoster({ branches: 1, membersPerBranch: 5, awkward: true })
    await expect(readApart('members', file)).resolves.toEqual(readRoster('members', file))
    await expect(readApart('members', macro())).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(/带宏/),
    })
  })
})
