import { cleanHeading, mapColumns } from '@shared/modules/exchange/headings'
import { chooseSheet, findLayout, type RawSheet, readRows } from '@shared/modules/exchange/sheetLayout'

const sheet = (rows: readonly (readonly string[])[], more: Partial<RawSheet> = {}): RawSheet => ({
  name: '表',
  hidden: false,
  date1904: false,
  rows: rows.map((cells, i) => ({ row: i + 1, cells })),
  ...more,
})
const fieldsOf = (headings: readonly string[]) =>
  Object.fromEntries(mapColumns('members', headings).map(({ heading, field }) => [heading, field]))

describe('表头', () => {
  test.each([
    ['出生日期\n（格式：1980-01-01）', '出生日期'],
    ['* 姓 名（必填）', '姓名'],
    ['入党时间：', '入党时间'],
    ['手机号码【本人】', '手机号码'],
  ])('“%s”就是“%s”', (text, clean) => {
    expect(cleanHeading(text)).toBe(clean)
  })

  test.each([
    [['姓名', '党员姓名', '名字'], 'name'],
    [['身份证号', '公民身份号码', '证件号码', '居民身份证号'], 'idNumber'],
    [['所在党支部', '支部名称', '所属支部', '现所在支部', '所在党组织'], 'branch'],
    [['入党时间', '加入党组织日期', '何时入党'], 'joinedOn'],
    [['转正日期', '转为正式党员日期', '转为正式党员时间'], 'fullOn'],
    [['手机', '联系电话', '手机号码'], 'phone'],
    [['人员类别', '党员类别', '政治面貌'], 'membership'],
    [['党内职务', '职务', '职务（党内）'], 'duty'],
    [['党小组', '所在党小组'], 'group'],
    [['工作岗位', '岗位'], 'post'],
    [['家庭住址', '现居住地'], 'address'],
    [['学历', '文化程度'], 'education'],
  ])('%j 都是 %s', (headings, field) => {
    for (const heading of headings) expect(mapColumns('members', [heading])[0]?.field).toBe(field)
  })

  test('说别人、说别处的列不认作本人', () => {
    expect(fieldsOf(['入党介绍人姓名', '配偶姓名', '入党时所在支部', '紧急联系人电话', '序号'])).toEqual({
      入党介绍人姓名: null,
      配偶姓名: null,
      入党时所在支部: null,
      紧急联系人电话: null,
      序号: null,
    })
  })

  test('两列都像时取更像的一列，一列只对一项', () => {
    expect(fieldsOf(['行政职务', '职务', '姓名', '手机', '联系电话'])).toEqual({
      行政职务: 'post',
      职务: 'duty',
      姓名: 'name',
      手机: 'phone',
      联系电话: null,
    })
  })
})

describe('表头在哪里', () => {
  test('前面有标题行和空列', () => {
    const layout = findLayout(
      'members',
      sheet([['', '党员名册'], [], ['', '姓名', '所在党支部'], ['', '党员甲', '第一党支部']]),
    )
    expect(layout?.headingRow).toBe(3)
  })
  test('两行表头合起来读', () => {
    const layout = findLayout(
      'members',
      sheet([
        ['姓名', '基本情况', '', '党籍', ''],
        ['', '性别', '民族', '入党时间', '转正时间'],
        ['党员甲', '男', '汉', '2000-01-01', '2001-01-01'],
      ]),
    )
    expect(layout?.headingRow).toBe(2)
    expect(layout?.columns.map((column) => column.field)).toEqual(['name', 'sex', 'ethnicity', 'joinedOn', 'fullOn'])
  })
  test('没有姓名列就不是名册', () => {
    expect(
      findLayout(
        'members',
        sheet([
          ['品名', '数量'],
          ['笔', '3'],
        ]),
      ),
    ).toBeUndefined()
  })
  test('几张表里挑对得上的、没隐藏的、行数多的', () => {
    const small = sheet(
      [
        ['姓名', '所在党支部'],
        ['党员甲', '一支部'],
      ],
      { name: '样表' },
    )
    const large = sheet([['姓名', '所在党支部'], ...Array.from({ length: 5 }, () => ['党员甲', '一支部'])], {
      name: '名册',
    })
    const hidden = sheet([['姓名', '所在党支部', '性别', '民族']], { name: '备份', hidden: true })
    expect(chooseSheet('members', [sheet([['说明']]), small, hidden, large])).toMatchObject({
      index: 3,
      sheet: { name: '名册' },
    })
  })
})

describe('表头下面哪些不是人', () => {
  const rowsOf = (rows: readonly (readonly string[])[]) => {
    const raw = sheet([['', '姓名', '所在党支部', '性别', '民族', '入党时间'], ...rows])
    const layout = findLayout('members', raw)
    if (!layout) throw new Error('no heading')
    return readRows('members', raw, layout)
  }
  test.each([
    [['', '必填', '必填', '选填', '选填', '必填'], '填写要求行'],
    [['', '合计', '', '', '', '12'], '合计行'],
    [['合计 12 人'], '合计行'],
    [['', '共 12 人'], '合计行'],
    [['', '填表人：组织员甲', '', '审核人：组织员乙'], '落款行'],
    [['', '示例：张三', '第一党支部', '男'], '示例行'],
    [['', '填写说明：入党时间以志愿书为准。'], '说明文字'],
    [['', '姓名', '所在党支部', '性别', '民族', '入党时间'], '重复的表头'],
  ])('%j', (cells, aside) => {
    expect(rowsOf([cells])).toEqual([{ row: 2, cells, aside }])
  })
  test('合并的说明块、隐藏的行', () => {
    const raw: RawSheet = {
      ...sheet([]),
      rows: [
        { row: 1, cells: ['姓名', '所在党支部', '性别', '民族'] },
        { row: 2, cells: ['请各支部认真核对后上报'], mergedWidth: 4 },
        { row: 3, cells: ['党员甲', '第一党支部', '男', '汉'], hidden: true },
        { row: 4, cells: ['党员乙', '第一党支部', '男', '汉'] },
      ],
    }
    const layout = findLayout('members', raw)
    expect(layout && readRows('members', raw, layout).map((row) => row.aside)).toEqual([
      '合并的说明块',
      '表格里隐藏的行',
      undefined,
    ])
  })
  test('分组标题管到下一个标题', () => {
    const rows = rowsOf([
      ['', '第一党支部（12人）'],
      ['', '党员甲', '', '男', '汉'],
      ['', '第二党支部'],
      ['', '党员乙', '', '女', '汉'],
    ])
    expect(rows.map((row) => row.aside ?? row.section)).toEqual([
      '分组标题',
      '第一党支部（12人）',
      '分组标题',
      '第二党支部',
    ])
  })
})
