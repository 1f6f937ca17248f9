import { execFileSync } from 'node:child_process'
import path from 'node:path'
import {
  addDays,
  addMonths,
  clockTimeOf,
  dayLabel,
  dayNumber,
  dayOf,
  daysBetween,
  daysInMonth,
  earlierOf,
  endOfMonth,
  fromDayNumber,
  instantAt,
  isPlainDate,
  laterOf,
  monthOf,
  type PlainDate,
  plainDate,
  plainDateFrom,
  plainDateOf,
  plainDateOfInstant,
  quarterOf,
  startOfMonth,
  weekdayOf,
  yearOf,
} from '@shared/core/plainDate'
import fc from 'fast-check'

const FIRST = dayNumber(plainDate('1900-01-01'))
const LAST = dayNumber(plainDate('2199-12-31'))
const anyDay = fc.integer({ min: FIRST, max: LAST }).map(fromDayNumber)
const middleDay = fc.integer({ min: FIRST + 73_000, max: LAST - 36_000 }).map(fromDayNumber)

describe('日期的写法', () => {
  test.each([
    ['2026-02-28', true],
    ['2026-02-29', false],
    ['2024-02-29', true],
    ['1900-02-29', false],
    ['2000-02-29', true],
    ['2026-04-31', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-01-00', false],
    ['2026-1-1', false],
    ['1899-12-31', false],
    ['2200-01-01', false],
    ['2026-06-11T00:00', false],
    [' 2026-06-11', false],
    ['２０２６-06-11', false],
    ['', false],
    [20260611, false],
    [null, false],
    [['2026-06-11'], false],
  ])('%p 是日期：%p', (value, expected) => {
    expect(isPlainDate(value)).toBe(expected)
  })

  test('不存在的日子读不进来，也造不出来', () => {
    expect(() => plainDate('2026-02-30')).toThrow(RangeError)
    expect(() => plainDateFrom(2026, 2, 30)).toThrow(RangeError)
    expect(plainDateFrom(2026, 2, 3)).toBe('2026-02-03')
  })

  test('任何值都只得到是或否，不会抛错', () => {
    fc.assert(fc.property(fc.anything(), (value) => typeof isPlainDate(value) === 'boolean'))
  })
})

describe('来回转换', () => {
  test('日序与日期互为逆运算，且保持先后', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        expect(isPlainDate(a)).toBe(true)
        expect(fromDayNumber(dayNumber(a))).toBe(a)
        expect(plainDateFrom(yearOf(a), monthOf(a), dayOf(a))).toBe(a)
        expect(Math.sign(daysBetween(a, b))).toBe(a === b ? 0 : a < b ? 1 : -1)
        expect(addDays(a, daysBetween(a, b))).toBe(b)
        expect([earlierOf(a, b), laterOf(a, b)]).toEqual([a, b].sort())
      }),
    )
  })

  test('与机器的公历一致：从 1900 年到 2199 年逐日走一遍', () => {
    const wrong: string[] = []
    for (let n = FIRST; n <= LAST; n += 1) {
      const day = fromDayNumber(n)
      const iso = new Date(n * 86_400_000).toISOString().slice(0, 10)
      if (day !== iso || !isPlainDate(day)) wrong.push(day)
    }
    expect(wrong).toEqual([])
  })

  test('某日某时的瞬间，还是那一日那一时', () => {
    const clock = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`)
    fc.assert(
      fc.property(anyDay, clock, (day, time) => {
        const instant = instantAt(day, time)
        expect(instant).toMatch(/Z$/)
        expect(plainDateOfInstant(instant)).toBe(day)
        expect(clockTimeOf(instant)).toBe(time)
      }),
    )
  })
})

describe('业务日以上海为准', () => {
  test.each([
    ['2026-06-10T15:59:59.999Z', '2026-06-10', '23:59'],
    ['2026-06-10T16:00:00.000Z', '2026-06-11', '00:00'],
    ['2026-06-11T15:59:59.999Z', '2026-06-11', '23:59'],
    ['2025-12-31T16:00:00.000Z', '2026-01-01', '00:00'],
    ['2024-02-28T16:00:00.000Z', '2024-02-29', '00:00'],
    // 1986–1991 observed daylight saving; the product counts UTC+8 throughout.
    ['1988-06-30T15:59:00.000Z', '1988-06-30', '23:59'],
    ['1969-12-31T15:59:59.999Z', '1969-12-31', '23:59'],
  ])('%s 是 %s %s', (instant, day, time) => {
    expect(plainDateOfInstant(instant)).toBe(day)
    expect(plainDateOf(Date.parse(instant))).toBe(day)
    expect(clockTimeOf(instant)).toBe(time)
  })

  test('进程的时区换成哪里都一样', () => {
    const script = `
      const { addMonths, clockTimeOf, dayLabel, instantAt, plainDate, plainDateOfInstant, weekdayOf } = require('./shared/core/plainDate.ts')
      const seen = []
      for (const at of ['2026-03-08T09:59:00Z', '2026-03-08T16:00:00Z', '2026-11-01T15:59:59Z', '2026-12-31T16:00:00Z'])
        seen.push(plainDateOfInstant(at), clockTimeOf(at), weekdayOf(plainDateOfInstant(at)))
      for (const day of ['2026-03-08', '2026-11-01', '2024-02-29'])
        seen.push(instantAt(plainDate(day), '02:30'), addMonths(plainDate(day), 12), dayLabel(plainDate(day), 2026))
      console.log(new Date().getTimezoneOffset() + '\\n' + JSON.stringify(seen))`
    const [first, ...others] = ['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati'].map((TZ) =>
      execFileSync(process.execPath, ['--require', 'tsx/cjs', '-e', script], {
        env: { ...process.env, TZ },
        encoding: 'utf8',
        cwd: path.resolve(__dirname, '../..'),
      }).split('\n'),
    )
    for (const other of others) {
      expect(other[0]).not.toBe(first?.[0])
      expect(other[1]).toBe(first?.[1])
    }
  })
})

describe('星期与季度', () => {
  test.each([
    ['1900-01-01', 1],
    ['1949-10-01', 6],
    ['1969-12-31', 3],
    ['1970-01-01', 4],
    ['2000-02-29', 2],
    ['2024-02-29', 4],
    ['2026-01-01', 4],
    ['2026-02-14', 6],
    ['2026-06-11', 4],
    ['2026-09-20', 7],
    ['2100-01-01', 5],
    ['2199-12-31', 2],
  ])('%s 是星期 %d', (day, weekday) => {
    expect(weekdayOf(plainDate(day))).toBe(weekday)
  })

  test('七天一轮，每天进一', () => {
    fc.assert(fc.property(middleDay, (day) => expect(weekdayOf(addDays(day, 1))).toBe((weekdayOf(day) % 7) + 1)))
  })

  test.each([
    ['2026-03-31', 1],
    ['2026-04-01', 2],
    ['2026-12-31', 4],
  ])('%s 在第 %d 季度', (day, quarter) => {
    expect(quarterOf(plainDate(day))).toBe(quarter)
  })

  test('写给人看的样子', () => {
    expect(dayLabel(plainDate('2026-06-11'))).toBe('6月11日 周四')
    expect(dayLabel(plainDate('2026-06-14'), 2026)).toBe('6月14日 周日')
    expect(dayLabel(plainDate('2027-01-04'), 2026)).toBe('2027年1月4日 周一')
  })
})

describe('按月推移', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-01-31', 3, '2026-04-30'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-06-11', 0, '2026-06-11'],
    ['2026-01-31', -11, '2025-02-28'],
  ])('%s 加 %d 个月是 %s', (day, months, expected) => {
    expect(addMonths(plainDate(day), months)).toBe(expected)
  })

  test('落在目标月，日不变或收到月末，从不溢出', () => {
    fc.assert(
      fc.property(middleDay, fc.integer({ min: -600, max: 600 }), (day, months) => {
        const moved = addMonths(day, months)
        const index = (d: PlainDate) => yearOf(d) * 12 + monthOf(d)
        expect(isPlainDate(moved)).toBe(true)
        expect(index(moved) - index(day)).toBe(months)
        expect(dayOf(moved)).toBe(Math.min(dayOf(day), daysInMonth(yearOf(moved), monthOf(moved))))
      }),
    )
  })

  test('日不超过 28 的，加了再减回到原处；越早的日子推移后不会更晚', () => {
    fc.assert(
      fc.property(middleDay, middleDay, fc.integer({ min: -600, max: 600 }), (a, b, months) => {
        if (dayOf(a) <= 28) expect(addMonths(addMonths(a, months), -months)).toBe(a)
        expect(addMonths(earlierOf(a, b), months) <= addMonths(laterOf(a, b), months)).toBe(true)
      }),
    )
  })

  test('月初、月末', () => {
    expect([startOfMonth(2026, 2), endOfMonth(2026, 2), endOfMonth(2024, 2), endOfMonth(2026, 12)]).toEqual([
      '2026-02-01',
      '2026-02-28',
      '2024-02-29',
      '2026-12-31',
    ])
  })
})
