import {
  type Adjustment,
  applyAdjustments,
  type Obligation,
  type ObligationState,
  obligationKey,
  rungDay,
  SLIPPING_DAYS,
  STANDARD_LADDER,
  stateOf,
} from '@shared/core/obligation'
import { addDays, fromDayNumber, type PlainDate, plainDate } from '@shared/core/plainDate'
import fc from 'fast-check'

const anyDay = fc.integer({ min: 20_454, max: 20_818 }).map(fromDayNumber)
const part = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !text.includes(':'))

const obligation = (more: Partial<Obligation> = {}): Obligation => ({
  key: 'meetings.branchMeeting:b1:2026-Q2',
  module: 'meetings',
  rule: 'meetings.branchMeeting',
  owner: { kind: 'organization', id: 'b1' },
  organizationId: 'b1',
  title: '第二季度党员大会',
  why: '每季度 1 次',
  period: '2026-Q2',
  opensOn: plainDate('2026-04-01'),
  dueOn: plainDate('2026-06-30'),
  source: { document: '示范条例', article: '第11条' },
  action: { page: '/plan', label: '去安排' },
  ladder: STANDARD_LADDER,
  ...more,
})
const adjustment = (more: Partial<Adjustment> = {}): Adjustment => ({
  key: obligation().key,
  by: 'p1',
  at: '2026-06-01T00:00:00.000Z',
  ...more,
})

describe('任务编号', () => {
  test('同样的规则、对象、期间，永远是同一个编号；有一样不同，编号就不同', () => {
    fc.assert(
      fc.property(fc.tuple(part, part, part), fc.tuple(part, part, part), (a, b) => {
        expect(obligationKey(...a)).toBe(obligationKey(...a))
        expect(obligationKey(...a) === obligationKey(...b)).toBe(a.every((text, i) => text === b[i]))
      }),
    )
  })
  test.each([
    ['a:b', 'c', 'd'],
    ['a', 'b:c', 'd'],
    ['a', 'b', 'c:d'],
  ])('各部分含冒号会混淆，不接受：%s %s %s', (...parts) => {
    expect(() => obligationKey(...parts)).toThrow(RangeError)
  })
})

describe('单位的调整', () => {
  test('改期：记着原来的日子；改到窗口之前，窗口随着提前', () => {
    const [later] = applyAdjustments([obligation()], [adjustment({ dueOn: plainDate('2026-07-03') })])
    expect(later).toMatchObject({ dueOn: '2026-07-03', movedFrom: '2026-06-30', opensOn: '2026-04-01' })
    const [earlier] = applyAdjustments([obligation()], [adjustment({ dueOn: plainDate('2026-03-20') })])
    expect(earlier).toMatchObject({ dueOn: '2026-03-20', opensOn: '2026-03-20' })
  })

  test('改回原日就不算改期；免办带着原因；别的任务不受影响', () => {
    const other = obligation({ key: 'other:b1:2026' })
    expect(applyAdjustments([obligation()], [adjustment({ dueOn: plainDate('2026-06-30') })])).toEqual([obligation()])
    const planned = applyAdjustments([obligation(), other], [adjustment({ waivedBecause: '并入上级会议' })])
    expect(planned).toEqual([{ ...obligation(), waivedBecause: '并入上级会议' }, other])
  })

  test('任务不在了，调整也不碍事', () => {
    expect(applyAdjustments([obligation()], [adjustment({ key: 'gone:b1:2026', waivedBecause: '无' })])).toEqual([
      obligation(),
    ])
  })

  test('再算一遍结果不变，条数和编号不变，原来的数据不动', () => {
    const adjustments = fc.array(
      fc.record({
        n: fc.nat(4),
        dueOn: fc.option(anyDay, { nil: undefined }),
        waived: fc.option(fc.constant('有原因'), { nil: undefined }),
      }),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(anyDay, fc.nat(90)), { maxLength: 5 }), adjustments, (windows, rows) => {
        const computed = windows.map(([opensOn, days], n) =>
          obligation({ key: `r:o:${n}`, opensOn, dueOn: addDays(opensOn, days) }),
        )
        const list = rows.map(({ n, dueOn, waived }) =>
          adjustment({ key: `r:o:${n}`, ...(dueOn && { dueOn }), ...(waived && { waivedBecause: waived }) }),
        )
        const before = JSON.stringify(computed)
        const once = applyAdjustments(computed, list)
        expect(applyAdjustments(once, list)).toEqual(once)
        expect(once.map((one) => one.key)).toEqual(computed.map((one) => one.key))
        for (const one of once) expect(one.opensOn <= one.dueOn).toBe(true)
        expect(JSON.stringify(computed)).toBe(before)
      }),
    )
  })
})

describe('任务到哪一步了', () => {
  const doneBy = { module: 'meetings', id: 'm1', on: plainDate('2026-07-20') }
  test.each<[string, ObligationState]>([
    ['2026-03-31', 'ahead'],
    ['2026-04-01', 'open'],
    ['2026-06-22', 'open'],
    ['2026-06-23', 'slipping'],
    ['2026-06-30', 'slipping'],
    ['2026-07-01', 'overdue'],
  ])('%s：%s', (day, state) => {
    expect(SLIPPING_DAYS).toBe(7)
    expect(stateOf(obligation(), plainDate(day))).toBe(state)
  })

  test('事实总是算数：晚了办的、免了又办的，都是已完成，哪天看都一样', () => {
    fc.assert(
      fc.property(anyDay, anyDay, fc.boolean(), (dueOn, today, waived) => {
        const one = { ...obligation({ dueOn, doneBy }), ...(waived && { waivedBecause: '原因' }) }
        expect(stateOf(one, today)).toBe('done')
      }),
    )
    expect(stateOf({ ...obligation(), waivedBecause: '原因' }, plainDate('2027-01-01'))).toBe('waived')
  })

  test('没有事实时，只会随日子一步步变紧，不会倒退', () => {
    const order: ObligationState[] = ['ahead', 'open', 'slipping', 'overdue']
    fc.assert(
      fc.property(anyDay, fc.nat(120), fc.nat(200), fc.nat(200), (opensOn, days, start, wait) => {
        const one = obligation({ opensOn, dueOn: addDays(opensOn, days) })
        const at = (day: PlainDate) => order.indexOf(stateOf(one, day))
        const from = addDays(opensOn, start - 100)
        expect(at(from)).toBeGreaterThanOrEqual(0)
        expect(at(addDays(from, wait))).toBeGreaterThanOrEqual(at(from))
      }),
    )
  })
})

describe('提醒阶梯', () => {
  test('前七天、前一天、当天给本人，过一天给书记，过三天给上级', () => {
    const due = { dueOn: plainDate('2026-06-30') }
    expect(STANDARD_LADDER.map((rung) => [rung.id, rungDay(due, rung), rung.to])).toEqual([
      ['T-7', '2026-06-23', 'owner'],
      ['T-1', '2026-06-29', 'owner'],
      ['T', '2026-06-30', 'owner'],
      ['T+1', '2026-07-01', 'secretary'],
      ['T+3', '2026-07-03', 'superior'],
    ])
  })
})
