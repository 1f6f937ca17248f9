import { addDays, instantAt, type PlainDate, plainDate } from '@shared/core/plainDate'
import {
  effectiveDay,
  fieldSteps,
  inOrderOfEffect,
  planEdit,
  type RecordedChange,
  type Values,
  valuesAsOf,
} from '@shared/modules/people/asOf'
import fc from 'fast-check'

const START = plainDate('2026-01-01')
const day = (n: number) => addDays(START, n)
const change = (id: string, on: number, before: Values, after: Values, effectiveOn?: number): RecordedChange => ({
  id,
  at: instantAt(day(on), '10:00'),
  ...(effectiveOn !== undefined && { effectiveOn: day(effectiveOn) }),
  before,
  after,
})

describe('截至某日', () => {
  const changes = [
    change('1', 10, { post: '安全员' }, { post: '质检员' }),
    change('2', 20, { post: '质检员' }, { post: '项目经理' }),
  ]
  test.each<[number, string]>([
    [9, '安全员'],
    [10, '质检员'],
    [19, '质检员'],
    [20, '项目经理'],
    [300, '项目经理'],
  ])('第 %i 天', (n, post) => {
    expect(valuesAsOf({ post: '项目经理', name: '甲' }, changes, day(n))).toEqual({ post, name: '甲' })
  })
  test('没有改过的项一直是现在的值；清空的项是空', () => {
    expect(valuesAsOf({ name: '甲' }, [change('1', 5, { groupId: 'g' }, {})], day(4))).toEqual({
      name: '甲',
      groupId: 'g',
    })
    expect(valuesAsOf({ name: '甲' }, [change('1', 5, { groupId: 'g' }, {})], day(6))).toEqual({
      name: '甲',
      groupId: null,
    })
  })
  test('补登一件更早生效的：之后的值不动，之前的日子按补登的看', () => {
    const { before, current } = planEdit({ post: '项目经理' }, changes, ['post'], day(5))
    expect(before).toEqual({ post: '安全员' })
    expect(current).toEqual([])
    const all = [...changes, change('3', 30, before, { post: '资料员' }, 5)]
    expect(valuesAsOf({ post: '项目经理' }, all, day(4))['post']).toBe('安全员')
    expect(valuesAsOf({ post: '项目经理' }, all, day(7))['post']).toBe('资料员')
    expect(valuesAsOf({ post: '项目经理' }, all, day(12))['post']).toBe('质检员')
    expect(fieldSteps(all).map(({ from, to }) => [from, to])).toEqual([
      ['安全员', '资料员'],
      ['资料员', '质检员'],
      ['质检员', '项目经理'],
    ])
  })
})

/** What may happen to a record: an edit from some day on, an import batch, or the batch taken back. */
type Step = { kind: 'edit'; fields: Values; back: number } | { kind: 'batch'; fields: Values } | { kind: 'undo' }
const fields = fc
  .dictionary(fc.constantFrom('post', 'education', 'groupId'), fc.option(fc.constantFrom('a', 'b', 'c')), {
    minKeys: 1,
    maxKeys: 3,
  })
  .map((values): Values => values)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('edit' as const), fields, back: fc.integer({ min: 0, max: 30 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('batch' as const), fields }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'undo' as const }) },
)

interface State {
  record: Record<string, unknown>
  changes: (RecordedChange & { batch: boolean })[]
}

/** As the service does it: `planEdit` decides what is kept and what is written. */
function run(initial: Values, steps: readonly Step[]): State {
  const state: State = { record: { ...initial }, changes: [] }
  steps.forEach((one, i) => {
    if (one.kind === 'undo') {
      // Only the latest may be taken back: whatever was edited since forbids it.
      const last = state.changes[state.changes.length - 1]
      if (!last?.batch) return
      Object.assign(state.record, last.before)
      state.changes.pop()
      return
    }
    const effectiveOn = day(i - (one.kind === 'edit' ? one.back : 0))
    const { before, current } = planEdit(state.record, state.changes, Object.keys(one.fields), effectiveOn)
    const at = instantAt(day(i), '10:00')
    state.changes.push({
      id: String(i).padStart(3, '0'),
      at,
      effectiveOn,
      before,
      after: one.fields,
      batch: one.kind === 'batch',
    })
    for (const field of current) state.record[field] = one.fields[field] ?? null
  })
  return state
}

/** The plain meaning: begin with the first record, apply what holds by that day, one after the other. */
function replay(initial: Values, changes: readonly RecordedChange[], on: PlainDate): Record<string, unknown> {
  const values: Record<string, unknown> = { ...initial }
  for (const one of inOrderOfEffect(changes))
    if (effectiveDay(one) <= on) for (const field of Object.keys(one.before)) values[field] = one.after[field] ?? null
  return values
}

test('任意的更正、补登、导入与撤销：截至任何一天都等于把到那天的变更重放一遍，现在的记录就是截至今天的', () => {
  const initial = { post: 'a', education: null, groupId: null, name: '甲' }
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), fc.integer({ min: -40, max: 20 }), (steps, n) => {
      const { record, changes } = run(initial, steps)
      expect(valuesAsOf(record, changes, day(n))).toEqual(replay(initial, changes, day(n)))
      expect(record).toEqual(replay(initial, changes, day(steps.length)))
    }),
    { numRuns: 500 },
  )
})
