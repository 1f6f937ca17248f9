import { checkOrganizations, type OrganizationSurroundings } from '@shared/modules/exchange/checkOrganizations'
import type { RowTexts } from '@shared/modules/exchange/model'
import {
  canonicalName,
  editDistance,
  indexOrganizations,
  type KnownOrganization,
} from '@shared/modules/exchange/organizationMatch'
import type { RowInput } from '@shared/modules/exchange/readRow'
import fc from 'fast-check'

const committee: KnownOrganization = { id: 'c', name: '示范路桥第一分公司党委', kind: 'partyCommittee', parentId: null }
const branch = (id: string, name: string, parentId = 'c'): KnownOrganization => ({ id, name, kind: 'branch', parentId })
const branches = [
  branch('b1', '第一党支部'),
  branch('b2', '第二党支部'),
  branch('b3', '机关党支部'),
  branch('b11', '第十一党支部'),
]
const index = indexOrganizations(branches, [committee, ...branches])

describe('支部名称', () => {
  test.each([
    ['第二党支部', 'b2'],
    ['二支部', 'b2'],
    ['第2支部', 'b2'],
    ['第２党支部', 'b2'],
    ['中共第二党支部委员会', 'b2'],
    [' 第 二 党支部 ', 'b2'],
    ['第二支部（联合）', 'b2'],
    ['十一支部', 'b11'],
    ['示范路桥第一分公司第一支部', 'b1'],
    ['机关支部', 'b3'],
  ])('“%s”', (text, id) => {
    const match = index.match(text)
    expect(match.kind).not.toBe('unknown')
    expect(match.kind !== 'unknown' && match.organization.id).toBe(id)
  })

  test('写法不同时说明原因', () => {
    expect(index.match('二支部')).toMatchObject({ kind: 'same', reason: '“二支部”就是第二党支部' })
    expect(index.match('第二党支部').kind).toBe('found')
  })

  test('没有的组织给出最像的', () => {
    expect(index.match('机关党支步')).toMatchObject({
      kind: 'unknown',
      several: false,
      choices: [{ value: 'b3', label: '机关党支部' }],
    })
    expect(index.match('养护').kind).toBe('unknown')
  })

  test('上级不同的同名支部分得清，分不清时列出来', () => {
    const other: KnownOrganization = { id: 'd', name: '示范路桥第二分公司党委', kind: 'partyCommittee', parentId: null }
    const twice = [...branches, branch('x1', '第一党支部', 'd')]
    const both = indexOrganizations(twice, [committee, other, ...twice])
    expect(both.match('一支部')).toMatchObject({
      kind: 'unknown',
      several: true,
      choices: [
        { value: 'b1', label: '示范路桥第一分公司党委 / 第一党支部' },
        { value: 'x1', label: '示范路桥第二分公司党委 / 第一党支部' },
      ],
    })
    expect(both.match('示范路桥第二分公司第一支部')).toMatchObject({ kind: 'same', organization: { id: 'x1' } })
  })

  test('统一写法再统一一次不变', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '第',
            '二',
            '十',
            '2',
            '党',
            '支部',
            '总支',
            '委员会',
            '公司',
            '中共',
            ' ',
            '（',
            '）',
            '机关',
          ),
          { maxLength: 8 },
        ),
        (parts) => {
          const once = canonicalName(parts.join(''))
          expect(canonicalName(once)).toBe(canonicalName(canonicalName(once)))
        },
      ),
      { examples: [[['中共', '中共', '中共']], [['党', '党', '党', '支部']], [['（', '（', '（', '）', '）', '）']]] },
    )
  })

  test('编辑距离对称，相同为零，不超过较长者', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a))
        expect(editDistance(a, b) === 0).toBe(a === b)
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length))
      }),
    )
  })
})

