import { plainDate } from '@shared/core/plainDate'
import { type CalendarYear, dayStatus } from '@shared/core/workCalendar'
import { calendarYearFaults, layOver, provisionalYear } from '@shared/modules/calendar/rules'

const year = (number: number, holidays: Record<string, string>, workdays: string[] = []): CalendarYear => ({
  ...provisionalYear(number),
  status: 'confirmed',
  holidays: { ...provisionalYear(number).holidays, ...holidays },
  workdays,
})

describe('通知从上一年 12 月开始（如元旦连休）', () => {
  const notice = year(2027, { '2026-12-31': '元旦' }, ['2026-12-27'])

  test('可以录入；再早的日子、别的年份不行', () => {
    expect(calendarYearFaults(notice)).toEqual([])
    const wrong = year(2027, { '2026-11-30': '元旦', '2028-01-01': '元旦' })
    expect(calendarYearFaults(wrong).map(({ message }) => message.slice(0, 10))).toEqual(['2026-11-30', '2028-01-01'])
  })

  test('那几天在它们所在的年份里生效，先录哪一年都一样', () => {
    for (const years of [
      [year(2026, {}), notice],
      [notice, year(2026, {})],
    ]) {
      const calendar = layOver(years)
      expect(dayStatus(calendar, plainDate('2026-12-31'))).toMatchObject({ working: false, name: '元旦' })
      expect(dayStatus(calendar, plainDate('2026-12-27'))).toMatchObject({ working: true })
      expect(dayStatus(calendar, plainDate('2026-12-30')).working).toBe(true)
      expect(calendar[2027]?.holidays['2026-12-31']).toBeUndefined()
    }
  })

  test('上一年说上班、后来的通知说放假的，以后来的为准', () => {
    const calendar = layOver([year(2026, {}, ['2026-12-26']), year(2027, { '2026-12-26': '元旦' })])
    expect(dayStatus(calendar, plainDate('2026-12-26')).working).toBe(false)
  })

  test('没有跨年的日子，什么也不变', () => {
    const years = [year(2026, {}), year(2027, {})]
    expect(Object.values(layOver(years))).toEqual(years)
  })
})
