import {
  addDays,
  daysBetween,
  fromDayNumber,
  type PlainDate,
  plainDate,
  weekdayOf,
  yearOf,
} from '@shared/core/plainDate'
import {
  addWorkingDays,
  countWorkingDays,
  dayStatus,
  isWorkingDay,
  toWorkingDay,
  type WorkCalendar,
} from '@shared/core/workCalendar'
import { YEAR_2026 } from '@shared/modules/calendar/model'
import { provisionalYear } from '@shared/modules/calendar/rules'
import fc from 'fast-check'

/** 国务院办公厅关于2026年部分节假日安排的通知（2025年11月4日）, written down from the notice: what is off, and the weekend days worked. */
const NOTICE: readonly { name: string; from: string; to: string; days: number; worked: readonly string[] }[] = [
  { name: '元旦', from: '2026-01-01', to: '2026-01-03', days: 3, worked: ['2026-01-04'] },
  { name: '春节', from: '2026-02-15', to: '2026-02-23', days: 9, worked: ['2026-02-14', '2026-02-28'] },
  { name: '清明节', from: '2026-04-04', to: '2026-04-06', days: 3, worked: [] },
  { name: '劳动节', from: '2026-05-01', to: '2026-05-05', days: 5, worked: ['2026-05-09'] },
  { name: '端午节', from: '2026-06-19', to: '2026-06-21', days: 3, worked: [] },
  { name: '中秋节', from: '2026-09-25', to: '2026-09-27', days: 3, worked: [] },
  { name: '国庆节', from: '2026-10-01', to: '2026-10-07', days: 7, worked: ['2026-09-20', '2026-10-10'] },
]

const CALENDAR: WorkCalendar = { 2025: provisionalYear(2025), 2026: YEAR_2026, 2027: provisionalYear(2027) }
const day = (text: string): PlainDate => plainDate(text)
const daysOf2026 = Array.from({ length: 365 }, (_, i) => addDays(day('2026-01-01'), i))
const anyDay = fc.integer({ min: 20_000, max: 21_500 }).map(fromDayNumber)

describe('2026 年', () => {
  test('365 天逐日与通知一致', () => {
    const wrong = daysOf2026.filter((date) => {
      const off = NOTICE.find((row) => date >= row.from && date <= row.to)
      const worked = NOTICE.some((row) => row.worked.includes(date))
      const status = dayStatus(CALENDAR, date)
      const expected = off ? false : worked || weekdayOf(date) <= 5
      return status.working !== expected || status.provisional || (off && status.name !== off.name)
    })
    expect(wrong).toEqual([])
  })

  test('通知写的天数对得上：放假 33 天，调休上班 6 天，全年 248 个工作日', () => {
    for (const row of NOTICE) expect(daysBetween(day(row.from), day(row.to)) + 1).toBe(row.days)
    expect(Object.keys(YEAR_2026.holidays)).toHaveLength(33)
    expect(YEAR_2026.workdays).toHaveLength(6)
    expect(daysOf2026.filter((date) => isWorkingDay(CALENDAR, date))).toHaveLength(248)
  })

  test('调休上班的日子都是周末，且说得出来', () => {
    for (const date of YEAR_2026.workdays) {
      expect(weekdayOf(day(date))).toBeGreaterThan(5)
      expect(dayStatus(CALENDAR, day(date))).toEqual({ working: true, provisional: false, name: '调休上班' })
    }
  })
})

describe('推算期限（I-10：首日不计，末日为工作日）', () => {
  test.each([
    ['2026-06-11', 1, '2026-06-12'],
    ['2026-06-11', 5, '2026-06-18'],
    ['2026-06-18', 1, '2026-06-22'],
    ['2026-02-13', 1, '2026-02-14'],
    ['2026-02-14', 1, '2026-02-24'],
    ['2026-02-14', 5, '2026-02-28'],
    ['2026-09-30', 1, '2026-10-08'],
    ['2026-09-30', 3, '2026-10-10'],
    ['2026-06-13', 1, '2026-06-15'],
    ['2026-06-11', 0, '2026-06-11'],
  ])('%s 之后 %d 个工作日是 %s', (from, count, expected) => {
    expect(addWorkingDays(CALENDAR, day(from), count)).toEqual({ day: expected, provisional: false })
  })

  test('推算与清点互为逆运算，末日总是工作日', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 120 }), (from, count) => {
        const end = addWorkingDays(CALENDAR, from, count)
        expect(countWorkingDays(CALENDAR, from, end.day)).toEqual({ count, provisional: end.provisional })
        if (count > 0) expect(isWorkingDay(CALENDAR, end.day)).toBe(true)
      }),
    )
  })

  test('清点可以分段相加，倒着数是零', () => {
    fc.assert(
      fc.property(anyDay, fc.nat(200), fc.nat(200), (from, one, two) => {
        const middle = addDays(from, one)
        const to = addDays(middle, two)
        const count = (a: PlainDate, b: PlainDate) => countWorkingDays(CALENDAR, a, b).count
        expect(count(from, to)).toBe(count(from, middle) + count(middle, to))
        expect(countWorkingDays(CALENDAR, to, from)).toEqual({ count: 0, provisional: false })
      }),
    )
  })

  test('一碰到没有确认的年份就说是暂定（I-09）', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 120 }), (from, count) => {
        const end = addWorkingDays(CALENDAR, from, count)
        const years = [yearOf(addDays(from, 1)), yearOf(end.day)]
        expect(end.provisional).toBe(years.some((year) => CALENDAR[year]?.status !== 'confirmed'))
      }),
    )
    expect(addWorkingDays(CALENDAR, day('2026-12-28'), 3)).toEqual({ day: '2026-12-31', provisional: false })
    expect(addWorkingDays(CALENDAR, day('2026-12-31'), 1).provisional).toBe(true)
    expect(addWorkingDays(CALENDAR, day('2025-12-31'), 1)).toEqual({ day: '2026-01-04', provisional: false })
  })

  test('完全没有资料的年份按平常周末算，并说是暂定', () => {
    expect(dayStatus({}, day('2031-10-01'))).toEqual({ working: true, provisional: true })
    expect(dayStatus({}, day('2031-10-04'))).toEqual({ working: false, provisional: true })
  })
})

describe('移到工作日', () => {
  test.each([
    ['2026-06-20', 'before', '2026-06-18'],
    ['2026-06-20', 'after', '2026-06-22'],
    ['2026-10-03', 'before', '2026-09-30'],
    ['2026-10-03', 'after', '2026-10-08'],
    ['2026-02-28', 'after', '2026-02-28'],
    ['2026-02-15', 'before', '2026-02-14'],
  ] as const)('%s 往 %s 移到 %s', (date, direction, expected) => {
    expect(toWorkingDay(CALENDAR, day(date), direction)).toBe(expected)
  })

  test('移到最近的那一个，本来上班的不动', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom('before', 'after'), (date, direction) => {
        const moved = toWorkingDay(CALENDAR, date, direction)
        expect(isWorkingDay(CALENDAR, moved)).toBe(true)
        expect(direction === 'before' ? moved <= date : moved >= date).toBe(true)
        const [from, to] = direction === 'before' ? [addDays(moved, 1), date] : [date, addDays(moved, -1)]
        for (let between = from; between <= to; between = addDays(between, 1))
          expect(isWorkingDay(CALENDAR, between)).toBe(false)
      }),
    )
  })
})
