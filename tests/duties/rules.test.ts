import { stateOf } from '@shared/core/obligation'
import { addDays, fromDayNumber, type PlainDate, plainDate } from '@shared/core/plainDate'
import {
  boardItems,
  boardStart,
  dueText,
  findPeriodRange,
  firstAttention,
  groupByDeadline,
  heatOf,
  isCheck,
  moveViolations,
  openYears,
  plannedYears,
  ringOf,
  waiveViolations,
  yearMarks,
} from '@shared/modules/duties/rules'
import fc from 'fast-check'
import { buildDuty } from './buildDuty'

const today = plainDate('2026-06-11')
const days = fc.integer({ min: 20_454, max: 20_850 }).map(fromDayNumber)
const fact = { module: 'meetings', id: 'a'.repeat(24), on: plainDate('2026-06-02') }

describe('年度计划的年份', () => {
  test.each([
    ['2026-06-11', [2026]],
    ['2026-11-30', [2026]],
    ['2026-12-01', [2026, 2027]],
    ['2027-01-01', [2026, 2027]],
    ['2027-03-31', [2026, 2027]],
    ['2027-04-01', [2027]],
  ])('%s 维护 %j 年的计划', (day, years) => {
    expect(plannedYears(plainDate(day))).toEqual(years)
  })
})

describe('更正能到达的年份', () => {
  test.each([
    ['2026-03-31', [2025, 2026]],
    ['2026-06-11', [2025, 2026]],
    ['2026-12-01', [2025, 2026, 2027]],
  ])('%s 的事实算进 %j 年', (day, years) => {
    expect(openYears(plainDate(day))).toEqual(years)
  })
})

describe('期间', () => {
  test.each([
    ['2026', '2026-01-01', '2026-12-31'],
    ['2026-Q1', '2026-01-01', '2026-03-31'],
    ['2026-Q4', '2026-10-01', '2026-12-31'],
    ['2028-02', '2028-02-01', '2028-02-29'],
  ])('%s 从 %s 到 %s', (period, first, last) => {
    expect(findPeriodRange(period)).toEqual({ first, last })
  })
  test('记录编号不是期间', () => {
    expect(findPeriodRange('65f0c0ffee00000000000001')).toBeUndefined()
    expect(findPeriodRange('202612345678901234567890')).toBeUndefined()
  })
})

describe('全年任务环', () => {
  const duty = fc.record({
    opensOn: days,
    length: fc.integer({ min: -3, max: 120 }),
    done: fc.boolean(),
    waived: fc.boolean(),
  })
  test('任何一天的数字都等于逐件判断的结果，免办的不计', () => {
    fc.assert(
      fc.property(fc.array(duty, { maxLength: 40 }), days, (list, day) => {
        const duties = list.map(({ opensOn, length, done, waived }) =>
          buildDuty({
            opensOn,
            dueOn: addDays(opensOn, length),
            ...(done && { doneBy: fact }),
            ...(waived && { waivedBecause: '本年不设党小组' }),
          }),
        )
        const states = duties.map((one) => stateOf(one, day))
        const count = (...wanted: string[]) => states.filter((state) => wanted.includes(state)).length
        expect(ringOf(yearMarks(2026, duties), day)).toEqual({
          total: states.length - count('waived'),
          done: count('done'),
          slipping: count('slipping'),
          overdue: count('overdue'),
          ahead: count('open', 'ahead'),
        })
        expect(firstAttention(duties) <= day).toBe(count('slipping', 'overdue') > 0)
      }),
      { numRuns: 200 },
    )
  })
})

