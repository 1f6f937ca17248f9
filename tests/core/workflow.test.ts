import type { Violation } from '@shared/core/errors'
import { addDays, fromDayNumber, type PlainDate, plainDate } from '@shared/core/plainDate'
import { type Entry, isDone, lastEntry, latestOf, violations, type Workflow } from '@shared/core/workflow'
import fc from 'fast-check'

type StepId = 'plan' | 'study' | 'hold' | 'correct' | 'cancel'
interface Case {
  entries: readonly Entry<StepId>[]
  present: number
}

const rule = (n: number) => ({ document: '示范规程', article: `第${n}条` })
const enough = ({ present }: Case): Violation[] =>
  present >= 5 ? [] : [{ message: `到会 ${present} 人，不足 5 人`, source: rule(4), fixBy: '党员' }]
const notTooMany = ({ present }: Case): Violation[] => (present <= 50 ? [] : [{ message: '人数有误', source: rule(4) }])

const STEPS: Workflow<StepId, Case> = [
  { id: 'plan', label: '安排', actor: '支委', source: rule(1) },
  { id: 'study', label: '学习', actor: '党员', after: ['plan'], unless: ['cancel'], source: rule(2) },
  {
    id: 'hold',
    label: '开会',
    actor: '书记',
    after: ['plan', 'study'],
    unless: ['cancel'],
    earliest: () => plainDate('2026-06-11'),
    latestDays: 3,
    gates: [enough, notTooMany],
    source: rule(3),
  },
  { id: 'correct', label: '更正', actor: '书记', after: ['hold'], repeatable: true, source: rule(5) },
  { id: 'cancel', label: '取消', actor: '书记', after: ['plan'], unless: ['hold'], source: rule(6) },
]

const entry = (step: StepId, on = '2026-06-11'): Entry<StepId> => ({
  step,
  by: 'p1',
  at: `${on}T02:00:00.000Z`,
  on: plainDate(on),
})
const subject = (steps: readonly StepId[], present = 9): Case => ({
  entries: steps.map((step) => entry(step)),
  present,
})
const reasons = (steps: readonly StepId[], step: StepId, on = '2026-06-11', present = 9) =>
  violations(STEPS, subject(steps, present), step, plainDate(on)).map((violation) => violation.message)

describe('步骤能不能办', () => {
  test.each<[string, readonly StepId[], StepId, string, number, string[]]>([
    ['前面都办了，人也够', ['plan', 'study'], 'hold', '2026-06-11', 9, []],
    ['没有前一步', ['plan'], 'hold', '2026-06-11', 9, ['还没有“学习”']],
    ['没到最早的日子', ['plan', 'study'], 'hold', '2026-06-10', 9, ['最早 6月11日 周四 才能“开会”']],
    ['已经办过', ['plan', 'study', 'hold'], 'hold', '2026-06-11', 9, ['“开会”已经做过了']],
    ['可以反复办的不算办过', ['plan', 'study', 'hold', 'correct'], 'correct', '2026-06-12', 9, []],
    ['取消之后', ['plan', 'cancel'], 'study', '2026-06-11', 9, ['已经“取消”，不能再“学习”']],
    ['办完就不能取消', ['plan', 'study', 'hold'], 'cancel', '2026-06-11', 9, ['已经“开会”，不能再“取消”']],
  ])('%s', (_, steps, step, on, present, expected) => {
    expect(reasons(steps, step, on, present)).toEqual(expected)
  })

  test('所有原因一次说完，连同关口里的，不让人办一件再碰一件', () => {
    expect(reasons(['cancel'], 'hold', '2026-06-10', 2)).toEqual([
      '还没有“安排”',
      '还没有“学习”',
      '已经“取消”，不能再“开会”',
      '最早 6月11日 周四 才能“开会”',
      '到会 2 人，不足 5 人',
    ])
  })

  test('每条原因都有出处，缺前一步的说由谁去办', () => {
    for (const violation of violations(STEPS, subject(['cancel'], 2), 'hold', plainDate('2026-06-10')))
      expect(violation.source?.document).toBe('示范规程')
    expect(violations(STEPS, subject([]), 'study', plainDate('2026-06-11'))[0]).toMatchObject({ fixBy: '支委' })
  })

  test('没有的步骤不能问', () => {
    expect(() => violations(STEPS, subject([]), 'vote' as StepId, plainDate('2026-06-11'))).toThrow(RangeError)
  })
})

describe('状态从记录里推出来', () => {
  const anySteps = fc.array(fc.constantFrom<StepId>('plan', 'study', 'hold', 'correct', 'cancel'), { maxLength: 12 })

  test('办过没有、最后一次是哪一次，只看记录；更正是新的一条，旧的还在', () => {
    fc.assert(
      fc.property(anySteps, fc.constantFrom<StepId>('plan', 'hold', 'correct'), (steps, step) => {
        const entries = steps.map((one, i) => ({ ...entry(one), by: `p${i}` }))
        const before = JSON.stringify(entries)
        expect(isDone(entries, step)).toBe(steps.includes(step))
        expect(lastEntry(entries, step)?.by).toBe(steps.includes(step) ? `p${steps.lastIndexOf(step)}` : undefined)
        violations(STEPS, { entries, present: 9 }, step, plainDate('2026-06-11'))
        expect(JSON.stringify(entries)).toBe(before)
      }),
    )
  })

  test('不能反复办的，办过以后永远不能再办', () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        for (const step of ['plan', 'study', 'hold', 'cancel'] as const)
          expect(reasons([...steps, step], step).some((message) => message.includes('已经做过了'))).toBe(true)
      }),
    )
  })

  test('等得越久，不会多出原因', () => {
    fc.assert(
      fc.property(anySteps, fc.integer({ min: 20_600, max: 20_640 }), fc.nat(30), (steps, from, wait) => {
        const count = (day: PlainDate) => violations(STEPS, subject(steps), 'hold', day).length
        expect(count(fromDayNumber(from + wait))).toBeLessThanOrEqual(count(fromDayNumber(from)))
      }),
    )
  })
})

describe('最晚哪天办', () => {
  const hold = STEPS.find((step) => step.id === 'hold')
  test('从最后办完的前一步算起', () => {
    const entries = [entry('plan', '2026-06-01'), entry('study', '2026-06-08')]
    expect(hold && latestOf(hold, { entries, present: 9 })).toBe(addDays(plainDate('2026-06-08'), 3))
    expect(hold && latestOf(hold, { entries: [...entries, entry('plan', '2026-06-20')], present: 9 })).toBe(
      '2026-06-23',
    )
  })
  test('前一步还没办，或没有期限，就没有这一天', () => {
    expect(hold && latestOf(hold, { entries: [entry('plan')], present: 9 })).toBeUndefined()
    const plan = STEPS[0]
    expect(plan && latestOf(plan, subject(['plan']))).toBeUndefined()
  })
})