describe('组织名册', () => {
  const around: OrganizationSurroundings = {
    date1904: false,
    register: [committee, ...branches],
    rootId: 'c',
    findPersonNamed: (name) => (name === '党员甲' ? { id: 'p1' } : 'none'),
  }
  const check = (rows: readonly RowTexts[], more: Partial<RowInput> = {}) => {
    const inputs = rows.map((texts, i) => ({ row: i + 2, texts, typed: {}, choice: {}, ...more }))
    return [...checkOrganizations(inputs, around).values()]
  }

  test('新支部放在上级下面', () => {
    expect(
      check([{ name: '第三党支部', kind: '党支部', parent: '示范路桥第一分公司党委', foundedOn: '2020-01-01' }]),
    ).toMatchObject([
      { state: 'ready', values: { name: '第三党支部', kind: 'branch', parent: 'c', foundedOn: '2020-01-01' } },
    ])
  })
  test('没写类别按名称建议，没写上级放在导入的组织下面', () => {
    expect(check([{ name: '第三党支部' }])).toMatchObject([
      { state: 'suggested', values: { parent: 'c', kind: 'branch' }, issues: [{ field: 'kind', level: 'fix' }] },
    ])
  })
  test('已有的组织只带变了的项', () => {
    expect(
      check([
        { name: '第一支部', kind: '党支部', foundedOn: '2020-01-01' },
        { name: '第二党支部', kind: '党支部' },
      ]),
    ).toMatchObject([
      { state: 'known', knownId: 'b1', changes: [{ field: 'foundedOn', from: '', to: '2020-01-01' }] },
      { state: 'known', knownId: 'b2', changes: [] },
    ])
  })
  test('上级可以是同一个文件里的行，先后不拘；上级没定，下级等着', () => {
    const rows = [
      { name: '第一党小组', kind: '党小组', parent: '第三党支部' },
      { name: '第三党支部', kind: '党支部', parent: '示范路桥第一分公司党委' },
    ]
    expect(check(rows)).toMatchObject([{ state: 'ready', values: { parent: 'row:3' } }, { state: 'ready' }])
    const waiting = [rows[0] ?? {}, { ...rows[1], foundedOn: '2020.6' }]
    expect(check(waiting)).toMatchObject([
      { state: 'needsDecision', issues: [{ reason: '先定好它的上级（第 3 行）' }] },
      { state: 'needsDecision' },
    ])
  })
  test('放不下的位置、绕成一圈、写成自己，都说明原因', () => {
    expect(
      check([{ name: '第九党小组', kind: '党小组', parent: '示范路桥第一分公司党委' }])[0]?.issues[0]?.reason,
    ).toBe('党小组不能放在“示范路桥第一分公司党委”（党委）下面')
    const ring = check([
      { name: '甲单位', kind: '单位', parent: '乙单位' },
      { name: '乙单位', kind: '单位', parent: '甲单位' },
    ])
    expect(ring.map((row) => row.issues.at(-1)?.reason)).toEqual(['上级关系绕成了一圈', '上级关系绕成了一圈'])
    expect(check([{ name: '甲单位', kind: '单位', parent: '甲单位' }])[0]?.issues[0]?.reason).toBe('上级写成了自己')
  })
  test('重复的行：相同的不导入，不同的留一行', () => {
    const row = { name: '第三党支部', kind: '党支部' }
    expect(check([row, row]).map((r) => r.state)).toEqual(['ready', 'leftOut'])
    expect(check([row, { ...row, foundedOn: '2020-01-01' }]).map((r) => r.state)).toEqual(['ready', 'needsDecision'])
  })
  test('书记不在名册里先不任命', () => {
    expect(check([{ name: '第三党支部', kind: '党支部', secretary: '党员乙' }])).toMatchObject([
      { state: 'ready', issues: [{ field: 'secretary', level: 'note' }] },
    ])
    expect(check([{ name: '第三党支部', kind: '党支部', secretary: '党员甲' }])[0]?.issues).toEqual([])
  })
})
