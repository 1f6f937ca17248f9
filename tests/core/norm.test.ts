import { defineNorm, findInForce, inForce, type NormVersion, sourceLabel } from '@shared/core/norm'
import { addDays, fromDayNumber, plainDate } from '@shared/core/plainDate'
import fc from 'fast-check'

const source = { document: '示范条例', article: '第1条' }
const version = <T>(from: string, value: T): NormVersion<T> => ({ from: plainDate(from), value, source })
const theme = defineNorm('主题党日', [version('2018-11-26', 'remind'), version('2019-05-06', 'required')])

describe('规范的版本', () => {
  test.each([
    ['2018-11-25', undefined],
    ['2018-11-26', 'remind'],
    ['2019-05-05', 'remind'],
    ['2019-05-06', 'required'],
    ['2099-01-01', 'required'],
  ])('%s 适用 %s', (day, expected) => {
    expect(findInForce(theme, plainDate(day))?.value).toBe(expected)
  })

  test('还没有规范的日子问不出规范，并说明是哪一项', () => {
    expect(() => inForce(theme, plainDate('2018-01-01'))).toThrow(/2018-01-01.*主题党日/)
    expect(inForce(theme, plainDate('2020-01-01')).source).toEqual(source)
  })

  test('版本必须按日期先后排列，同日不能有两个，不能没有', () => {
    expect(() => defineNorm('空', [])).toThrow(RangeError)
    expect(() => defineNorm('倒', [version('2020-01-01', 1), version('2019-01-01', 2)])).toThrow(/倒/)
    expect(() => defineNorm('重', [version('2020-01-01', 1), version('2020-01-01', 2)])).toThrow(/重/)
  })

  test('任何一天适用的，就是到那天为止最后开始的那个版本', () => {
    const starts = fc.uniqueArray(fc.integer({ min: 15_000, max: 25_000 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(starts, fc.integer({ min: 14_000, max: 26_000 }), (numbers, at) => {
        const sorted = [...numbers].sort((a, b) => a - b)
        const norm = defineNorm(
          '任意',
          sorted.map((n) => ({ from: fromDayNumber(n), value: n, source })),
        )
        expect(findInForce(norm, fromDayNumber(at))?.value).toBe(sorted.filter((n) => n <= at).at(-1))
        for (const one of norm.versions) expect(inForce(norm, one.from)).toBe(one)
        const [first] = norm.versions
        if (first) expect(findInForce(norm, addDays(first.from, -1))).toBeUndefined()
      }),
    )
  })

  test('出处的写法', () => {
    expect(sourceLabel(source)).toBe('《示范条例》第1条')
  })
})