describe('今日页的排列', () => {
  const item = (key: string, dueOn: string, more = {}) => buildDuty({ key, dueOn, ...more })
  test('按真正的期限排，同一天先看钟点，办完和免办的不出现', () => {
    const items = boardItems([
      item('c', '2026-06-30'),
      item('b', '2026-06-11'),
      item('a', '2026-06-11', { dueTime: '14:30' }),
      item('d', '2026-05-31', { doneBy: fact }),
      item('e', '2026-05-31', { waivedBecause: '本年不设党小组' }),
    ])
    expect(items.map((one) => one.key)).toEqual(['a', 'b', 'c'])
  })
  test('逾期和今天到期在今天，星期日为止是本周，其余在以后', () => {
    const due = (day: string, opensOn = '2026-06-01') => ({ dueOn: plainDate(day), opensOn: plainDate(opensOn) })
    const items = [due('2026-05-31'), due('2026-06-11'), due('2026-06-12'), due('2026-06-14'), due('2026-06-15')]
    const grouped = groupByDeadline([...items, due('2026-12-31'), due('2026-12-31', '2026-10-01')], today)
    expect(grouped.now.map((one) => one.dueOn)).toEqual(['2026-05-31', '2026-06-11'])
    expect(grouped.week.map((one) => one.dueOn)).toEqual(['2026-06-12', '2026-06-14'])
    expect(grouped.later.map((one) => one.dueOn)).toEqual(['2026-06-15', '2026-12-31'])
  })
  test('按钮写“核对”的，是已经填好、等人说对不对的', () => {
    const check = { action: { page: '/modules/meetings/pages/roll-call/index', label: '核对' } }
    expect(boardItems([item('a', '2026-06-11'), item('b', '2026-06-12', check)]).map(isCheck)).toEqual([false, true])
  })
  test('错过一个月以上的只留在计划和环里，不再挡住眼前能办的', () => {
    expect(boardStart(today)).toBe('2026-05-11')
  })
  test.each([
    ['2026-05-31', undefined, '已逾期 11 天'],
    ['2026-06-11', '14:30', '今天 14:30'],
    ['2026-06-11', undefined, '今天内办完'],
    ['2026-06-12', '18:00', '6月12日 周五 18:00 前'],
    ['2026-06-30', undefined, '6月30日 周二前'],
    ['2027-01-04', undefined, '2027年1月4日 周一前'],
  ])('%s %s 写成“%s”', (dueOn, dueTime, words) => {
    expect(dueText({ dueOn: plainDate(dueOn), dueTime }, today)).toBe(words)
  })
  test.each([
    [0, 0],
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 3],
    [5, 4],
    [40, 4],
  ])('一天 %i 件的深浅是 %i', (count, heat) => {
    expect(heatOf(count)).toBe(heat)
  })
})

describe('移动与免办', () => {
  const on = (day: string): PlainDate => plainDate(day)
  test('可以在规定的期间里移动', () => {
    expect(moveViolations(buildDuty(), on('2026-06-25'), today)).toEqual([])
    expect(moveViolations(buildDuty(), on('2026-06-30'), today)).toEqual([])
  })
  test('移出季度不行，并说明依据', () => {
    const [reason] = moveViolations(buildDuty(), on('2026-07-01'), today)
    expect(reason?.message).toContain('6月30日')
    expect(reason?.source?.article).toBe('第11条')
  })
  test('所有理由一次列出：已办完、过去的日期、出了季度', () => {
    expect(moveViolations(buildDuty({ doneBy: fact }), on('2026-03-31'), today)).toHaveLength(3)
  })
  test('免办了的先恢复，才能移', () => {
    const duty = buildDuty({ waivedBecause: '与上级合并召开' })
    expect(moveViolations(duty, on('2026-06-25'), today)[0]?.message).toContain('请先恢复')
  })
  test('跟着记录走的日期要到记录里改', () => {
    const duty = buildDuty({ period: '65f0c0ffee00000000000001' })
    expect(moveViolations(duty, on('2026-06-25'), today)[0]?.message).toContain('到那条记录里改')
  })
  test('办完的不能免办', () => {
    expect(waiveViolations(buildDuty({ doneBy: fact }))).toHaveLength(1)
    expect(waiveViolations(buildDuty())).toEqual([])
  })
})
