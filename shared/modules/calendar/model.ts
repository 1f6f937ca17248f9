import type { CalendarYear } from '@shared/core/workCalendar'

const days = (from: string, to: string, name: string): Record<string, string> => {
  const found: Record<string, string> = {}
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000)
    found[new Date(at).toISOString().slice(0, 10)] = name
  return found
}

/** 2026 as the State Council's notice of 4 November 2025 fixed it (rules I-02). */
export const YEAR_2026: CalendarYear = {
  year: 2026,
  status: 'confirmed',
  source: '国务院办公厅关于2026年部分节假日安排的通知（2025年11月4日）',
  holidays: {
    ...days('2026-01-01', '2026-01-03', '元旦'),
    ...days('2026-02-15', '2026-02-23', '春节'),
    ...days('2026-04-04', '2026-04-06', '清明节'),
    ...days('2026-05-01', '2026-05-05', '劳动节'),
    ...days('2026-06-19', '2026-06-21', '端午节'),
    ...days('2026-09-25', '2026-09-27', '中秋节'),
    ...days('2026-10-01', '2026-10-07', '国庆节'),
  },
  workdays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
}
