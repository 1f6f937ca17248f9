import { safeCell } from '@cloud/core/table/sheetWriter'
import { nameSortKey, personSortKey } from '@cloud/core/table/sortKey'
import { plainDate } from '@shared/core/plainDate'
import * as v from '@shared/core/schema'
import { chosenColumns, usualColumns } from '@shared/core/table'
import { columnsOf, sortBy } from '@shared/core/tableQuery'
import { termEnd } from '@shared/modules/organizations/rules'
import { PEOPLE_TABLE } from '@shared/modules/people/table'
import fc from 'fast-check'
import { gridMove, rowsBetween } from '../../miniapp/src/ui/gridMove'

const sorted = (names: readonly string[], keyOf: (name: string) => string) =>
  [...names].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))

describe('姓名和名称的顺序', () => {
  test('按读音，同音的字各在一起，姓氏按姓的读音', () => {
    expect(sorted(['党员一戊', '党员一丙', '党员一辛'], personSortKey)).toEqual(['党员一丙', '党员一戊', '党员一辛'])
    const names = ['张三', '章一', '张一', '赵四', '单雄', '曾国', '欧阳锋', '李雷']
    expect(sorted(names, personSortKey)).toEqual(['李雷', '欧阳锋', '单雄', '曾国', '张三', '张一', '章一', '赵四'])
  })
  test('名称里的数按大小，不按笔画和读音', () => {
    const names = ['第十一党支部', '第二党支部', '第十党支部', '第一百零二党支部', '第3党支部', '第一党支部']
    expect(sorted(names, nameSortKey)).toEqual([
      '第一党支部',
      '第二党支部',
      '第3党支部',
      '第十党支部',
      '第十一党支部',
      '第一百零二党支部',
    ])
  })
  test('什么文字都排得了', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect(typeof personSortKey(text) === 'string' && nameSortKey(text).length <= 600).toBe(true)
      }),
    )
  })
})

describe('表', () => {
  test('只能按说好的列排序、导出说好的列', () => {
    expect(v.safeParse(sortBy(PEOPLE_TABLE), '-joinedOn').success).toBe(true)
    for (const wrong of ['phone', '--name', 'post'])
      expect(v.safeParse(sortBy(PEOPLE_TABLE), wrong).success).toBe(false)
    expect(v.parse(columnsOf(PEOPLE_TABLE), 'post,name')).toEqual(['post', 'name'])
    for (const wrong of ['', 'name,name', 'idNumber'])
      expect(v.safeParse(columnsOf(PEOPLE_TABLE), wrong).success).toBe(false)
  })
  test('第一列总在，列按表的顺序，没选过时不显示额外的列', () => {
    expect(chosenColumns(PEOPLE_TABLE, ['post', 'group']).map(({ id }) => id)).toEqual(['name', 'group', 'post'])
    expect(usualColumns(PEOPLE_TABLE)).not.toContain('ethnicity')
  })
  test.each(['=1+1', '+86', '-1', '@x', '\tx', '＝1'])('%j 只显示，不运行', (text) => {
    expect(safeCell(text)).toBe(`'${text}`)
  })
})

describe('键盘', () => {
  test.each([
    ['ArrowDown', 0, 1],
    ['ArrowUp', 0, 0],
    ['End', 3, 9],
    ['Home', 3, 0],
    ['PageDown', 3, 7],
    ['PageDown', 8, 9],
    ['PageUp', 3, 0],
    ['x', 3, undefined],
  ] as const)('%s 从第 %i 行', (key, at, to) => {
    expect(gridMove(key, at, 10, 4)).toBe(to)
  })
  test('空表不动；连选不管方向', () => {
    expect(gridMove('End', 0, 0, 5)).toBeUndefined()
    expect(rowsBetween(['a', 'b', 'c', 'd'], 2, 1)).toEqual(['b', 'c'])
  })
})

test('任期（B-10）：党委五年，总支、支部三年；没有届期的职务不推算', () => {
  const from = plainDate('2025-01-01')
  const today = plainDate('2026-06-11')
  expect(termEnd('branch', 'secretary', from, today)).toBe('2027-12-31')
  expect(termEnd('partyCommittee', 'committeeMember', from, today)).toBe('2029-12-31')
  expect(termEnd('branch', 'administrator', from, today)).toBeNull()
  expect(termEnd('department', 'secretary', from, today)).toBeNull()
})
