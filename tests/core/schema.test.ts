import { isPlainDate } from '@shared/core/plainDate'
import * as v from '@shared/core/schema'
import fc from 'fast-check'

const KINDS = {
  id: v.id(),
  line: v.line(10),
  text: v.text(10),
  plainDate: v.plainDate(),
  instant: v.instant(),
  whole: v.whole(1, 100),
  wholeText: v.wholeText(1, 100),
} as const
type Kind = keyof typeof KINDS

const read = (kind: Kind, value: unknown) => v.safeParse(KINDS[kind] as v.GenericSchema, value)

describe('字段种类', () => {
  test.each<[Kind, unknown, unknown]>([
    ['id', '65a1b2c3d4e5f60718293a4b', '65a1b2c3d4e5f60718293a4b'],
    ['line', '  党员甲 ', '党员甲'],
    ['line', '一二三四五六七八九十', '一二三四五六七八九十'],
    ['text', ' 第一行\n第二行\t好 ', '第一行\n第二行\t好'],
    ['text', '', ''],
    ['plainDate', '2024-02-29', '2024-02-29'],
    ['instant', '2026-06-11T06:30:00.000Z', '2026-06-11T06:30:00.000Z'],
    ['instant', '2026-06-11T23:59:59Z', '2026-06-11T23:59:59Z'],
    ['whole', 1, 1],
    ['whole', 100, 100],
    ['wholeText', '20', 20],
  ])('%s 收下 %j', (kind, value, expected) => {
    const result = read(kind, value)
    expect(result.success && result.output).toBe(expected)
  })

  test.each<[Kind, unknown, RegExp]>([
    ['id', '65A1B2C3D4E5F60718293A4B', /编号/],
    ['id', '65a1b2c3d4e5f60718293a4', /编号/],
    ['id', { $gt: '' }, /编号/],
    ['line', '   ', /不能为空/],
    ['line', '一二三四五六七八九十超', /10 个字/],
    ['line', '两\n行', /一行/],
    ['line', '带\u0000空', /控制字符/],
    ['line', 5, /文字/],
    ['text', '带\u0000空', /控制字符/],
    ['text', '一二三四五六七八九十超', /10 个字/],
    ['plainDate', '2026-02-29', /不存在/],
    ['plainDate', '2026/02/09', /不存在/],
    ['plainDate', 20260209, /日期/],
    ['instant', '2026-02-31T00:00:00Z', /不存在/],
    ['instant', '2026-06-11T24:00:00Z', /不存在/],
    ['instant', '2026-06-11T10:60:00Z', /不存在/],
    ['instant', '2026-06-11T10:00:00+08:00', /格式/],
    ['instant', '2026-06-11', /格式/],
    ['whole', 0, /不能小于 1/],
    ['whole', 101, /不能大于 100/],
    ['whole', 1.5, /整数/],
    ['whole', '5', /数字/],
    ['whole', Number.NaN, /数字/],
    ['wholeText', '1e2', /数字/],
    ['wholeText', '-1', /数字/],
    ['wholeText', '0', /不能小于 1/],
    ['wholeText', '9999999999', /数字/],
  ])('%s 不收 %j', (kind, value, message) => {
    const result = read(kind, value)
    expect(result.success).toBe(false)
    expect(result.issues?.map((issue) => issue.message).join()).toMatch(message)
  })
})

describe('坏输入', () => {
  const anyKind = fc.constantFrom(...(Object.keys(KINDS) as Kind[]))
  const nasty = fc.oneof(
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('__proto__', 'constructor', '\ud800', '９', '2026-06-31', '0000-00-00T00:00:00Z'),
  )

  test('只会得到列出的问题，不会抛错；问题都是中文', () => {
    fc.assert(
      fc.property(anyKind, nasty, (kind, value) => {
        const result = read(kind, value)
        if (!result.success) {
          expect(result.issues.length).toBeGreaterThan(0)
          for (const issue of result.issues)
            expect(kind === 'wholeText' || /[\u4e00-\u9fff]/.test(issue.message)).toBe(true)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  test('收下的就真的是那种东西', () => {
    const looks: Record<Kind, (value: unknown) => boolean> = {
      id: (value) => /^[0-9a-f]{24}$/.test(String(value)),
      line: (value) => typeof value === 'string' && value.length > 0 && value.length <= 10 && value.trim() === value,
      text: (value) => typeof value === 'string' && value.length <= 10 && value.trim() === value,
      plainDate: isPlainDate,
      instant: (value) => new Date(String(value)).toISOString().startsWith(String(value).slice(0, 19)),
      whole: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 100,
      wholeText: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 100,
    }
    const digits = (n: number) => fc.stringMatching(new RegExp(`^[0-9]{${n}}$`))
    const near = fc.oneof(
      fc.stringMatching(/^[0-9a-f]{23,25}$/),
      fc.stringMatching(/^20[0-9]{2}-[01][0-9]-[0-3][0-9]$/),
      fc.stringMatching(/^20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9]Z$/),
      fc.integer({ min: -5, max: 105 }),
      digits(2),
      fc.string({ maxLength: 12 }),
    )
    fc.assert(
      fc.property(anyKind, near, (kind, value) => {
        const result = read(kind, value)
        if (result.success) expect(looks[kind](result.output)).toBe(true)
      }),
      { numRuns: 5_000 },
    )
  })
})
